package deliver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"stet/internal/archive"
	"stet/internal/bundle"
)

// sftpTarget puts bundles onto a server, as folder does: each story has one
// place, and nobody sees half of it.
type sftpTarget struct {
	config  Config
	options Options
}

// sftpSession is one visit.
type sftpSession struct {
	*sftp.Client
	ssh  *ssh.Client
	dir  string
	key  string // the host key that was shown
	stop func() bool
}

// close ends the line first: to end the conversation alone would wait for the
// server to end it too.
func (s *sftpSession) close() {
	s.stop()
	s.ssh.Close()
	s.Client.Close()
}

func (t *sftpTarget) Test(ctx context.Context) (Tested, error) {
	s, err := t.open(ctx, t.config.HostKey != "")
	if err != nil {
		return Tested{}, err
	}
	defer s.close()
	info, err := s.Stat(s.dir)
	if err != nil {
		return Tested{}, s.failure(ctx, "open the folder "+s.dir, err)
	}
	if !info.IsDir() {
		return Tested{}, &Failure{Reason: Setup, Doing: "open the folder " + s.dir, Says: "it is a file"}
	}
	place := path.Join(s.dir, ".stet-test")
	err = s.write(place, []byte("Stet was here to see whether it may write.\n"))
	if err == nil {
		err = s.Remove(place)
	}
	if err != nil {
		return Tested{}, s.failure(ctx, "write into the folder "+s.dir, err)
	}
	tested := Tested{Says: s.dir + " as " + t.config.User, HostKey: s.key, Warnings: []string{}}
	if _, ok := s.HasExtension("posix-rename@openssh.com"); !ok {
		tested.Warnings = append(tested.Warnings, "This server cannot replace a file in one step: for a moment a story is missing while a new state of it comes.")
	}
	return tested, nil
}

// Fingerprint is a host key as people compare it.
func Fingerprint(hostKey string) string {
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(hostKey))
	if err != nil {
		return ""
	}
	return ssh.FingerprintSHA256(key)
}

func (t *sftpTarget) Send(ctx context.Context, p Parcel, note func(Remote)) (Outcome, error) {
	local := ""
	if p.Bundle != nil {
		if err := p.mayGoNow(t.options.Now()); err != nil {
			return Outcome{}, err
		}
		// Before the line is open: a silent one is cut.
		at, clear, err := p.asFiles(ctx, t.config.Unpacked)
		if err != nil {
			return Outcome{}, err
		}
		defer clear()
		local = at
	}
	s, err := t.open(ctx, true)
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	if err := t.clear(ctx, s, p); err != nil {
		return Outcome{}, err
	}
	name := placeOf(p, t.config.Unpacked)
	place := path.Join(s.dir, name)
	if p.Bundle == nil {
		err := s.RemoveAll(place)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			err = s.sign(place, nil)
		}
		if err != nil {
			return Outcome{}, s.failure(ctx, "take the bundle away", err)
		}
		return Outcome{State: Gone, Remote: Remote{ID: name}, Differences: []Difference{}}, nil
	}
	note(p.Known)            // whatever fails from here on may leave it in place
	err = s.sign(place, nil) // that of an earlier state would be damage beside this one
	if err == nil {
		err = s.bring(ctx, local, place)
	}
	if err == nil {
		err = s.sign(place, p.Bundle.Signed)
	}
	if err != nil {
		return Outcome{}, s.failure(ctx, "put the bundle onto the server", err)
	}
	note(Remote{ID: name, URL: t.config.Address + "/" + name, Version: p.Bundle.Digest, Digest: p.Bundle.Digest})
	return t.read(ctx, s, p)
}

// asFiles is the bundle in the shape that is sent: as it lies, or a copy.
func (p Parcel) asFiles(ctx context.Context, unpacked bool) (at string, clear func(), err error) {
	info, err := os.Stat(p.Bundle.Path)
	if err == nil && info.IsDir() == unpacked {
		return p.Bundle.Path, func() {}, nil
	}
	dir, err := os.MkdirTemp("", "stet-send-")
	if err != nil {
		return "", nil, failed(Later, "pack the bundle", err)
	}
	clear = func() { os.RemoveAll(dir) }
	at = filepath.Join(dir, "bundle")
	if !unpacked {
		at += ".zip"
	}
	if err := p.Bundle.CopyTo(ctx, at); err != nil {
		clear()
		return "", nil, failed(Later, "pack the bundle", err)
	}
	return at, clear, nil
}

// bring uploads under another name and renames when all of it is there: who
// watches the folder sees nothing, or the whole.
func (s *sftpSession) bring(ctx context.Context, local, place string) error {
	beside := path.Join(path.Dir(place), ".stet-"+path.Base(place))
	if err := s.RemoveAll(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // what an earlier sending left when it was cut off
	}
	err := filepath.WalkDir(local, func(at string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		below, err := filepath.Rel(local, at)
		if err != nil {
			return err
		}
		to := path.Join(beside, filepath.ToSlash(below))
		if d.IsDir() {
			return s.Mkdir(to)
		}
		return s.upload(at, to)
	})
	if err == nil {
		err = s.replace(beside, place)
	}
	if err != nil {
		_ = s.RemoveAll(beside) // the line may be gone; the next sending clears it
	}
	return err
}

