package deliver_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"stet/internal/bundle"
	"stet/internal/deliver"
)

// sshServer is a real server of one folder; it may cut the line after so many
// bytes, and be silent.
type sshServer struct {
	address string
	dir     string
	asked   atomic.Int64 // how often somebody showed a password or a key
	cut     atomic.Int64 // bytes until the line is cut; 0 = never
	visits  sync.WaitGroup
	key     ssh.PublicKey
}

func hostKey(t *testing.T) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func (s *sshServer) config(key ssh.Signer) *ssh.ServerConfig {
	c := &ssh.ServerConfig{
		PasswordCallback: func(_ ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
			s.asked.Add(1)
			if string(password) != "open, please" {
				return nil, errors.New("no")
			}
			return nil, nil
		},
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			s.asked.Add(1)
			if s.key == nil || string(key.Marshal()) != string(s.key.Marshal()) {
				return nil, errors.New("no")
			}
			return nil, nil
		},
	}
	c.AddHostKey(key)
	return c
}

// serve listens at an address of its own, or at the one it had.
func serve(t *testing.T, dir, address string, key ssh.Signer) *sshServer {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	s := &sshServer{address: l.Addr().String(), dir: dir}
	go func() {
		for {
			line, err := l.Accept()
			if err != nil {
				return
			}
			s.visits.Go(func() { s.visit(&cutLine{Conn: line, left: &s.cut}, s.config(key)) })
		}
	}()
	return s
}

// cutLine closes when the bytes that it may carry are spent.
type cutLine struct {
	net.Conn
	left *atomic.Int64
}

func (l *cutLine) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	if l.left.Load() > 0 && l.left.Add(-int64(n)) <= 0 {
		l.left.Store(0)
		l.Close()
	}
	return n, err
}

func (s *sshServer) visit(line net.Conn, c *ssh.ServerConfig) {
	defer line.Close()
	_, channels, requests, err := ssh.NewServerConn(line, c)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		channel, asked, err := offered.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range asked {
				_ = r.Reply(r.Type == "subsystem", nil)
			}
		}()
		server, err := sftp.NewServer(channel)
		if err != nil {
			return
		}
		if err := server.Serve(); err != nil && !errors.Is(err, io.EOF) {
			return
		}
	}
}

