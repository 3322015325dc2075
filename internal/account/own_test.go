package account

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestRename(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	w.must(w.desk.Rename(t.Context(), p.ID, "  Ayesha Khan "))
	self, err := w.desk.Self(t.Context(), p.ID)
	w.must(err)
	if self.Name != "Ayesha Khan" || len(self.Belongs) != 1 || self.Belongs[0].Slug != "here" || self.Belongs[0].Role != access.Adviser || !self.Belongs[0].Until.IsZero() {
		t.Errorf("%+v", self)
	}
	for _, name := range []string{"", " ", "a\nb", strings.Repeat("x", 201)} {
		w.refuses(w.desk.Rename(t.Context(), p.ID, name), problem.Invalid, name)
	}
	w.refuses(w.desk.Rename(t.Context(), uuid.New(), "Nobody"), problem.NotFound, "nobody")
	_, err = w.desk.Self(t.Context(), uuid.New())
	w.refuses(err, problem.NotFound, "nobody")
}

func TestChangePassword(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	this, other := w.session(p, "this"), w.session(p, "other")
	at := func(err error, field, what string) {
		t.Helper()
		if got := problem.Of(err); got.Kind != problem.Invalid || got.Field != field {
			t.Errorf("%s: %v", what, err)
		}
	}
	at(w.desk.ChangePassword(t.Context(), p.ID, "a wrong long password", otherPassword, this), "current", "wrong")
	at(w.desk.ChangePassword(t.Context(), p.ID, strings.Repeat("x", 1<<20), otherPassword, this), "current", "much too long")
	at(w.desk.ChangePassword(t.Context(), p.ID, goodPassword, "short", this), "password", "short")
	if !w.lives(other) {
		t.Error("a change that failed ended a session")
	}
	w.must(w.desk.ChangePassword(t.Context(), p.ID, goodPassword, otherPassword, this))
	if !w.lives(this) || w.lives(other) {
		t.Error("this session ended, or the other lives on")
	}
	if w.signsIn("a@uni.example", goodPassword) || !w.signsIn("a@uni.example", otherPassword) {
		t.Error("the password is not the new one")
	}
	if got := value[int64](w, w.here, `select access_version from person where id = $1`, p.ID); got != p.AccessVersion+1 {
		t.Errorf("access_version is %d, was %d", got, p.AccessVersion)
	}
}

func TestChangeEmail(t *testing.T) {
	w := newTown(t)
	p, other := w.settle(w.here, "a@uni.example", access.Adviser, ""), w.settle(w.here, "b@uni.example", access.Adviser, "")
	ask := func(email, password string) error { return w.desk.AskEmail(t.Context(), p.ID, email, password, always) }
	w.refuses(ask("new@uni.example", "a wrong long password"), problem.Invalid, "wrong password")
	for _, email := range []string{"", "x", "a@uni.example", "new@uni.example\r\nBcc: b@uni.example", "Ayesha <new@uni.example>"} {
		w.refuses(ask(email, goodPassword), problem.Invalid, email)
	}
	w.refuses(w.desk.AskEmail(t.Context(), p.ID, "new@uni.example", goodPassword, func() bool { return false }), problem.TooMany, "too many")
	if w.mails(w.here) != 0 {
		t.Error("what was refused sent a mail")
	}
	w.must(ask("New@uni.example", goodPassword))
	secret := w.sent(w.here, "email", "New@uni.example")
	if value[int](w, w.here, `select count(*)::int from mail where kind = 'email notice' and address = 'a@uni.example' and person_id = $1`, p.ID) != 1 {
		t.Error("the present address was not told")
	}
	if value[int](w, w.here, `select count(*)::int from mail where kind = 'email' and person_id is not null`) != 0 {
		t.Error("the link is shown to somebody who may not have the address")
	}
	// Until the link is used, all is as before.
	if !w.signsIn("a@uni.example", goodPassword) || w.signsIn("new@uni.example", goodPassword) {
		t.Error("the address changed before the link was used")
	}
	reset := w.reset("a@uni.example")
	this, elsewhere := w.session(p, "this"), w.session(p, "elsewhere")
	w.refuses(w.desk.ChangeEmail(t.Context(), other.ID, secret, ""), problem.NotFound, "somebody else")
	w.refuses(w.desk.ChangeEmail(t.Context(), p.ID, secret[1:], this), problem.NotFound, "cut")
	w.must(w.desk.ChangeEmail(t.Context(), p.ID, secret, this))
	if w.signsIn("a@uni.example", goodPassword) || !w.signsIn("new@uni.example", goodPassword) || !w.lives(this) || w.lives(elsewhere) {
		t.Error("the address or the sessions are not as they should be")
	}
	_, err := w.desk.ResetFor(t.Context(), reset)
	w.refuses(err, problem.NotFound, "a link that went to the old address")
	w.refuses(w.desk.ChangeEmail(t.Context(), p.ID, secret, this), problem.NotFound, "used")
	// A day, and not a second longer.
	w.must(ask("late@uni.example", goodPassword))
	secret = w.sent(w.here, "email", "late@uni.example")
	w.now = w.now.Add(24 * time.Hour)
	w.refuses(w.desk.ChangeEmail(t.Context(), p.ID, secret, this), problem.NotFound, "expired")
}