func (s *sftpSession) upload(local, to string) error {
	from, err := os.Open(local)
	if err != nil {
		return err
	}
	defer from.Close()
	f, err := s.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.ReadFrom(from)
	return errors.Join(err, f.Close())
}

func (s *sftpSession) write(to string, data []byte) error {
	f, err := s.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// replace puts what was uploaded into its place. A file is replaced in one
// step where the server can; else what stood there goes aside first, and comes
// back if the rename fails.
func (s *sftpSession) replace(from, place string) error {
	there, err := s.Lstat(place)
	if errors.Is(err, fs.ErrNotExist) {
		return s.Rename(from, place)
	}
	if err != nil {
		return err
	}
	if _, ok := s.HasExtension("posix-rename@openssh.com"); ok && !there.IsDir() {
		return s.PosixRename(from, place)
	}
	aside := path.Join(path.Dir(place), ".stet-old-"+path.Base(place))
	if err := s.RemoveAll(aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.Rename(place, aside); err != nil {
		return err
	}
	if err := s.Rename(from, place); err != nil {
		return errors.Join(err, s.Rename(aside, place))
	}
	return s.RemoveAll(aside)
}

func (t *sftpTarget) Read(ctx context.Context, p Parcel) (Outcome, error) {
	s, err := t.open(ctx, true)
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	return t.read(ctx, s, p)
}

// read fetches what lies there and proves it.
func (t *sftpTarget) read(ctx context.Context, s *sftpSession, p Parcel) (Outcome, error) {
	const doing = "read the bundle back"
	name := placeOf(p, t.config.Unpacked)
	dir, err := os.MkdirTemp("", "stet-read-")
	if err != nil {
		return Outcome{}, failed(Later, doing, err)
	}
	defer os.RemoveAll(dir)
	local := filepath.Join(dir, "back")
	place := path.Join(s.dir, name)
	err = s.fetch(ctx, place, local, "", &room{files: 400_000, bytes: 4 << 30})
	if errors.Is(err, fs.ErrNotExist) {
		return Outcome{State: Absent, Differences: []Difference{}}, nil
	}
	if err == nil {
		err = s.fetchSignature(place, local)
	}
	if err != nil {
		return Outcome{}, s.failure(ctx, doing, err)
	}
	there, err := bundle.Open(local)
	if err != nil {
		return Outcome{}, failed(Conflict, doing, err)
	}
	there.Close()
	o := Outcome{
		Remote: Remote{ID: name, URL: t.config.Address + "/" + name, Version: there.Digest, Digest: there.Digest},
		State:  Left, Differences: []Difference{},
	}
	if p.Act == Withdraw {
		o.State = Gone
	}
	o.Differences = append(o.Differences, p.unlike(there)...)
	return o, nil
}

// room is what is taken of what a server sends: it could send without end.
type room struct {
	files int
	bytes int64
}

var errTooMuch = errors.New("the server sends more than a bundle can hold")

// fetch copies a file or a folder. name is where it lies below the place that
// is read, "" = the place itself.
func (s *sftpSession) fetch(ctx context.Context, place, local, name string, left *room) error {
	info, err := s.Lstat(place)
	if err != nil {
		return err
	}
	if left.files--; left.files < 0 {
		return errTooMuch
	}
	if info.Mode().IsRegular() {
		return s.download(place, local, left)
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is neither a file nor a folder", place)
	}
	if err := os.Mkdir(local, 0o700); err != nil {
		return err
	}
	list, err := s.ReadDirContext(ctx, place)
	if err != nil {
		return err
	}
	for _, entry := range list {
		below := path.Join(name, entry.Name())
		if strings.Contains(entry.Name(), "/") || archive.CheckName(below) != nil {
			return fmt.Errorf("the server lists %q, which no bundle holds", below)
		}
		if err := s.fetch(ctx, path.Join(place, entry.Name()), filepath.Join(local, entry.Name()), below, left); err != nil {
			return err
		}
	}
	return nil
}

func (s *sftpSession) download(place, local string, left *room) error {
	from, err := s.Open(place)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(local, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(to, io.LimitReader(from, left.bytes+1))
	if left.bytes -= n; err == nil && left.bytes < 0 {
		err = errTooMuch
	}
	return errors.Join(err, to.Close())
}

// failure sorts what a server says.
func (s *sftpSession) failure(ctx context.Context, doing string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var status *sftp.StatusError
	said := ""
	if errors.As(err, &status) {
		said = oneLine(status.Error())
	}
	reason := Later
	switch {
	case errors.Is(err, fs.ErrPermission):
		reason = NoAccess
	case errors.Is(err, fs.ErrNotExist):
		reason = Setup // the folder that was named
	}
	return &Failure{Reason: reason, Doing: doing, Says: said, Err: err}
}
