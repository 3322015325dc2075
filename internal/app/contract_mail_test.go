package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/seal"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"
)

// send queues a message to a person of an institution.
func send(t *testing.T, db *postgres.DB, key *seal.Key, slug, email string, m mail.Message) {
	t.Helper()
	err := db.TenantBySlug(t.Context(), slug, func(tx *postgres.Tx) error {
		var in uuid.UUID
		if err := tx.Row(`select i.id, p.id from institution i, person p where i.slug = $1 and p.email = $2`, []any{slug, email}, &in, &m.Person); err != nil {
			return err
		}
		m.Address, m.Name, m.Kind = email, "Named "+email, "test"
		_, err := (&mail.Post{Key: key}).Queue(tx, in, m)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// People read the messages to themselves, the international office also those to its own people, and nobody the
// secrets of others or anything of another institution.
func TestMailPage(t *testing.T) {
	s := stand(t)
	const secret = "/invitations/a-secret-of-the-library"
	message := mail.Message{Subject: "To the library", Text: "Dear library, {link}", Button: "Accept", Path: secret, Secret: true}
	send(t, s.db.DB, s.secret, "demo", "library@demo.example", message)
	send(t, s.db.DB, s.secret, "demo", "finance@demo.example", mail.Message{Subject: "To finance", Text: "<b>Dear</b> finance"})
	send(t, s.db.DB, s.secret, "second", "registrar@second.example", mail.Message{Subject: "Canary", Text: "canary", Path: "/canary"})
	for _, c := range []struct {
		who       string
		has, lack []string
	}{
		{"library", []string{"To the library", `href="` + secret + `"`, "No mail server is set"}, []string{"To finance", "only Named"}},
		{"finance", []string{"To finance", "&lt;b&gt;Dear"}, []string{"To the library", "secret"}},
		{"international", []string{"To the library", "To finance", "a link that only Named library@demo.example can open"}, []string{"secret"}},
		{"management", []string{"No messages yet"}, []string{"To the library", "To finance", "secret"}},
		{"registrar@second", []string{"Canary", `href="/canary"`}, []string{"To the library", "To finance", "secret"}},
		{"international@second", []string{"Canary"}, []string{"To the library", "To finance", "secret"}},
	} {
		a := s.want(s.as(c.who).get("/mail"), 200, c.who)
		for _, want := range c.has {
			if !strings.Contains(a.body, want) {
				t.Errorf("%s does not see %q", c.who, want)
			}
		}
		for _, no := range c.lack {
			if strings.Contains(a.body, no) {
				t.Errorf("%s sees %q", c.who, no)
			}
		}
		if c.who != "registrar@second" && c.who != "international@second" && strings.Contains(strings.ToLower(a.body), "canary") {
			t.Errorf("%s sees the other institution's", c.who)
		}
	}
	if a := s.want(s.visitor().get("/mail"), 303, "signed out"); a.header.Get("Location") != "/sign-in?next=%2Fmail" {
		t.Errorf("it leads to %s", a.header.Get("Location"))
	}
	id := s.as("library").page("/mail").class("letter")[0]
	opened := s.as("library").page("/mail?message=" + strings.TrimPrefix(id.attr["id"], "message-")).class("letter")[0]
	if _, open := id.attr["open"]; open {
		t.Error("a message is open before it was asked for")
	}
	if _, open := opened.attr["open"]; !open {
		t.Error("the message that the address names is not open")
	}
	s.tenant("demo", `update membership set valid_until = now() - interval '1 second' where person_id = (select id from person where email = 'finance@demo.example')`)
	if a := s.want(s.as("finance").get("/mail"), 200, "without an institution"); !strings.Contains(a.body, "No messages yet") || strings.Contains(a.body, "To finance") {
		t.Error("somebody without an institution sees messages")
	}
}

// post is a mail server that keeps what it takes.
type post struct{ taken chan string }

func (p post) NewSession(*smtp.Conn) (smtp.Session, error) { return p, nil }
func (p post) Mail(string, *smtp.MailOptions) error        { return nil }
func (p post) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (p post) Reset()                                      {}
func (p post) Logout() error                               { return nil }
func (p post) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	p.taken <- string(text)
	return err
}

// The whole server sends what is queued, with its own key and base, and stops cleanly.
func TestServeSendsMail(t *testing.T) {
	d := postgrestest.New(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := post{make(chan string, 10)}
	server := smtp.NewServer(p)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	c := Config{Addr: "127.0.0.1:0", InternalAddr: "127.0.0.1:0", Data: filepath.Join(t.TempDir(), "data"), DatabaseURL: d.AppURL, BaseURL: "https://meridian.uni.example", SMTP: "smtp://" + listener.Addr().String()}
	key, err := c.secret()
	if err != nil {
		t.Fatal(err)
	}
	err = d.Global(t.Context(), func(tx *postgres.Tx) error {
		return tx.Exec(`insert into institution (id, slug, name) values ($1, 'uni', 'U')`, uuid.New())
	})
	if err == nil {
		err = d.Global(t.Context(), func(tx *postgres.Tx) error {
			return tx.Exec(`insert into person (id, email, name) values ($1, 'p@uni.example', 'P')`, uuid.New())
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	send(t, d.DB, key, "uni", "p@uni.example", mail.Message{Subject: "S", Text: "{link}", Path: "/invitations/x", Secret: true})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	var out bytes.Buffer
	go func() { ended <- Serve(ctx, c, &out, slog.New(slog.DiscardHandler)) }()
	select {
	case text := <-p.taken:
		if !strings.Contains(text, "https://meridian.uni.example/invitations/x") || !strings.Contains(text, "meridian@meridian.uni.example") {
			t.Errorf("it sent %s", text)
		}
	case err := <-ended:
		t.Fatal(err)
	case <-time.After(30 * time.Second):
		t.Error("nothing arrived")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestSecret(t *testing.T) {
	c := Config{Data: filepath.Join(t.TempDir(), "new", "data")}
	first, err := c.secret()
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.secret()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Open(first.Seal("x", "row"), "row"); err != nil {
		t.Error("a second start has another key")
	}
	c.SecretFile = filepath.Join(t.TempDir(), "mistyped")
	if _, err := c.secret(); err == nil || !strings.Contains(err.Error(), "MERIDIAN_SECRET_FILE") {
		t.Errorf("a file that is named and not there: %v", err)
	}
	if _, err := os.Stat(c.SecretFile); err == nil {
		t.Error("it was made")
	}
}