func sftpTo(t *testing.T, c deliver.Config, secret string, patience time.Duration) deliver.Target {
	t.Helper()
	c.Name, c.Kind, c.User = "Server", "sftp", "desk"
	target, err := deliver.New(c, deliver.Options{Patience: patience, Secret: func(context.Context) (string, error) { return secret, nil }})
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// tested is the config after a test, with the key of the host.
func tested(t *testing.T, c deliver.Config) deliver.Config {
	t.Helper()
	found, err := sftpTo(t, c, "open, please", patient).Test(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(found.HostKey, "ssh-ed25519 ") || !strings.HasPrefix(deliver.Fingerprint(found.HostKey), "SHA256:") {
		t.Errorf("tested: %+v", found)
	}
	c.HostKey = found.HostKey
	return c
}

func TestAServerGetsBundlesWholeAndOnce(t *testing.T) {
	for _, unpacked := range []bool{false, true} {
		dir := t.TempDir()
		s := serve(t, dir, "127.0.0.1:0", hostKey(t))
		c := deliver.Config{Address: "sftp://" + s.address + dir, Unpacked: unpacked}
		a := sample("01989f2a-1b00-7000-8000-000000000007")
		p := deliver.Parcel{Bundle: packed(t, a, "ninjs"), Story: a.ID, Act: deliver.Publish}
		note := func(r deliver.Remote) { p.Known = r }
		_, err := sftpTo(t, c, "open, please", patient).Send(t.Context(), p, note)
		failure(t, err, deliver.Setup) // never tested
		c = tested(t, c)
		target := sftpTo(t, c, "open, please", patient)
		for rev := range int64(3) {
			a.Rev, a.Slug = rev+1, a.Slug+"x"
			p.Bundle = packed(t, a, "ninjs")
			o, err := target.Send(t.Context(), p, note)
			if err != nil || o.State != deliver.Left || o.Digest != p.Bundle.Digest || len(o.Differences) != 0 {
				t.Fatalf("sent: %+v, %v", o, err)
			}
			onlyBundle(t, dir, p.Bundle.Digest)
		}
		p.Act, p.Bundle = deliver.Withdraw, nil
		for range 2 {
			if o, err := target.Send(t.Context(), p, note); err != nil || o.State != deliver.Gone {
				t.Errorf("killed: %+v, %v", o, err)
			}
		}
		if o, err := target.Read(t.Context(), p); err != nil || o.State != deliver.Absent {
			t.Errorf("read after: %+v, %v", o, err)
		}
	}
}

func onlyBundle(t *testing.T, dir, digest string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 {
		t.Fatalf("the folder holds %v, %v", list, err)
	}
	o, err := bundle.Open(filepath.Join(dir, list[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if o.Digest != digest {
		t.Errorf("there lies %s, want %s", o.Digest, digest)
	}
}

// Whoever answers in a server's place learns nothing, not even the password.
func TestAnotherHostKeyIsRefused(t *testing.T) {
	dir := t.TempDir()
	first := serve(t, dir, "127.0.0.1:0", hostKey(t))
	c := tested(t, deliver.Config{Address: "sftp://" + first.address + dir})
	key := hostKey(t)
	second := serve(t, dir, "127.0.0.1:0", key)
	c.Address = "sftp://" + second.address + dir
	target := sftpTo(t, c, "open, please", patient)
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	_, err := target.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a), Story: a.ID, Act: deliver.Publish}, func(deliver.Remote) {})
	f := failure(t, err, deliver.Stranger)
	if deliver.Fingerprint(f.HostKey) != ssh.FingerprintSHA256(key.PublicKey()) {
		t.Errorf("the key that was shown: %q", f.HostKey)
	}
	_, err = target.Test(t.Context())
	failure(t, err, deliver.Stranger)
	if second.asked.Load() != 0 {
		t.Error("the stranger was shown a password")
	}
}

func TestWhatGoesWrongAtAServer(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, dir, "127.0.0.1:0", hostKey(t))
	c := tested(t, deliver.Config{Address: "sftp://" + s.address + dir})
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	p := deliver.Parcel{Bundle: packed(t, a), Story: a.ID, Act: deliver.Publish}
	noted := 0
	send := func(c deliver.Config, secret string, patience time.Duration) error {
		noted = 0
		_, err := sftpTo(t, c, secret, patience).Send(t.Context(), p, func(r deliver.Remote) { p.Known = r; noted++ })
		return err
	}
	failure(t, send(c, "let me in", patient), deliver.NoAccess)
	if noted > 0 {
		t.Error("who was not let in noted something")
	}
	astray := c
	astray.Address += "/nowhere"
	failure(t, send(astray, "open, please", patient), deliver.Setup)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	hung := c
	hung.Address = "sftp://" + silent.Addr().String() + dir
	failure(t, send(hung, "open, please", impatient), deliver.Later)
	// The line is cut anywhere: there is nothing, or the whole.
	for _, after := range []int64{3000, 4000, 6000, 9000, 14000} {
		s.cut.Store(after)
		if err := send(c, "open, please", patient); err != nil {
			failure(t, err, deliver.Later)
		}
		s.cut.Store(0)
		s.visits.Wait() // what the server heard before the cut it does, if late
		if list, err := filepath.Glob(filepath.Join(dir, "[^.]*")); err != nil || len(list) > 1 {
			t.Errorf("after %d bytes the folder holds %v", after, list)
		} else if len(list) == 1 {
			if onlyWhole(t, list[0]); noted == 0 {
				t.Errorf("after %d bytes it lies there, and nothing was noted", after)
			}
		}
		if err := send(c, "open, please", patient); err != nil {
			t.Fatalf("sent again after %d bytes: %v", after, err)
		}
		onlyBundle(t, dir, p.Bundle.Digest)
		p.Act, p.Bundle = deliver.Withdraw, nil
		if err := send(c, "open, please", patient); err != nil {
			t.Fatal(err)
		}
		p.Act, p.Bundle = deliver.Publish, packed(t, a)
	}
}

func onlyWhole(t *testing.T, path string) {
	t.Helper()
	o, err := bundle.Open(path)
	if err != nil {
		t.Fatalf("half a bundle lies there: %v", err)
	}
	o.Close()
}

// What lies in a bundle's place is read as if whoever put it there meant harm.
func TestWhatAServerHoldsIsReadWithCare(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, dir, "127.0.0.1:0", hostKey(t))
	target := sftpTo(t, tested(t, deliver.Config{Address: "sftp://" + s.address + dir, Unpacked: true}), "open, please", patient)
	p := deliver.Parcel{Story: "01989f2a-1b00-7000-8000-000000000007"}
	place := filepath.Join(dir, "stet-"+string(p.Story))
	for name, make := range map[string]func() error{
		"a link":      func() error { return os.Symlink("/etc/hostname", filepath.Join(place, "page.html")) },
		"an odd name": func() error { return os.WriteFile(filepath.Join(place, `..\evil`), nil, 0o600) },
		"no bundle":   func() error { return os.WriteFile(filepath.Join(place, "page.html"), nil, 0o600) },
	} {
		if err := errors.Join(os.RemoveAll(place), os.Mkdir(place, 0o700), make()); err != nil {
			t.Fatal(err)
		}
		if o, err := target.Read(t.Context(), p); err == nil {
			t.Errorf("%s was read: %+v", name, o)
		}
	}
}

