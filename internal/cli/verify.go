package cli

import (
	"cmp"
	"flag"
	"slices"

	"stet/internal/bundle"
	"stet/internal/handover"
)

func runVerify(c *call) error {
	signed := false
	words, err := c.words(func(f *flag.FlagSet) { f.BoolVar(&signed, "signed", false, "") }, 1, 1)
	if err != nil {
		return err
	}
	if err := mistaken(words[0]); err != nil {
		return err
	}
	report, err := c.verified(words[0])
	if err != nil {
		return err
	}
	if signed && report.Signature != bundle.Good {
		report.OK = false
		report.Problems = append(report.Problems, bundle.Problem{Path: bundle.SignaturePath(words[0]), Problem: "no signature of a known key"})
	}
	if err := c.showReport(report); err != nil {
		return err
	}
	if !report.OK {
		return &exitError{exitDamaged}
	}
	return nil
}

// mistaken says what to do where something was named that belongs to a package
// and is none: a signature, a key, a part of one.
func mistaken(path string) error {
	switch m := bundle.MistakenFrom(path); {
	case m.What == bundle.ASignature && m.Of == "":
		return &refusal{path + " is a signature, and the package that it is for does not lie beside it", "Put it beside its package, which has the same name without .minisig, then: stet verify PACKAGE"}
	case m.What == bundle.ASignature:
		return &refusal{path + " is the signature of a package", "It is proved with the package: stet verify " + m.Of}
	case m.What == bundle.APublicKey:
		return &refusal{path + " is a public key, and no package", "Trust it with: stet key trust NAME " + path + ". Then: stet verify PACKAGE"}
	case m.What == bundle.APrivateKey:
		return &refusal{path + " is a private key, and no package", "Keep it to yourself. Packages are proved with: stet verify PACKAGE"}
	case m.What == bundle.APart:
		return &refusal{path + " is a part of a package", "A package is proved as a whole: stet verify " + m.Of}
	}
	return nil
}

func (c *call) verified(path string) (bundle.Report, error) {
	if handover.Is(path) {
		return verifyHandOver(path)
	}
	book, err := Keys(c.Getenv)
	if err != nil {
		return bundle.Report{}, err
	}
	known, err := book.Known()
	if err != nil {
		return bundle.Report{}, err
	}
	return bundle.Verify(path, known...)
}

func (c *call) showReport(report bundle.Report) error {
	if c.json {
		return c.emit(report)
	}
	if report.OK {
		c.say("intact: %s, %s", count(report.Files, "file", "files"), count(report.Stories, "story", "stories"))
	} else {
		c.say("damaged: %s", count(len(report.Problems), "problem", "problems"))
	}
	if line := signedLine(report); line != "" {
		c.say("  %s", line)
	}
	for _, line := range followedLines(report.Follows) {
		c.say("  %s", line)
	}
	if report.Note != "" {
		c.say("  note: %s", report.Note)
	}
	for _, p := range report.Problems {
		c.say("  %s: %s", p.Path, p.Problem)
	}
	return nil
}

// followedLines say which earlier bundles this one follows, and how.
func followedLines(follows []bundle.Followed) []string {
	words := map[bundle.Kind]string{bundle.Update: "updates", bundle.Correction: "corrects", bundle.Kill: "kills"}
	counts := map[bundle.Earlier]int{}
	for _, f := range follows {
		f.Rev = 0
		counts[f.Earlier]++
	}
	var lines []string
	for e, n := range counts {
		lines = append(lines, cmp.Or(words[e.Kind], "follows")+" "+count(n, "story", "stories")+" of package "+e.Digest)
	}
	slices.Sort(lines)
	return lines
}

// signedLine says who signed; what is bad stands among the problems.
func signedLine(report bundle.Report) string {
	switch {
	case report.Signature == bundle.Good:
		return "signed by " + report.Signer + " (key " + report.Key + ")"
	case report.Signature == bundle.UnknownSigner:
		return "signed with key " + report.Key + ", which nobody here knows (stet key trust NAME BUNDLE)"
	case report.Bundle && report.Signature == bundle.Unsigned:
		return "not signed"
	}
	return ""
}
