package mail

import (
	"crypto/tls"
	"net"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"meridian/internal/jobs"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// guarded is a session that asks for a password.
type guarded struct {
	session
	in bool
}

func (g *guarded) AuthMechanisms() []string { return []string{sasl.Plain} }

func (g *guarded) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "meridian" || password != "p@ss:word" {
			return smtp.ErrAuthFailed
		}
		g.in = true
		return nil
	}), nil
}

func (g *guarded) Mail(from string, o *smtp.MailOptions) error {
	if !g.in {
		return smtp.ErrAuthRequired
	}
	return g.session.Mail(from, o)
}

// TLS is used where it is offered, and demanded by smtps://; a password goes only to whom a certificate vouches for,
// unless there is no TLS at all.
func TestTLS(t *testing.T) {
	h := newHouse(t)
	certificates := httptest.NewTLSServer(nil) // nobody vouches for them
	t.Cleanup(certificates.Close)
	for _, c := range []struct {
		name             string
		offers, implicit bool // STARTTLS, TLS from the first byte
		guarded          bool
		url              string // %s is the address
		sent, encrypted  bool
	}{
		{name: "neither offered nor demanded", url: "smtp://%s", sent: true},
		{name: "offered", offers: true, url: "smtp://%s", sent: true, encrypted: true},
		{name: "offered by a server that nobody vouches for, with a password", offers: true, guarded: true, url: "smtp://meridian:p%%40ss%%3Aword@%s"},
		{name: "not offered, with a password", guarded: true, url: "smtp://meridian:p%%40ss%%3Aword@%s", sent: true},
		{name: "not offered, with a wrong password", guarded: true, url: "smtp://meridian:wrong@%s"},
		{name: "not offered, without a password", guarded: true, url: "smtp://%s"},
		{name: "demanded of a server without", url: "smtps://%s"},
		{name: "demanded of a server that nobody vouches for", implicit: true, url: "smtps://%s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := &office{tries: map[string]int{}}
			var encrypted atomic.Bool
			s := smtp.NewServer(smtp.BackendFunc(func(conn *smtp.Conn) (smtp.Session, error) {
				_, is := conn.TLSConnectionState()
				encrypted.Store(is)
				if c.guarded {
					return &guarded{session: session{office: o}}, nil
				}
				return &session{office: o}, nil
			}))
			s.ErrorLog, s.AllowInsecureAuth = silent{}, true
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			address := listener.Addr().String()
			if c.offers {
				s.TLSConfig = certificates.TLS
			}
			if c.implicit {
				listener = tls.NewListener(listener, certificates.TLS)
			}
			go func() { _ = s.Serve(listener) }()
			t.Cleanup(func() { _ = s.Close() })
			id := h.queue(message("pat@elsewhere.example"))
			sender := &Sender{DB: h.db.DB, Key: h.key, Base: h.base, Server: server(t, strings.NewReplacer("%s", address, "%%", "%").Replace(c.url))}
			err = sender.send(t.Context(), jobs.Job[Sending]{Args: Sending{h.institution, id}})
			if (err == nil) != c.sent || len(o.all()) == 1 != c.sent || c.sent && encrypted.Load() != c.encrypted {
				t.Errorf("%v; arrived %d, encrypted %v", err, len(o.all()), encrypted.Load())
			}
			if err != nil && (strings.Contains(err.Error(), "pat@") || strings.Contains(err.Error(), "ss:word")) {
				t.Errorf("the error tells too much: %v", err)
			}
			if err != nil {
				t.Log(err)
			}
		})
	}
}
