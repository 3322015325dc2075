package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meridian/internal/jobs"
	"meridian/internal/postgres"
	"meridian/internal/seal"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"
)

func TestSent(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	id := h.queue(message("pat@elsewhere.example"))
	if got := h.outcome(id); got != "waiting (sealed)" {
		t.Errorf("before: %s", got)
	}
	s := h.serve(h.db.DB, o.url)
	h.until("the message", func() bool { return h.outcome(id) == "sent" })
	h.until("the job", h.jobsDone)
	if all := o.all(); len(all) != 1 || all[0].From != "meridian@meridian.uni.example" || all[0].To != "pat@elsewhere.example" || !strings.Contains(all[0].Data, "s3cr3t") {
		t.Errorf("arrived: %+v", all)
	}
	if s.Counts.Sent.Load() != 1 {
		t.Errorf("counted %d", s.Counts.Sent.Load())
	}
	h.nowhere("pat@", "s3cr3t", "Dear", "Your invitation", "Pat Person")
}

// Two servers on one database send fifty messages, and each arrives once.
func TestTwoServersSendOnce(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	second, err := postgres.Open(t.Context(), h.db.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	h.serve(h.db.DB, o.url)
	h.serve(second, o.url)
	t.Cleanup(second.Close)
	const many = 50
	for n := range many {
		h.queue(message(fmt.Sprintf("p%d@elsewhere.example", n)))
	}
	h.until("all messages", func() bool { return read[int](h, `select count(*) from mail where sent_at is not null`) == many })
	h.until("all jobs", h.jobsDone)
	times := map[string]int{}
	for _, m := range o.all() {
		times[m.To]++
	}
	for to, n := range times {
		if n != 1 {
			t.Errorf("%s got it %d times", to, n)
		}
	}
	if len(times) != many {
		t.Errorf("%d arrived", len(times))
	}
}

// helper makes of a test program a server that sends messages until it is killed.
func helper() {
	db, err := postgres.Open(context.Background(), os.Getenv("MAIL_TEST_DATABASE"))
	if err != nil {
		panic(err)
	}
	key, err := seal.File(os.Getenv("MAIL_TEST_KEY"), false)
	if err != nil {
		panic(err)
	}
	server, err := ParseServer(os.Getenv("MAIL_TEST_SERVER"))
	if err != nil {
		panic(err)
	}
	s := &Sender{DB: db, Key: key, Server: server, Base: &url.URL{Scheme: "https", Host: "meridian.uni.example"}}
	r, err := jobs.New(db, slog.New(slog.DiscardHandler), jobs.Options{Poll: 20 * time.Millisecond}, s.Register)
	if err == nil {
		err = r.Start(context.Background())
	}
	if err != nil {
		panic(err)
	}
	select {}
}

// A server is killed with a message in its hands, and takes nothing with it: the next one sends it.
func TestServerKilled(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	key := filepath.Join(t.TempDir(), "key")
	var err error
	if h.key, err = seal.File(key, true); err != nil {
		t.Fatal(err)
	}
	h.post.Key = h.key
	reached, hold := make(chan struct{}), make(chan struct{})
	o.Answer = func(_ string, try int) error {
		if try == 1 {
			close(reached)
			<-hold
			return answer(421, "too late")
		}
		return nil
	}
	id := h.queue(message("pat@elsewhere.example"))
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	doomed := exec.CommandContext(t.Context(), program)
	doomed.Env = append(os.Environ(), "MAIL_TEST_DATABASE="+h.db.AppURL, "MAIL_TEST_KEY="+key, "MAIL_TEST_SERVER="+o.url)
	if err := doomed.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-reached:
	case <-time.After(20 * time.Second):
		t.Error("the first server did not get to it")
	}
	_ = doomed.Process.Kill()
	_ = doomed.Wait()
	o.mu.Lock()
	o.Answer = nil
	o.mu.Unlock()
	close(hold)
	if got := h.outcome(id) + ", " + read[string](h, `select state::text from river_job`); got != "waiting (sealed), running" {
		t.Errorf("after the first server's end it is %s", got)
	}
	// Three minutes pass, after which the care of the queue is nobody's, and the job too long in the same hands.
	h.sql(`update river_leader set elected_at = elected_at - interval '3 minutes', expires_at = expires_at - interval '3 minutes'`)
	h.sql(`update river_job set attempted_at = attempted_at - interval '3 minutes'`)
	h.serve(h.db.DB, o.url)
	h.until("the message", func() bool { return h.outcome(id) == "sent" })
	if all := o.all(); len(all) != 1 {
		t.Errorf("arrived: %+v", all)
	}
}

// A server that was killed after the message had been ticked off: it is not sent again.
func TestServerKilledAfterwards(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	id := h.queue(message("pat@elsewhere.example"))
	h.serve(h.db.DB, o.url)
	h.until("the message", func() bool { return h.outcome(id) == "sent" })
	h.until("the job", h.jobsDone)
	h.sql(`update river_job set state = 'running', finalized_at = null, attempt = 1, attempted_at = now() - interval '3 minutes', attempted_by = '{gone}'`)
	sender := &Sender{DB: h.db.DB, Key: h.key, Base: h.base, Server: server(t, o.url)}
	if err := sender.send(t.Context(), jobs.Job[Sending]{Args: Sending{h.institution, id}}); err != nil || len(o.all()) != 1 {
		t.Errorf("%v, arrived: %+v", err, o.all())
	}
}

