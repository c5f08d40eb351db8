package handover

import (
	"errors"
	"os"

	"stet/internal/archive"
)

// Report is what a verification found of a hand-over.
type Report struct {
	OK       bool
	Files    int
	Problems []Refusal
}

// Verify proves a hand-over, which may come from anywhere. What is wrong with it
// stands in the report; an error means that path could not be looked at.
func Verify(path string) (Report, error) {
	r := Report{Problems: []Refusal{}}
	if tree, err := archive.Open(path, limits()); err == nil {
		r.Files = len(tree.Files)
		if err := tree.Close(); err != nil {
			return r, err
		}
	}
	_, err := Read(path)
	var why *Refusal
	var system *os.PathError
	switch {
	case errors.As(err, &why):
		r.Problems = append(r.Problems, *why)
		return r, nil
	case errors.As(err, &system):
		return r, err
	case err != nil:
		r.Problems = append(r.Problems, Refusal{manifestName, err.Error()})
		return r, nil
	}
	r.OK = true
	return r, nil
}
