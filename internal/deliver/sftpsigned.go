package deliver

import (
	"errors"
	"io/fs"
	"path"

	"stet/internal/bundle"
)

const (
	signatureEnd     = ".minisig" // behind the bundle's name, as bundle.SignaturePath has it here
	longestSignature = 8 << 10    // more than one can be long
)

// sign puts a signature beside the bundle at a place; nil takes away what lies
// there under its name. Nobody sees half of it.
func (s *sftpSession) sign(place string, signature []byte) error {
	to := place + signatureEnd
	if signature == nil {
		err := s.Remove(to)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	beside := path.Join(path.Dir(to), ".stet-"+path.Base(to))
	err := s.write(beside, signature)
	if err == nil {
		err = s.replace(beside, to)
	}
	if err != nil {
		return errors.Join(err, s.Remove(beside))
	}
	return nil
}

// fetchSignature takes the signature along that lies beside what was fetched; a
// bundle without one is unsigned.
func (s *sftpSession) fetchSignature(place, local string) error {
	err := s.download(place+signatureEnd, bundle.SignaturePath(local), &room{bytes: longestSignature})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
