package account

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// invited asks somebody into the library as the international office and returns the membership.
func (w *town) invited(c access.Caller, in NewInvitation) (Asked, uuid.UUID) {
	w.Helper()
	in.Role, in.Office = access.MemberOffice, "library"
	a := w.ask(c, in)
	return a, value[uuid.UUID](w, w.here, `select membership_id from invitation where id = $1`, a.ID)
}

// row is what a colleague must not change of a membership.
func (w *town) row(membership uuid.UUID) string {
	w.Helper()
	return value[string](w, w.here, `select concat_ws('|', role, coalesce(standing, ''), coalesce(to_char(valid_until, 'YYYY-MM-DD'), ''), accepted_at is not null) from membership where id = $1`, membership)
}

// open is how many links open something here.
func (w *town) open() int {
	return value[int](w, w.here, `select count(*) from token where kind = 'invitation' and used_at is null`)
}

// Whoever holds a link accepts all that waits for the person, now or later, and occupies the address: no colleague
// gets one in the hands.
func TestNoLinkForColleagues(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	a, _ := w.invited(io, NewInvitation{Email: "plain@uni.example"})
	for _, standing := range []access.Standing{access.Head, access.FocalPerson} {
		c := w.speaker(w.here, string(standing)+"@uni.example", "library", standing)
		_, asked := w.desk.Ask(t.Context(), c, NewInvitation{Email: "new@uni.example", Role: access.MemberOffice, Office: "library", ByLink: true})
		_, copied := w.desk.CopyInvitation(t.Context(), c, a.ID)
		for what, err := range map[string]error{"asking": asked, "copying": copied} {
			if p := problem.Of(err); err == nil || p.Kind != problem.Refused || p.Text != "Only the international office hands out links. The invitation goes by mail." {
				t.Errorf("%s, %s: %v", standing, what, err)
			}
		}
	}
	if value[bool](w, w.here, `select exists (select from person where email = 'new@uni.example')`) || w.open() != 1 {
		t.Error("what was refused was done")
	}
	if b, err := w.desk.CopyInvitation(t.Context(), io, a.ID); err != nil || b.Link == "" {
		t.Errorf("for the international office: %+v, %v", b, err)
	}
	if b := w.ask(io, NewInvitation{Email: "new@uni.example", Role: access.Adviser, ByLink: true}); b.Link == "" || b.ByColleague {
		t.Errorf("for the international office: %+v", b)
	}
}

// A link that was handed out for less does not open what the membership has become meanwhile.
func TestLinkEndsWithWhatItWasFor(t *testing.T) {
	for name, c := range map[string]struct {
		change func(w *town, io access.Caller, id uuid.UUID) (bool, error)
		ends   bool
	}{
		"another role": {func(w *town, io access.Caller, id uuid.UUID) (bool, error) {
			return w.desk.ChangeRole(w.Context(), io, id, NewRole{Role: access.InternationalOffice, Office: "library"})
		}, true},
		"another office": {func(w *town, io access.Caller, id uuid.UUID) (bool, error) {
			return w.desk.ChangeRole(w.Context(), io, id, NewRole{Role: access.MemberOffice, Office: "law"})
		}, true},
		"another last day": {func(w *town, io access.Caller, id uuid.UUID) (bool, error) {
			return w.desk.ChangeRole(w.Context(), io, id, NewRole{Role: access.MemberOffice, Office: "library", Until: "2099-01-01"})
		}, false},
		"head": {func(w *town, io access.Caller, id uuid.UUID) (bool, error) {
			return w.desk.ChangeStanding(w.Context(), io, id, access.Head)
		}, true},
		"none, as before": {func(w *town, io access.Caller, id uuid.UUID) (bool, error) {
			return w.desk.ChangeStanding(w.Context(), io, id, access.Plain)
		}, false},
		"an office that is not there": {func(w *town, io access.Caller, id uuid.UUID) (bool, error) {
			ended, err := w.desk.ChangeRole(w.Context(), io, id, NewRole{Role: access.Adviser, Office: "nowhere"})
			if problem.Of(err).Field != "office" {
				w.Errorf("an office that is not there: %v", err)
			}
			return ended, nil
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			io := w.manager(w.here)
			a, id := w.invited(io, NewInvitation{Email: "a@uni.example", ByLink: true})
			ended, err := c.change(w, io, id)
			w.must(err)
			_, _, err = w.desk.Accept(t.Context(), secretOf(a), "A", goodPassword)
			if ended != c.ends || c.ends != problem.Is(err, problem.NotFound) || !c.ends && err != nil {
				t.Errorf("the link has ended: %v; accepting: %v", ended, err)
			}
			if c.ends { // sent again, it opens what the membership is now
				b, err := w.desk.CopyInvitation(t.Context(), io, a.ID)
				w.must(err)
				if _, _, err := w.desk.Accept(t.Context(), secretOf(b), "A", goodPassword); err != nil {
					t.Errorf("by a new link: %v", err)
				}
			}
			if ended, err := w.desk.ChangeStanding(t.Context(), io, id, access.Deputy); err != nil || ended {
				t.Errorf("of somebody who has accepted: %v, %v", ended, err)
			}
		})
	}
}

