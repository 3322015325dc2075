package mail

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/jobs"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/seal"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"
)

func TestMain(m *testing.M) {
	if os.Getenv("MAIL_TEST_DATABASE") != "" {
		helper()
	}
	postgrestest.Main(m)
}

// office is a real mail server in this process. It keeps what it takes.
type office struct {
	url string

	mu     sync.Mutex
	taken  []taken
	tries  map[string]int
	Answer func(to string, try int) error // what a recipient is answered; nil: all are taken
}

type taken struct{ From, To, Data string }

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{tries: map[string]int{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{office: o}, nil }))
	s.ErrorLog = silent{}
	s.EnableSMTPUTF8 = true
	go func() { _ = s.Serve(listener) }()
	t.Cleanup(func() { _ = s.Close() })
	o.url = "smtp://" + listener.Addr().String()
	return o
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

type session struct {
	office *office
	now    taken
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error { s.now = taken{From: from}; return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	o := s.office
	o.mu.Lock()
	o.tries[to]++
	s.now.To = to
	answer, try := o.Answer, o.tries[to]
	o.mu.Unlock()
	if answer != nil {
		return answer(to, try)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.now.Data = string(data)
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.office.taken = append(s.office.taken, s.now)
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (o *office) all() []taken {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]taken(nil), o.taken...)
}

// house is a database with an institution whose messages are sent.
type house struct {
	*testing.T
	db          *postgrestest.Database
	key         *seal.Key
	post        *Post
	base        *url.URL
	institution uuid.UUID
	person      uuid.UUID
	log         *record
}

type record struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) { r.mu.Lock(); defer r.mu.Unlock(); return r.b.Write(p) }

func (r *record) String() string { r.mu.Lock(); defer r.mu.Unlock(); return r.b.String() }

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{T: t, db: postgrestest.New(t), key: seal.Random(), base: &url.URL{Scheme: "https", Host: "meridian.uni.example"}, institution: uuid.New(), person: uuid.New(), log: &record{}}
	h.post = &Post{Key: h.key}
	h.sql(`insert into institution (id, slug, name, contact_name, contact_email) values ($1, 'uni', 'The University', 'Ada Ask', 'ask@uni.example')`, h.institution)
	h.sql(`insert into person (id, email, name) values ($1, 'p@uni.example', 'Pat')`, h.person)
	return h
}

func (h *house) sql(sql string, args ...any) {
	h.Helper()
	if err := h.db.Tenant(context.WithoutCancel(h.Context()), h.institution, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }); err != nil {
		h.Fatal(err)
	}
}

func read[T any](h *house, sql string, args ...any) (v T) {
	h.Helper()
	if err := h.db.Tenant(context.WithoutCancel(h.Context()), h.institution, func(tx *postgres.Tx) error { return tx.Row(sql, args, &v) }); err != nil {
		h.Fatal(err)
	}
	return v
}

func (h *house) queue(m Message) uuid.UUID {
	h.Helper()
	id, err := h.try(m)
	if err != nil {
		h.Fatal(err)
	}
	return id
}

func (h *house) try(m Message) (id uuid.UUID, err error) {
	err = h.db.Tenant(h.Context(), h.institution, func(tx *postgres.Tx) error {
		var err error
		id, err = h.post.Queue(tx, h.institution, m)
		return err
	})
	return id, err
}

func message(to string) Message {
	return Message{Kind: "invitation", Address: to, Name: "Pat Person", SenderName: "International Office", ReplyTo: "io@uni.example",
		Subject: "Your invitation", Text: "Dear Pat,\n\nplease come:\n\n{link}\n\nYours", Button: "Accept", Path: "/invitations/" + secret, Secret: true}
}

const secret = "s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t-1"

// serve starts a server's part that sends messages; address "" is a server without a mail server.
func (h *house) serve(db *postgres.DB, address string) *Sender {
	h.Helper()
	s := &Sender{DB: db, Key: h.key, Base: h.base}
	if address != "" {
		var err error
		if s.Server, err = ParseServer(address); err != nil {
			h.Fatal(err)
		}
	}
	log := slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	r, err := jobs.New(db, log, jobs.Options{Poll: 20 * time.Millisecond, AtOnce: true}, s.Register)
	if err != nil {
		h.Fatal(err)
	}
	if err := r.Start(context.WithoutCancel(h.Context())); err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = r.Stop(ctx)
	})
	return s
}

func (h *house) until(what string, ok func() bool) {
	h.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			h.Fatalf("waited in vain: %s\njobs: %s\nlog: %s", what, read[string](h, `select coalesce(string_agg(state::text || coalesce(errors::text, ''), E'\n'), '') from river_job`), h.log)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// jobsDone tells whether no job is left to be done.
func (h *house) jobsDone() bool {
	return read[int](h, `select count(*) from river_job where state not in ('completed', 'cancelled', 'discarded')`) == 0
}

// outcome is what a message's row says: sent, failed or waiting, why, and whether its secret is kept.
func (h *house) outcome(id uuid.UUID) string {
	h.Helper()
	return read[string](h, `select concat_ws(' ', case when sent_at is not null then 'sent' when failed_at is not null then 'failed' else 'waiting' end,
		nullif(failure, ''), case when sealed is not null then '(sealed)' end) from mail where id = $1`, id)
}

// nowhere fails when words occur in the queue or the log.
func (h *house) nowhere(words ...string) {
	h.Helper()
	queue := read[string](h, `select coalesce(string_agg(to_jsonb(j)::text, ' '), '') from river_job j`)
	for _, w := range words {
		if strings.Contains(queue, w) {
			h.Errorf("%q stands in the queue: %s", w, queue)
		}
		if strings.Contains(h.log.String(), w) {
			h.Errorf("%q stands in the log: %s", w, h.log)
		}
	}
}