// An address of somebody else is neither told nor given away, whenever it became somebody else's.
func TestChangeEmailToAnothers(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	w.settle(w.here, "b@uni.example", access.Adviser, "")
	w.must(w.desk.AskEmail(t.Context(), p.ID, "B@uni.example", goodPassword, always))
	if w.sent(w.here, "email", "B@uni.example") != "" {
		t.Error("somebody else was sent a link")
	}
	w.must(w.desk.AskEmail(t.Context(), p.ID, "c@uni.example", goodPassword, always))
	secret := w.sent(w.here, "email", "c@uni.example")
	w.settle(w.yonder, "c@uni.example", access.Adviser, "")
	w.refuses(w.desk.ChangeEmail(t.Context(), p.ID, secret, ""), problem.Conflict, "taken meanwhile")
	if !w.signsIn("a@uni.example", goodPassword) {
		t.Error("the present address is lost")
	}
}

func TestOwnSessions(t *testing.T) {
	w := newTown(t)
	p, other := w.settle(w.here, "a@uni.example", access.Adviser, ""), w.settle(w.here, "b@uni.example", access.Adviser, "")
	this, second, foreign := w.session(p, "this"), w.session(p, "second"), w.session(other, "foreign")
	w.session(p, "expired")
	w.sql(w.here, `update session set expiry = now() - interval '1 second' where token = $1`, storedToken("expired"))
	list := func(p Person, token string) []OwnSession {
		t.Helper()
		l, err := w.desk.Sessions(t.Context(), p.ID, token)
		w.must(err)
		return l
	}
	mine, theirs := list(p, this), list(other, foreign)
	if len(mine) != 2 || !mine[0].This || mine[1].This || mine[0].Agent != "Firefox" || len(mine[0].ID) != 16 || len(theirs) != 1 {
		t.Fatalf("%+v, %+v", mine, theirs)
	}
	for what, id := range map[string]string{"somebody else's": theirs[0].ID, "none": "", "the stored token": storedToken(second), "a pattern": "%", "unknown": strings.Repeat("0", 16)} {
		w.refuses(w.desk.EndSession(t.Context(), p.ID, id), problem.NotFound, what)
	}
	w.must(w.desk.EndSession(t.Context(), p.ID, mine[1].ID))
	if w.lives(second) || !w.lives(this) || !w.lives(foreign) || len(list(p, this)) != 1 {
		t.Error("not the one session ended")
	}
	w.refuses(w.desk.EndSession(t.Context(), p.ID, mine[1].ID), problem.NotFound, "an ended one")
	third := w.session(p, "third")
	w.must(w.desk.EndOtherSessions(t.Context(), p.ID, this))
	if w.lives(third) || !w.lives(this) || !w.lives(foreign) {
		t.Error("the others did not end, or too many did")
	}
	if got := value[int64](w, w.here, `select access_version from person where id = $1`, p.ID); got != p.AccessVersion+2 {
		t.Errorf("access_version is %d, was %d", got, p.AccessVersion)
	}
}

// The last use is noted, but seldom.
func TestLastSeen(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	token := w.session(p, "this")
	seen := func(ago string) time.Duration {
		t.Helper()
		w.sql(w.here, `update session set seen_at = now() - $1::text::interval where token = $2`, ago, storedToken(token))
		w.lives(token)
		return time.Duration(value[float64](w, w.here, `select extract(epoch from now() - seen_at)::float8 from session where token = $1`, storedToken(token)) * float64(time.Second))
	}
	if got := seen("4 minutes"); got < 3*time.Minute {
		t.Errorf("noted again after four minutes: %v ago", got)
	}
	if got := seen("6 minutes"); got > time.Minute {
		t.Errorf("not noted after six minutes: %v ago", got)
	}
}

