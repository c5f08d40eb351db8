package deliver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

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
	key, passphrase, err := t.proof(ctx, doing)
	if err != nil {
		return nil, err
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
			answers[i] = string(key)
		}
		return answers, nil
	}
	return []ssh.AuthMethod{ssh.Password(string(key)), ssh.KeyboardInteractive(asked)}, nil
}

// proof is a private key with its passphrase, or the password in its place.
func (t *sftpTarget) proof(ctx context.Context, doing string) (key []byte, passphrase string, err error) {
	if t.config.KeyFile == "" {
		secret, err := t.options.secret(ctx, doing)
		return []byte(secret), "", err
	}
	if passphrase, err = t.options.Secret(ctx); err != nil { // a key may need none
		return nil, "", failed(NoAccess, doing, err)
	}
	if key, err = os.ReadFile(t.config.KeyFile); err != nil {
		return nil, "", failed(Setup, doing, err)
	}
	return key, passphrase, nil
}

func parseKey(key []byte, passphrase string) (ssh.Signer, error) {
	if passphrase == "" {
		return ssh.ParsePrivateKey(key)
	}
	return ssh.ParsePrivateKeyWithPassphrase(key, []byte(passphrase))
}