func TestColleaguesLeaveTheHeadAlone(t *testing.T) {
	w := newTown(t)
	io, focal := w.manager(w.here), w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson)
	a, id := w.invited(io, NewInvitation{Email: "head@uni.example", Standing: access.Head, Until: "2099-01-01", ByLink: true})
	w.now = w.now.Add(time.Hour)
	before := w.row(id)
	tries := map[string]func() error{
		"withdraw": func() error { _, err := w.desk.WithdrawInvitation(t.Context(), focal, a.ID); return err },
		"send":     func() error { _, err := w.desk.SendInvitation(t.Context(), focal, a.ID); return err },
		"end":      func() error { return w.desk.EndMembership(t.Context(), focal, id) },
		"standing": func() error { _, err := w.desk.ChangeStanding(t.Context(), focal, id, access.Plain); return err },
		"invite": func() error {
			_, err := w.desk.Ask(t.Context(), focal, NewInvitation{Email: "Head@uni.example", Role: access.MemberOffice, Office: "library", Standing: access.Deputy})
			return err
		},
	}
	for what, try := range tries {
		w.refuses(try(), problem.Refused, what)
	}
	d, err := w.desk.Member(t.Context(), focal, id)
	if err != nil || d.Member.May != (MemberRights{}) {
		t.Errorf("offered is %+v, %v", d.Member.May, err)
	}
	if after := w.row(id); after != before {
		t.Errorf("the head was %s and is %s", before, after)
	}
	if _, err := w.desk.Invited(t.Context(), secretOf(a)); err != nil {
		t.Errorf("the head's link: %v", err)
	}
	// Nor does one who was the head come back by a colleague.
	w.must(w.desk.EndMembership(t.Context(), io, id))
	w.refuses(tries["invite"](), problem.Refused, "a former head")
	_, err = w.desk.SendInvitation(t.Context(), io, w.ask(io, NewInvitation{Email: "head@uni.example", Role: access.MemberOffice, Office: "library"}).ID)
	w.must(err)
}