func TestAct(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	other := w.settle(w.here, "b@uni.example", access.Adviser, "")
	c := access.Caller{Person: p.ID, Slug: "here"}
	if seat, err := w.sit(c); err != nil || seat.Others {
		t.Errorf("with one membership: %+v, %v", seat, err)
	}
	w.sql(w.here, `insert into membership (institution_id, id, person_id, role, office_id, accepted_at)
		select institution_id, $1, $2, 'member_office', id, now() from office where institution_id = $3 and slug = 'library'`, uuid.New(), p.ID, w.here.ID)
	seat, list, err := w.desk.Seats(t.Context(), c)
	w.must(err)
	if !seat.Others || len(list) != 2 || seat.Role != access.Adviser || list[0].ID != seat.Membership || list[1].Office != "Library" {
		t.Fatalf("%+v, %+v", seat, list)
	}
	before := value[int64](w, w.here, `select access_version from person where id = $1`, p.ID)
	c.As = list[1].ID
	w.must(w.desk.Act(t.Context(), c))
	c.As = uuid.Nil
	if seat, err := w.sit(c); err != nil || seat.Role != access.MemberOffice {
		t.Errorf("afterwards: %+v, %v", seat, err)
	}
	if got := value[int64](w, w.here, `select access_version from person where id = $1`, p.ID); got != before+1 {
		t.Errorf("access_version is %d, was %d", got, before)
	}
	w.refuses(w.desk.Act(t.Context(), c), problem.Invalid, "no choice")
	theirs, err := w.sit(access.Caller{Person: other.ID, Slug: "here"})
	w.must(err)
	c.As = theirs.Membership
	w.refuses(w.desk.Act(t.Context(), c), problem.NotFound, "somebody else's")
	w.refuses(w.desk.Act(t.Context(), access.Caller{Person: p.ID, Slug: "yonder", As: list[0].ID}), problem.NotFound, "another institution")
	w.sql(w.here, `update membership set disabled_at = now() where id = $1`, list[0].ID)
	if seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); err != nil || seat.Others {
		t.Errorf("with one that is disabled: %+v, %v", seat, err)
	}
}

func TestOwnData(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
	w.settle(w.here, "b@uni.example", access.Adviser, "")
	w.invite2(w.yonder, p)
	w.session(p, "this")
	w.sql(w.here, `with a as (insert into analysis (institution_id, id, title, scope, opened_by, digest)
			select institution_id, gen_random_uuid(), 'A', 'institution', id, decode(repeat('00', 32), 'hex') from membership where institution_id = $1 and person_id = $2 returning id)
		insert into arrival (institution_id, analysis_id, id, name, email, office_id, secret, membership_id)
		select m.institution_id, a.id, gen_random_uuid(), v.name, v.email, o.id, decode(repeat('00', 32), 'hex'), case when v.inside then m.id end
		from a, membership m, office o, (values ('At the door', 'a@uni.example', true), ('b@uni.example', '', false)) v (name, email, inside)
		where m.institution_id = $1 and m.person_id = $2 and o.institution_id = $1 and o.slug = 'law'`, w.here.ID, p.ID)
	w.reset("a@uni.example")
	w.must(w.desk.AskReset(t.Context(), "b@uni.example"))
	data, err := w.desk.OwnData(t.Context(), p.ID)
	w.must(err)
	if data.Person.Email != "a@uni.example" || len(data.Sessions) != 1 || len(data.Institutions) != 2 || data.Institutions[0].Slug != "here" || len(data.Institutions[0].Memberships) != 1 ||
		data.Institutions[0].Memberships[0].Office != "library" || len(data.Institutions[0].Mails)+len(data.Institutions[1].Mails) != 1 {
		t.Errorf("%+v", data)
	}
	if a := data.Institutions[0].Arrivals; len(a) != 1 || a[0].Name != "At the door" || a[0].Email != "a@uni.example" || a[0].Office != "law" || a[0].ArrivedAt.IsZero() || len(data.Institutions[1].Arrivals) != 0 {
		t.Errorf("the arrivals: %+v", a)
	}
	text, err := json.Marshal(data)
	w.must(err)
	for _, secret := range []string{"argon2id", storedToken("this"), "b@uni.example", "/password/"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("it holds %q", secret)
		}
	}
	_, err = w.desk.OwnData(t.Context(), uuid.New())
	w.refuses(err, problem.NotFound, "nobody")
}