func TestAKeyInAFileSignsIn(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("sesame"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := serve(t, dir, "127.0.0.1:0", hostKey(t))
	if s.key, err = ssh.NewPublicKey(public); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "id")
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	c := deliver.Config{Address: "sftp://" + s.address + dir, KeyFile: file}
	if _, err := sftpTo(t, c, "sesame", patient).Test(t.Context()); err != nil {
		t.Error(err)
	}
	_, err = sftpTo(t, c, "wrong", patient).Test(t.Context())
	failure(t, err, deliver.Setup)
}

// A package's name may be somebody's too: what is not Stet's stays until a
// person chose, whether a package comes or a kill.
func TestWhatIsNotOursOnAServerStays(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, dir, "127.0.0.1:0", hostKey(t))
	target := sftpTo(t, tested(t, deliver.Config{Address: "sftp://" + s.address + dir}), "open, please", patient)
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	p := deliver.Parcel{Bundle: packed(t, a, "ninjs"), Act: deliver.Publish}
	place := filepath.Join(dir, filepath.Base(p.Bundle.Path))
	if err := os.WriteFile(place, []byte("their archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	note := func(r deliver.Remote) { p.Known = r }
	_, err := target.Send(t.Context(), p, note)
	there := failure(t, err, deliver.NotOurs).There
	kill := deliver.Parcel{Act: deliver.Withdraw, Story: a.ID, Known: deliver.Remote{ID: filepath.Base(place)}}
	_, err = target.Send(t.Context(), kill, func(deliver.Remote) {})
	failure(t, err, deliver.NotOurs)
	if data, err := os.ReadFile(place); string(data) != "their archive" {
		t.Errorf("there stands %.40q, %v", data, err)
	}
	p.Over = there.Version
	if o, err := target.Send(t.Context(), p, note); err != nil || o.State != deliver.Left {
		t.Errorf("chosen: %+v, %v", o, err)
	}
	if data, err := os.ReadFile(place + ".theirs"); string(data) != "their archive" {
		t.Errorf("theirs became %.40q, %v", data, err)
	}
	if err := os.Remove(place + ".theirs"); err != nil {
		t.Fatal(err)
	}
	onlyBundle(t, dir, p.Bundle.Digest)
	p.Known, p.Over = deliver.Remote{}, "" // as when the answer was lost
	if o, err := target.Send(t.Context(), p, note); err != nil || o.State != deliver.Left {
		t.Errorf("our own, unheard of: %+v, %v", o, err)
	}
}

func TestAFolderGetsBundlesWholeAndOnce(t *testing.T) {
	for _, unpacked := range []bool{false, true} {
		dir := t.TempDir()
		target, err := deliver.New(deliver.Config{Name: "In", Kind: "folder", Address: dir, Unpacked: unpacked}, deliver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := target.Test(t.Context()); err != nil {
			t.Error(err)
		}
		a := sample("01989f2a-1b00-7000-8000-000000000007")
		p := deliver.Parcel{Story: a.ID, Act: deliver.Publish}
		for rev := range int64(2) {
			a.Rev = rev + 1
			p.Bundle = packed(t, a)
			o, err := target.Send(t.Context(), p, func(r deliver.Remote) { p.Known = r })
			if err != nil || o.State != deliver.Left || o.Digest != p.Bundle.Digest {
				t.Fatalf("sent: %+v, %v", o, err)
			}
			onlyBundle(t, dir, p.Bundle.Digest)
		}
		if err := os.WriteFile(filepath.Join(dir, "theirs"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		theirs := p
		theirs.Known.ID, theirs.Bundle, theirs.Act = "theirs", nil, deliver.Withdraw
		_, err = target.Send(t.Context(), theirs, func(deliver.Remote) {})
		failure(t, err, deliver.NotOurs)
		p.Act, p.Bundle = deliver.Withdraw, nil
		if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Gone {
			t.Errorf("killed: %+v, %v", o, err)
		}
		if list, _ := os.ReadDir(dir); len(list) != 1 {
			t.Errorf("left: %v", list)
		}
	}
	gone, err := deliver.New(deliver.Config{Name: "In", Kind: "folder", Address: filepath.Join(t.TempDir(), "disk")}, deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	_, err = gone.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a), Story: a.ID, Act: deliver.Publish}, func(deliver.Remote) {})
	failure(t, err, deliver.Offline)
}