// The international office names somebody head while a colleague takes the invitation back: the head stays.
func TestWithdrawWhileTheHeadIsNamed(t *testing.T) {
	w := newTown(t)
	io, focal := w.manager(w.here), w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson)
	a, id := w.invited(io, NewInvitation{Email: "head@uni.example"})
	admin, err := pgx.Connect(t.Context(), w.db.AdminURL)
	w.must(err)
	defer admin.Close(t.Context())
	_, err = admin.Exec(t.Context(), fmt.Sprintf(`begin; update membership set standing = 'head' where id = '%s'`, id))
	w.must(err)
	var answer error
	var done sync.WaitGroup
	done.Go(func() { _, answer = w.desk.WithdrawInvitation(t.Context(), focal, a.ID) })
	deadline := time.Now().Add(10 * time.Second)
	for waiting := 0; waiting < 1; {
		if time.Now().After(deadline) {
			t.Fatal("it does not stand before the row")
		}
		w.must(admin.QueryRow(t.Context(), `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).Scan(&waiting))
	}
	_, err = admin.Exec(t.Context(), `commit`)
	w.must(err)
	done.Wait()
	w.refuses(answer, problem.Conflict, "withdrawing")
	if got := w.row(id); got != "member_office|head||f" || w.open() != 1 || value[int](w, w.here, `select count(*) from invitation where id = $1 and withdrawn_at is null`, a.ID) != 1 {
		t.Errorf("the head is %s, %d links are open", got, w.open())
	}
}

// A colleague changes nothing of what the international office has laid down, and nothing comes back without the
// person's answer.
func TestColleagueChangesNothingThatIsThere(t *testing.T) {
	ended := `update membership set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' where id = $1`
	for name, c := range map[string]struct {
		state   string // of a membership in the library that was made with a last day and a deputy
		law     bool   // the person is a member of law
		outcome Outcome
		want    string // afterwards
		manager Outcome
	}{
		"pending":                      {`update membership set accepted_at = null where id = $1`, false, InvitedAgain, "member_office|deputy|2099-01-01|f", InvitedAgain},
		"pending, a member elsewhere":  {`update membership set accepted_at = null where id = $1`, true, InvitedAgain, "member_office|deputy|2099-01-01|f", RoleAdded},
		"ended":                        {ended, false, WillWait, "member_office|deputy||f", WillWait},
		"ended, a member elsewhere":    {ended, true, WillWait, "member_office|deputy||f", RoleAdded},
		"counting, a member elsewhere": {`select $1::uuid`, true, AlreadyMember, "member_office|deputy|2099-01-01|t", AlreadyMember},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			io, head := w.manager(w.here), w.speaker(w.here, "speaks@uni.example", "library", access.Head)
			p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
			id := w.membership(w.here, p, access.MemberOffice)
			w.sql(w.here, `update membership set standing = 'deputy', valid_until = '2099-01-01' where id = $1`, id)
			w.sql(w.here, c.state, id)
			if c.law {
				w.sql(w.here, `insert into membership (institution_id, id, person_id, role, office_id, accepted_at)
					select $1, $2, $3, 'member_office', id, now() from office where slug = 'law'`, w.here.ID, uuid.New(), p.ID)
			}
			again := NewInvitation{Email: "a@uni.example", Role: access.MemberOffice, Office: "library", Standing: access.FocalPerson}
			a := w.ask(head, again)
			if got := w.row(id); a.Outcome != c.outcome || got != c.want || !a.ByColleague {
				t.Errorf("it came to %q and the membership is %s, want %q, %s", a.Outcome, got, c.outcome, c.want)
			}
			// Whoever is asked is written to, and the answer makes it count.
			if c.outcome != AlreadyMember {
				if _, err := w.desk.AcceptAs(t.Context(), w.sent(w.here, "invitation", "a@uni.example"), p.ID); err != nil {
					t.Errorf("the answer: %v", err)
				}
				w.sql(w.here, `update membership set standing = 'deputy', valid_until = '2099-01-01', accepted_at = now() where id = $1`, id)
				w.sql(w.here, c.state, id)
			}
			if b := w.ask(io, again); b.Outcome != c.manager {
				t.Errorf("by the international office it came to %q, want %q", b.Outcome, c.manager)
			}
		})
	}
}

// wait is how long an answer asks to wait; zero when nothing was too much.
func (w *town) wait(err error, what string) time.Duration {
	w.Helper()
	if err == nil {
		return 0
	}
	if !problem.Is(err, problem.TooMany) || problem.Of(err).RetryAfter <= 0 {
		w.Errorf("%s: %v", what, err)
	}
	return problem.Of(err).RetryAfter
}