func server(t *testing.T, address string) *Server {
	t.Helper()
	s, err := ParseServer(address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func answer(code int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: text}
}

func TestRetriedAndRefused(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	o.Answer = func(to string, try int) error {
		switch {
		case strings.HasPrefix(to, "later") && try == 1:
			return answer(451, "greylisted, "+to)
		case strings.HasPrefix(to, "nobody"):
			return answer(550, "no such user "+to)
		}
		return nil
	}
	later, nobody := h.queue(message("later@elsewhere.example")), h.queue(message("nobody@elsewhere.example"))
	h.serve(h.db.DB, o.url)
	h.until("both outcomes", func() bool {
		return h.outcome(later) == "sent" && h.outcome(nobody) == "failed "+FailureRefused
	})
	h.until("the jobs", h.jobsDone)
	if got := read[string](h, `select string_agg(state::text, ' ' order by state) from river_job`); got != "cancelled completed" {
		t.Errorf("the jobs are %s", got)
	}
	if o.tries["later@elsewhere.example"] != 2 || o.tries["nobody@elsewhere.example"] != 1 {
		t.Errorf("tries: %v", o.tries)
	}
	h.nowhere("later@", "nobody@", "s3cr3t")
}

// What a job does at its last try, and where no other try can help.
func TestOutcomes(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	away := "smtp://127.0.0.1:1"
	withdrawn := `update invitation set withdrawn_at = now() where id = $1`
	accepted := `update invitation set accepted_at = now() where id = $1`
	for _, c := range []struct {
		name, address, invitation string
		key                       *seal.Key
		last                      bool
		want                      string
		fails                     bool
	}{
		{name: "no mail server", address: "", want: "waiting (sealed)"},
		{name: "the mail server is away", address: away, want: "waiting (sealed)", fails: true},
		{name: "the mail server was away to the last", address: away, last: true, want: "failed " + FailureNotTaken, fails: true},
		{name: "another key", address: o.url, key: seal.Random(), want: "waiting (sealed)", fails: true},
		{name: "another key to the last", address: o.url, key: seal.Random(), last: true, want: "failed " + FailureSealed, fails: true},
		{name: "withdrawn", address: o.url, invitation: withdrawn, want: "failed " + FailureWithdrawn},
		{name: "withdrawn, without a mail server", address: "", invitation: withdrawn, want: "failed " + FailureWithdrawn},
		{name: "accepted meanwhile", address: o.url, invitation: accepted, want: "failed " + FailureWithdrawn},
		{name: "asked", address: o.url, invitation: `select $1::uuid`, want: "sent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := message(uuid.NewString() + "@elsewhere.example")
			if c.invitation != "" {
				m.Invitation = uuid.New()
				membership := uuid.New()
				h.sql(`insert into membership (institution_id, id, person_id, role) values ($1, $2, $3, 'adviser') on conflict do nothing`, h.institution, membership, h.person)
				h.sql(`insert into invitation (institution_id, id, person_id, membership_id, digest)
					select $1, $2, $3, id, decode(repeat('00', 32), 'hex') from membership where institution_id = $1 limit 1`, h.institution, m.Invitation, h.person)
				h.sql(c.invitation, m.Invitation)
			}
			id := h.queue(m)
			s := &Sender{DB: h.db.DB, Key: h.key, Base: h.base}
			if c.key != nil {
				s.Key = c.key
			}
			if c.address != "" {
				s.Server = server(t, c.address)
			}
			err := s.send(t.Context(), jobs.Job[Sending]{Args: Sending{h.institution, id}, Last: c.last})
			if (err != nil) != c.fails {
				t.Errorf("answered %v", err)
			}
			if got := h.outcome(id); got != c.want {
				t.Errorf("it is %q, want %q", got, c.want)
			}
		})
	}
	if all := o.all(); len(all) != 1 {
		t.Errorf("arrived: %d", len(all))
	}
	s := &Sender{DB: h.db.DB, Key: h.key, Base: h.base, Server: server(t, o.url)}
	for name, a := range map[string]Sending{"gone": {h.institution, uuid.New()}, "of an institution that is gone": {uuid.New(), uuid.New()}} {
		if err := s.send(t.Context(), jobs.Job[Sending]{Args: a}); err != nil {
			t.Errorf("a message that is %s: %v", name, err)
		}
	}
}

// A message that the server has taken is ticked off even when we are being stopped at that moment.
func TestStoppedAfterTaken(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	id := h.queue(message("pat@elsewhere.example"))
	s := &Sender{DB: h.db.DB, Key: h.key, Base: h.base, Server: server(t, o.url)}
	ctx, cancel := context.WithCancel(t.Context())
	o.Answer = func(string, int) error { cancel(); return nil }
	err := s.send(ctx, jobs.Job[Sending]{Args: Sending{h.institution, id}})
	if got := h.outcome(id); len(o.all()) == 1 && (err != nil || got != "sent") || len(o.all()) == 0 && got == "sent" {
		t.Errorf("arrived %d, it is %q, %v", len(o.all()), got, err)
	}
}

// What the server says may hold an address; what we say of it does not.
func TestPlainErrors(t *testing.T) {
	h, o := newHouse(t), newOffice(t)
	o.Answer = func(to string, _ int) error { return answer(452, "mailbox of "+to+" is full") }
	id := h.queue(message("pat@elsewhere.example"))
	s := &Sender{DB: h.db.DB, Key: h.key, Base: h.base, Server: server(t, o.url)}
	err := s.send(t.Context(), jobs.Job[Sending]{Args: Sending{h.institution, id}})
	if err == nil || strings.Contains(err.Error(), "pat@") || !strings.Contains(err.Error(), "452") {
		t.Errorf("answered %v", err)
	}
	if err := plain(errors.New("535 wrong password for pat@elsewhere.example")); strings.Contains(err.Error(), "pat") {
		t.Errorf("answered %v", err)
	}
}
