package deliver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

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

// open signs in. pinned = the server must be the one that was tested.
func (t *sftpTarget) open(ctx context.Context, pinned bool) (*sftpSession, error) {
	const doing = "sign in at the server"
	u, err := url.Parse(t.config.Address)
	if err != nil {
		return nil, failed(Setup, doing, err)
	}
	if pinned && t.config.HostKey == "" {
		return nil, &Failure{Reason: Setup, Doing: doing, Err: errors.New("the server was never tested, so its host key is not known")}
	}
	auth, err := t.auth(ctx)
	if err != nil {
		return nil, err
	}
	s := &sftpSession{dir: u.Path}
	stranger := false
	settings := &ssh.ClientConfig{
		User: t.config.User, Auth: auth, Timeout: t.options.patience(),
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			s.key = strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
			if pinned && s.key != t.config.HostKey {
				stranger = true
				return errHostKey
			}
			return nil
		},
	}
	if pinned { // or a server with several keys could show one that was not pinned
		if key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(t.config.HostKey)); err == nil {
			settings.HostKeyAlgorithms = algorithmsOf(key.Type())
		}
	}
	if err := s.dial(ctx, hostPort(u), settings); err != nil {
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case stranger:
			return nil, &Failure{Reason: Stranger, Doing: doing, HostKey: s.key, Err: errHostKey}
		case strings.Contains(err.Error(), "unable to authenticate"): // the library has no error of its own for it
			return nil, failed(NoAccess, doing, err)
		}
		return nil, failed(reasonOfNetwork(err), doing, err)
	}
	return s, nil
}

var errHostKey = errors.New("its host key is another one than at the test")

// algorithmsOf are the ways to prove a key of a type.
func algorithmsOf(keyType string) []string {
	if keyType == ssh.KeyAlgoRSA {
		return []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	}
	return []string{keyType}
}

func hostPort(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	return net.JoinHostPort(u.Hostname(), "22")
}

// dial connects; when ctx ends, or the server keeps silent for too long, the
// line is cut, which ends whatever waits on it.
func (s *sftpSession) dial(ctx context.Context, address string, settings *ssh.ClientConfig) error {
	line, err := (&net.Dialer{Timeout: settings.Timeout}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	quiet := &quietLine{line, settings.Timeout}
	s.stop = context.AfterFunc(ctx, func() { line.Close() })
	conn, channels, requests, err := ssh.NewClientConn(quiet, address, settings)
	if err != nil {
		s.stop()
		return errors.Join(err, ignoreClosed(line.Close()))
	}
	s.ssh = ssh.NewClient(conn, channels, requests)
	s.Client, err = sftp.NewClient(s.ssh)
	if err != nil {
		s.stop()
		s.ssh.Close()
		return err
	}
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// quietLine gives up where nothing moves for a while.
type quietLine struct {
	net.Conn
	patience time.Duration
}

func (l *quietLine) Read(p []byte) (int, error) {
	if err := l.SetReadDeadline(time.Now().Add(l.patience)); err != nil {
		return 0, err
	}
	return l.Conn.Read(p)
}

func (l *quietLine) Write(p []byte) (int, error) {
	if err := l.SetWriteDeadline(time.Now().Add(l.patience)); err != nil {
		return 0, err
	}
	return l.Conn.Write(p)
}

// auth is the private key where one is named or given, else the password, also
// for servers that ask for it as a question.
func (t *sftpTarget) auth(ctx context.Context) ([]ssh.AuthMethod, error) {
	const doing = "get what proves who we are"
	secret, err := t.options.Secret(ctx)
	if err != nil {
		return nil, failed(NoAccess, doing, err)
	}
	key, passphrase := []byte(secret), ""
	if t.config.KeyFile != "" {
		if key, err = os.ReadFile(t.config.KeyFile); err != nil {
			return nil, failed(Setup, doing, err)
		}
		passphrase = secret
	}
	if bytes.HasPrefix(bytes.TrimSpace(key), []byte("-----BEGIN")) {
		signer, err := parseKey(key, passphrase)
		if err != nil {
			return nil, failed(Setup, doing, fmt.Errorf("read the private key: %w", err))
		}
		return []ssh.AuthMethod{ssh.PublicKeys(signer)}, nil
	}
	asked := func(_, _ string, questions []string, _ []bool) ([]string, error) {
		answers := make([]string, len(questions))
		for i := range answers {
			answers[i] = secret
		}
		return answers, nil
	}
	return []ssh.AuthMethod{ssh.Password(secret), ssh.KeyboardInteractive(asked)}, nil
}

func parseKey(key []byte, passphrase string) (ssh.Signer, error) {
	if passphrase == "" {
		return ssh.ParsePrivateKey(key)
	}
	return ssh.ParsePrivateKeyWithPassphrase(key, []byte(passphrase))
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
	if p.Bundle != nil { // before the line is open: a silent one is cut
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
	name := placeOf(p, t.config.Unpacked)
	place := path.Join(s.dir, name)
	if p.Bundle == nil {
		err := s.RemoveAll(place)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Outcome{}, s.failure(ctx, "take the bundle away", err)
		}
		return Outcome{State: Gone, Remote: Remote{ID: name}, Differences: []Difference{}}, nil
	}
	if err := s.bring(ctx, local, place); err != nil {
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
	err = s.fetch(ctx, path.Join(s.dir, name), local)
	if errors.Is(err, fs.ErrNotExist) {
		return Outcome{State: Absent, Differences: []Difference{}}, nil
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
	if p.Bundle != nil && there.Digest != p.Bundle.Digest {
		o.Differences = append(o.Differences, Difference{"bundle", p.Bundle.Digest, there.Digest})
	}
	return o, nil
}

// maxFetched is what is read back; a server may send without end.
const maxFetched = 4 << 30

func (s *sftpSession) fetch(ctx context.Context, place, local string) error {
	info, err := s.Lstat(place)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return s.download(place, local)
	}
	if err := os.Mkdir(local, 0o700); err != nil {
		return err
	}
	list, err := s.ReadDirContext(ctx, place)
	if err != nil {
		return err
	}
	for _, entry := range list {
		if name := entry.Name(); name != filepath.Base(name) || name == "." || name == ".." || strings.ContainsAny(name, `/\`) {
			return fmt.Errorf("the server lists %q, which is no name", name)
		}
		if !entry.IsDir() && !entry.Mode().IsRegular() {
			return fmt.Errorf("%s is neither a file nor a folder", entry.Name())
		}
		if err := s.fetch(ctx, path.Join(place, entry.Name()), filepath.Join(local, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (s *sftpSession) download(place, local string) error {
	from, err := s.Open(place)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(local, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(to, io.LimitReader(from, maxFetched+1))
	if err == nil && n > maxFetched {
		err = errors.New("the server sends more than a bundle can hold")
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