func TestColleaguesSendSparingly(t *testing.T) {
	w := newTown(t)
	io, head, focal := w.manager(w.here), w.speaker(w.here, "head@uni.example", "library", access.Head), w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson)
	in := NewInvitation{ID: uuid.NewString(), Email: "a@uni.example", Role: access.MemberOffice, Office: "library"}
	a := w.ask(head, in)
	send := func(c access.Caller) error { _, err := w.desk.SendInvitation(t.Context(), c, a.ID); return err }
	invite := func(c access.Caller) error {
		_, err := w.desk.Ask(t.Context(), c, NewInvitation{Email: "A@uni.example", Role: access.MemberOffice, Office: "library"})
		return err
	}
	check := func(want bool) {
		t.Helper()
		for what, err := range map[string]error{"the head sends": send(head), "the focal person sends": send(focal), "the head invites": invite(head)} {
			if wait := w.wait(err, what); (wait > 0) != want || wait > patience {
				t.Errorf("%s: wait %v", what, wait)
			}
		}
	}
	check(true)
	w.ask(head, in) // the same form again asks nobody twice and is no fault
	// That the link has ended does not make another mail due.
	_, err := w.desk.ChangeStanding(t.Context(), head, value[uuid.UUID](w, w.here, `select membership_id from invitation where id = $1`, a.ID), access.Deputy)
	w.must(err)
	check(true)
	if n := w.mails(w.here); n != 1 {
		t.Errorf("%d mails", n)
	}
	w.must(send(io))
	w.must(send(io))
	created := value[time.Time](w, w.here, `select max(created_at) from mail`)
	w.now = created.Add(patience - time.Second)
	if wait := w.wait(send(focal), "a second early"); wait != time.Second {
		t.Errorf("a second early: wait %v", wait)
	}
	w.now = created.Add(patience)
	w.must(send(focal))
}

// Of a head and a focal person who send to the same person at once, one does.
func TestColleaguesSendAtOnce(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	a, _ := w.invited(io, NewInvitation{Email: "a@uni.example"})
	w.sql(w.here, `update token set created_at = now() - interval '1 hour' where used_at is null`)
	w.sql(w.here, `update mail set created_at = now() - interval '1 hour'`)
	callers := []access.Caller{w.speaker(w.here, "head@uni.example", "library", access.Head), w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson)}
	before := w.mails(w.here)
	answers := make([]error, 8)
	var together sync.WaitGroup
	for n := range answers {
		together.Go(func() {
			if n < 4 {
				_, answers[n] = w.desk.SendInvitation(t.Context(), callers[n%2], a.ID)
				return
			}
			_, answers[n] = w.desk.Ask(t.Context(), callers[n%2], NewInvitation{Email: "a@uni.example", Role: access.MemberOffice, Office: "library"})
		})
	}
	together.Wait()
	sent := 0
	for _, err := range answers {
		if w.wait(err, "sending") == 0 {
			sent++
		}
	}
	if n := w.mails(w.here) - before; sent != 1 || n != 1 {
		t.Errorf("%d were told that it was sent, %d mails", sent, n)
	}
}

func TestThirtyInvitationsAnHour(t *testing.T) {
	w := newTown(t)
	io, head, focal := w.manager(w.here), w.speaker(w.here, "head@uni.example", "library", access.Head), w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson)
	ask := func(c access.Caller, email string) error {
		_, err := w.desk.Ask(t.Context(), c, NewInvitation{Email: email + "@uni.example", Role: access.MemberOffice, Office: "library"})
		return err
	}
	w.sql(w.here, `insert into activity (institution_id, id, membership_id, kind, subject, at) select m.institution_id, gen_random_uuid(), m.id, k, 'membership', now() - interval '20 minutes'
		from membership m, unnest(array['invitation sent', 'invitation sent again', 'role added']) k, generate_series(1, 9) where m.person_id = $1`, head.Person)
	answers := make([]error, 8)
	var together sync.WaitGroup
	for n := range answers {
		together.Go(func() { answers[n] = ask(head, fmt.Sprintf("new%d", n)) })
	}
	together.Wait()
	refused := slices.DeleteFunc(answers, func(err error) bool { return err == nil })
	if len(refused) != 5 || value[int](w, w.here, `select count(*) from person where email like 'new%'`) != 3 {
		t.Errorf("%d of 8 were refused, with 27 before", len(refused))
	}
	for _, err := range refused {
		if wait := w.wait(err, "too many"); wait < 39*time.Minute || wait > 41*time.Minute {
			t.Errorf("wait %v", wait)
		}
	}
	w.must(ask(focal, "by-the-focal-person"))
	for n := range 31 {
		w.must(ask(io, fmt.Sprintf("by-the-office%d", n)))
	}
	w.now = w.now.Add(42 * time.Minute)
	w.must(ask(head, "later"))
}
