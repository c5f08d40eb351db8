package deliver

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"
)

// tls is what a host must prove. There is no way to ask for less.
func (o Options) tls() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots}
}

// patience is how long a host may keep silent.
func (o Options) patience() time.Duration {
	if o.Patience > 0 {
		return o.Patience
	}
	return 30 * time.Second
}

// unsent sorts the errors of a request that got no whole answer. It may have
// been accepted all the same: who sends again looks first.
func (c *client) unsent(ctx context.Context, doing string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err // the rest is the address, which may hold what is secret
	}
	return failed(reasonOfNetwork(err), doing, err)
}

func reasonOfNetwork(err error) Reason {
	var (
		unknown  x509.UnknownAuthorityError
		hostname x509.HostnameError
		invalid  x509.CertificateInvalidError
		verify   *tls.CertificateVerificationError
		noTLS    tls.RecordHeaderError
		dns      *net.DNSError
		op       *net.OpError
	)
	switch {
	case errors.As(err, &unknown), errors.As(err, &hostname), errors.As(err, &invalid), errors.As(err, &verify):
		return Stranger
	case errors.As(err, &noTLS):
		return Setup
	case errors.As(err, &dns):
		return Offline
	case errors.As(err, &op) && op.Op == "dial" && !op.Timeout() && !errors.Is(err, syscall.ECONNREFUSED):
		return Offline
	}
	return Later
}

// NotConnected reports whether nothing was sent, as no connection came about.
func NotConnected(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// mediaType is the kind of an answer, without its parameters.
func mediaType(h http.Header) string {
	kind, _, _ := cutTrim(h.Get("Content-Type"), ";")
	return kind
}
