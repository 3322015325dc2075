package account

import (
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

const otherPassword = "another long password"

// sent is the secret in the newest mail of a kind to an address; "" when there is none.
func (w *town) sent(in institution.Institution, kind, address string) string {
	w.Helper()
	type letter struct {
		ID     uuid.UUID
		Sealed []byte
	}
	var l letter
	l.ID = value[uuid.UUID](w, in, `select coalesce((select id from mail where institution_id = $1 and kind = $2 and address = $3 order by id desc limit 1), $4)`, in.ID, kind, address, uuid.Nil)
	if l.ID == uuid.Nil {
		return ""
	}
	l.Sealed = value[[]byte](w, in, `select sealed from mail where institution_id = $1 and id = $2`, in.ID, l.ID)
	path, err := w.desk.Post.Key.Open(l.Sealed, l.ID.String())
	if err != nil {
		w.Fatal(err)
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}

func (w *town) mails(in institution.Institution) int {
	return value[int](w, in, `select count(*)::int from mail where institution_id = $1`, in.ID)
}

// session stores a session of a person and tells its token.
func (w *town) session(p Person, token string) string {
	w.Helper()
	s := Sessions{DB: w.desk.DB, Whose: func(data []byte) (string, string) { return string(data), "Firefox" }}
	if err := s.CommitCtx(w.Context(), storedToken(token), []byte(p.ID.String()), time.Now().Add(time.Hour)); err != nil {
		w.Fatal(err)
	}
	return token
}

func (w *town) lives(token string) bool {
	w.Helper()
	_, found, err := Sessions{DB: w.desk.DB}.FindCtx(w.Context(), storedToken(token))
	if err != nil {
		w.Fatal(err)
	}
	return found
}

func (w *town) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *town) refuses(err error, kind problem.Kind, what string) {
	w.Helper()
	if !problem.Is(err, kind) {
		w.Errorf("%s: %v, want %s", what, err, kind)
	}
}

func (w *town) signsIn(email, password string) bool {
	_, err := w.desk.SignIn(w.Context(), email, password)
	return err == nil
}

func (w *town) reset(email string) string {
	w.Helper()
	w.must(w.desk.AskReset(w.Context(), email))
	return w.sent(w.here, "password", strings.ToLower(strings.TrimSpace(email)))
}

func TestReset(t *testing.T) {
	w := newTown(t)
	p, other := w.settle(w.here, "a@uni.example", access.Adviser, ""), w.settle(w.here, "b@uni.example", access.Adviser, "")
	one, two, foreign := w.session(p, "one"), w.session(p, "two"), w.session(other, "foreign")

	first := w.reset(" A@uni.example ")
	second := w.reset("a@uni.example")
	if first == "" || first == second {
		t.Fatalf("the links are %q and %q", first, second)
	}
	_, err := w.desk.Reset(t.Context(), first, otherPassword)
	w.refuses(err, problem.NotFound, "a link that a later one ended")
	if email, err := w.desk.ResetFor(t.Context(), second); err != nil || email != "a@uni.example" {
		t.Errorf("the link is for %q, %v", email, err)
	}
	_, err = w.desk.Reset(t.Context(), second, "short")
	w.refuses(err, problem.Invalid, "a short password")
	for what, secret := range map[string]string{"cut": second[:len(second)-1], "longer": second + "A", "empty": "", "unknown": strings.Repeat("A", len(second))} {
		_, err := w.desk.Reset(t.Context(), secret, otherPassword)
		w.refuses(err, problem.NotFound, what)
		_, err = w.desk.ResetFor(t.Context(), secret)
		w.refuses(err, problem.NotFound, what)
	}
	if !w.lives(one) || !w.lives(two) || !w.signsIn("a@uni.example", goodPassword) {
		t.Error("asking for a link changed something")
	}
	got, err := w.desk.Reset(t.Context(), second, otherPassword)
	if err != nil || got.ID != p.ID || got.AccessVersion <= p.AccessVersion {
		t.Fatalf("%+v, %v; before: %+v", got, err, p)
	}
	if w.lives(one) || w.lives(two) || !w.lives(foreign) {
		t.Error("the person's sessions live on, or somebody else's ended")
	}
	if w.signsIn("a@uni.example", goodPassword) || !w.signsIn("a@uni.example", otherPassword) || !w.signsIn("b@uni.example", goodPassword) {
		t.Error("the passwords are not as they should be")
	}
	_, err = w.desk.Reset(t.Context(), second, "a third long password")
	w.refuses(err, problem.NotFound, "a used link")
}

// A link opens for an hour, and not a second longer; nor when the password was changed meanwhile.
func TestResetExpires(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	secret := w.reset("a@uni.example")
	w.now = w.now.Add(time.Hour - time.Second)
	if _, err := w.desk.ResetFor(t.Context(), secret); err != nil {
		t.Errorf("within the hour: %v", err)
	}
	w.now = w.now.Add(time.Second)
	_, err := w.desk.Reset(t.Context(), secret, otherPassword)
	w.refuses(err, problem.NotFound, "after an hour")

	secret = w.reset("a@uni.example")
	w.must(w.desk.ChangePassword(t.Context(), p.ID, goodPassword, otherPassword, ""))
	_, err = w.desk.Reset(t.Context(), secret, "a third long password")
	w.refuses(err, problem.NotFound, "after a change of the password")

	secret = w.reset("a@uni.example")
	w.sql(w.here, `update person set disabled_at = now() where id = $1`, p.ID)
	_, err = w.desk.Reset(t.Context(), secret, "a third long password")
	w.refuses(err, problem.NotFound, "of somebody disabled")
}

func TestResetByTwoAtOnce(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	secret := w.reset("a@uni.example")
	var all sync.WaitGroup
	answers := make(chan error, 2)
	// Nobody gets on until both stand in the same place.
	w.must(w.desk.DB.Global(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.Exec(`select from person where id = $1 for update`, p.ID); err != nil {
			return err
		}
		for range cap(answers) {
			all.Go(func() { _, err := w.desk.Reset(t.Context(), secret, otherPassword); answers <- err })
		}
		const waiting = `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
		for deadline := time.Now().Add(10 * time.Second); value[int](w, w.here, waiting) < cap(answers); {
			if time.Now().After(deadline) {
				t.Fatal("they do not come")
			}
		}
		return nil
	}))
	all.Wait()
	close(answers)
	won := 0
	for err := range answers {
		if err == nil {
			won++
		} else {
			w.refuses(err, problem.NotFound, "the one that came second")
		}
	}
	if won != 1 {
		t.Errorf("%d used the link up, want 1", won)
	}
}

// Whoever cannot be helped gets no mail, and is not told.
func TestResetForNobody(t *testing.T) {
	w := newTown(t)
	w.invite(w.here, "invited@uni.example", access.Adviser, "")
	left := w.settle(w.here, "left@uni.example", access.Adviser, "")
	w.sql(w.here, `update person set disabled_at = now() where id = $1`, left.ID)
	ended := w.settle(w.here, "ended@uni.example", access.Adviser, "")
	w.sql(w.here, `update membership set valid_until = now() - interval '1 second' where person_id = $1`, ended.ID)
	before := w.mails(w.here)
	for _, email := range []string{"nobody@uni.example", "invited@uni.example", "left@uni.example", "ended@uni.example", "", "a\x00@b", "\xff@uni.example", "%", strings.Repeat("x", 10000)} {
		if err := w.desk.AskReset(t.Context(), email); err != nil {
			t.Errorf("%.30q: %v", email, err)
		}
	}
	if n := w.mails(w.here) + w.mails(w.yonder) - before; n != 0 {
		t.Errorf("%d mails went out", n)
	}
	// One who works in two institutions hears from the one used last.
	both := w.settle(w.here, "both@uni.example", access.Adviser, "")
	w.invite2(w.yonder, both)
	w.must(w.desk.AskReset(t.Context(), "both@uni.example"))
	if w.sent(w.yonder, "password", "both@uni.example") == "" || w.sent(w.here, "password", "both@uni.example") != "" {
		t.Error("the mail came from the other institution")
	}
}

// invite2 makes an existing person a member of another institution, who has just been there.
func (w *town) invite2(in institution.Institution, p Person) {
	w.Helper()
	w.sql(in, `insert into membership (institution_id, id, person_id, role, accepted_at, last_used_at) values ($1, $2, $3, 'adviser', now(), now())`, in.ID, uuid.New(), p.ID)
}

func TestResetOfTheDemo(t *testing.T) {
	w := newTown(t)
	demo, err := institution.Registry{DB: w.db.DB}.Add(t.Context(), "trial", "A demo", true)
	w.must(err)
	w.must(w.desk.AddDemoMembers(t.Context(), demo, goodPassword, []DemoMember{{Name: "Io", Email: "io@trial.example", Role: access.InternationalOffice}}))
	w.must(w.desk.AskReset(t.Context(), "io@trial.example"))
	if w.mails(demo) != 0 {
		t.Error("with the demo off a mail went out")
	}
	w.desk.Demo = func() bool { return true }
	w.must(w.desk.AskReset(t.Context(), "io@trial.example"))
	secret := w.sent(demo, "password", "io@trial.example")
	w.desk.Demo = func() bool { return false }
	_, err = w.desk.Reset(t.Context(), secret, otherPassword)
	w.refuses(err, problem.NotFound, "a new password while the demo is off")
	w.desk.Demo = func() bool { return true }
	_, err = w.desk.Reset(t.Context(), secret, otherPassword)
	w.must(err)
	_, err = w.desk.SignIn(t.Context(), "io@trial.example", otherPassword)
	w.must(err)
	w.must(w.desk.AddDemoMembers(t.Context(), demo, goodPassword, []DemoMember{{Name: "Io", Email: "io@trial.example", Role: access.InternationalOffice}}))
	if _, err = w.desk.SignIn(t.Context(), "io@trial.example", otherPassword); err != nil {
		t.Errorf("the next start took the new password away: %v", err)
	}
}

func always() bool { return true }

func TestRation(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	g := NewRation()
	g.Now = func() time.Time { return now }
	for n := range 3 {
		if !g.Take("a@uni.example", campus) {
			t.Errorf("the %d. is refused", n+1)
		}
		now = now.Add(10 * time.Minute)
	}
	for what, c := range map[string]struct {
		email string
		from  netip.Addr
		want  bool
	}{
		"the fourth":             {"a@uni.example", campus, false},
		"the fourth, elsewhere":  {"a@uni.example", outside, false},
		"the fourth, in capital": {" A@UNI.example", campus, false},
		"another address":        {"b@uni.example", campus, true},
	} {
		if got := g.Take(c.email, c.from); got != c.want {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
	now = now.Add(30*time.Minute - time.Millisecond)
	if g.Take("a@uni.example", campus) {
		t.Error("a moment too soon")
	}
	now = now.Add(time.Millisecond)
	if !g.Take("a@uni.example", campus) || g.Take("a@uni.example", campus) {
		t.Error("an hour after the first there is not exactly one more")
	}
	now = now.Add(24 * time.Hour)
	count := 0
	for n := range 500 {
		if g.Take(uuid.NewString(), campus) {
			count = n + 1
		}
	}
	if count != rationPerNetwork || !g.Take("new@uni.example", outside) {
		t.Errorf("%d from one network", count)
	}
	for range 3 * rationsKept {
		now = now.Add(time.Second)
		g.Take(uuid.NewString(), netip.AddrFrom4([4]byte{10, byte(now.Unix() >> 16), byte(now.Unix() >> 8), byte(now.Unix())}))
		if len(g.asked) > rationsKept+1 {
			t.Fatalf("%d are kept", len(g.asked))
		}
	}
}
