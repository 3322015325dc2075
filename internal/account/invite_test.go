package account

import (
	"strings"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// manager is somebody of an institution's international office.
func (w *town) manager(in institution.Institution) access.Caller {
	w.Helper()
	return access.Caller{Person: w.settle(in, "io@"+in.Slug+".example", access.InternationalOffice, "").ID, Slug: in.Slug}
}

// speaker is somebody with a standing in an office.
func (w *town) speaker(in institution.Institution, email, office string, s access.Standing) access.Caller {
	w.Helper()
	p := w.settle(in, email, access.MemberOffice, office)
	w.sql(in, `update membership set standing = nullif($2, '') where person_id = $1`, p.ID, string(s))
	return access.Caller{Person: p.ID, Slug: in.Slug}
}

func (w *town) ask(c access.Caller, in NewInvitation) Asked {
	w.Helper()
	a, err := w.desk.Ask(w.Context(), c, in)
	if err != nil {
		w.Fatal(err)
	}
	return a
}

func secretOf(a Asked) string { return strings.TrimPrefix(a.Link, "/invitations/") }

// Who may ask whom in: the permission table, at every action about an invitation.
func TestAskRights(t *testing.T) {
	w := newTown(t)
	callers := map[string]access.Caller{
		"international office": w.manager(w.here), "another institution": {Person: w.settle(w.yonder, "io@yonder.example", access.InternationalOffice, "").ID, Slug: "here"},
		"head": w.speaker(w.here, "head@uni.example", "library", access.Head), "focal person": w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson),
		"deputy": w.speaker(w.here, "deputy@uni.example", "library", access.Deputy), "plain": w.speaker(w.here, "plain@uni.example", "library", access.Plain),
		"head elsewhere": w.speaker(w.here, "law@uni.example", "law", access.Head), "adviser": {Person: w.settle(w.here, "adviser@uni.example", access.Adviser, "").ID, Slug: "here"},
		"revoked": w.speaker(w.here, "revoked@uni.example", "library", access.Head),
	}
	w.sql(w.here, `update membership set valid_until = now() where person_id = $1`, callers["revoked"].Person)
	want := map[string]problem.Kind{"international office": "", "head": "", "focal person": "", "deputy": problem.Refused, "plain": problem.Refused, "head elsewhere": problem.Refused,
		"adviser": problem.Refused, "another institution": problem.NotFound, "revoked": problem.NotFound}
	n := 0
	for who, c := range callers {
		check := func(what string, err error, want problem.Kind) {
			t.Helper()
			if (err == nil) != (want == "") || err != nil && problem.Of(err).Kind != want {
				t.Errorf("%s, %s: %v, want %q", who, what, err, want)
			}
		}
		n++
		in := NewInvitation{Email: "colleague" + string(rune('a'+n)) + "@uni.example", Role: access.MemberOffice, Office: "library"}
		_, err := w.desk.Ask(t.Context(), c, in)
		check("a colleague", err, want[who])
		other := want[who]
		if other == "" && who != "international office" {
			other = problem.Refused
		}
		in.Email = "x" + in.Email
		in.Role, in.Office = access.InternationalOffice, "library"
		_, err = w.desk.Ask(t.Context(), c, in)
		check("another role", err, other)
		in.Role, in.Office = access.MemberOffice, "nowhere"
		if _, err = w.desk.Ask(t.Context(), c, in); who != "international office" {
			check("an office that is not there", err, other)
		}
		in.Office, in.Standing = "library", access.Head
		_, err = w.desk.Ask(t.Context(), c, in)
		check("naming a head", err, other)
		for _, act := range []func() error{
			func() error { _, err := w.desk.SendAgain(t.Context(), c, false); return err },
			func() error { _, _, err := w.desk.Sheet(t.Context(), c, nil); return err },
			func() error { _, err := w.desk.Onboarding(t.Context(), c); return err },
			func() error {
				_, err := w.desk.Onboard(t.Context(), c, Onboarding{Text: "a@uni.example", Office: "law"}, true)
				return err
			},
			func() error { _, err := w.desk.WriteMessage(t.Context(), c, InvitationMessage{}); return err },
		} {
			check("managing", act(), other)
		}
		asked := w.ask(callers["international office"], NewInvitation{Email: "for" + in.Email, Role: access.MemberOffice, Office: "library"})
		for name, do := range map[string]func(uuid.UUID) error{
			"send": func(id uuid.UUID) error { _, err := w.desk.SendInvitation(t.Context(), c, id); return err },
			"link": func(id uuid.UUID) error { _, err := w.desk.CopyInvitation(t.Context(), c, id); return err },
		} {
			may := want[who]
			if name == "link" {
				may = other
			}
			w.now = w.now.Add(patience + time.Minute)
			check(name, do(asked.ID), may)
			if err := do(uuid.Must(uuid.NewV7())); !problem.Is(err, problem.NotFound) {
				t.Errorf("%s, %s of one that is not there: %v", who, name, err)
			}
		}
		_, err = w.desk.WithdrawInvitation(t.Context(), c, asked.ID)
		check("withdraw", err, want[who])
	}
}

func TestAskChecks(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	good := NewInvitation{Email: "a@uni.example", Role: access.MemberOffice, Office: "library"}
	for name, c := range map[string]struct {
		change func(*NewInvitation)
		field  string
	}{
		"header injection":       {func(i *NewInvitation) { i.Email = "a@b.example\r\nBcc: all@b.example" }, "email"},
		"injection by the name":  {func(i *NewInvitation) { i.Name = "A\r\nBcc: all@b.example" }, "name"},
		"an address in the name": {func(i *NewInvitation) { i.Name = "Click HTTPS://evil.example" }, "name"},
		"a site in the name":     {func(i *NewInvitation) { i.Name = "WWW.evil.example" }, "name"},
		"two addresses":          {func(i *NewInvitation) { i.Email = "a@b.example, c@b.example" }, "email"},
		"letters beyond ASCII":   {func(i *NewInvitation) { i.Email = "müller@uni.example" }, "email"},
		"a domain of letters":    {func(i *NewInvitation) { i.Email = "a@bücher.example" }, "email"},
		"quotation marks":        {func(i *NewInvitation) { i.Email = `"a b"@uni.example` }, "email"},
		"no text":                {func(i *NewInvitation) { i.Email = "a\xff\x00@uni.example" }, "email"},
		"an office that is none": {func(i *NewInvitation) { i.Office = "\xff\x00" }, "office"},
		"role":                   {func(i *NewInvitation) { i.Role = "boss" }, "role"},
		"standing":               {func(i *NewInvitation) { i.Standing = "king" }, "standing"},
		"standing of no office":  {func(i *NewInvitation) { i.Role, i.Office, i.Standing = access.Adviser, "", access.Deputy }, "standing"},
		"a day that has passed":  {func(i *NewInvitation) { i.Until = "2020-01-01" }, "until"},
		"no day":                 {func(i *NewInvitation) { i.Until = "tomorrow" }, "until"},
		"another site":           {func(i *NewInvitation) { i.Landing = "https://evil.example/" }, "landing"},
		"another institution":    {func(i *NewInvitation) { i.Landing = "/yonder/swot" }, "landing"},
		"around the corner":      {func(i *NewInvitation) { i.Landing = "/here/../yonder" }, "landing"},
		"id":                     {func(i *NewInvitation) { i.ID = "1" }, "id"},
	} {
		in := good
		c.change(&in)
		if _, err := w.desk.Ask(t.Context(), io, in); problem.Of(err).Kind != problem.Invalid || problem.Of(err).Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := value[int](w, w.here, `select (select count(*) from mail) + (select count(*) from person where email not like 'io@%')`); n != 0 {
		t.Errorf("%d rows were written", n)
	}
	good.Email, good.Landing = "Odd.o'Name+tag@sub.uni.example", "/here/swot"
	w.ask(io, good)
	if got := value[string](w, w.here, `select address from mail`); got != good.Email {
		t.Errorf("written to %q", got)
	}
}

// The same form twice asks once; with other words it is refused.
func TestAskOnce(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	in := NewInvitation{ID: uuid.NewString(), Email: "a@uni.example", Role: access.Adviser}
	first := w.ask(io, in)
	if again := w.ask(io, in); again.ID != first.ID || value[int](w, w.here, `select count(*) from mail`) != 1 {
		t.Errorf("the same form again: %+v", again)
	}
	in.Email = "b@uni.example"
	if _, err := w.desk.Ask(t.Context(), io, in); problem.Of(err).Field != "id" {
		t.Errorf("with other words: %v", err)
	}
}

// The inviter learns nothing of an account elsewhere: neither from the answer nor from what is kept and shown.
func TestAskTellsNothingOfOtherInstitutions(t *testing.T) {
	w := newTown(t)
	w.settle(w.yonder, "known@uni.example", access.Adviser, "")
	io := w.manager(w.here)
	known := w.ask(io, NewInvitation{Email: "known@uni.example", Role: access.Adviser})
	unknown := w.ask(io, NewInvitation{Email: "unknown@uni.example", Role: access.Adviser})
	if known.Outcome != unknown.Outcome || known.Name != unknown.Name {
		t.Errorf("known %+v, unknown %+v", known, unknown)
	}
	v, err := w.desk.Onboarding(t.Context(), io)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Invited {
		if state, _ := p.State(w.now); p.Accepted == nil && (p.Name != "" || state != InvitationWaiting) {
			t.Errorf("shown is %+v, %s", p, state)
		}
	}
	// Only to somebody with an account the message is shown on the page of sent mail.
	if n := value[int](w, w.here, `select count(person_id) from mail`); n != 1 {
		t.Errorf("%d messages belong to somebody", n)
	}
}

func TestAskSomebodyWhoIsThere(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
	ask := NewInvitation{Email: "A@uni.example", Role: access.MemberOffice, Office: "library", Until: "2099-01-01"}
	if got := w.ask(io, ask); got.Outcome != AlreadyMember {
		t.Errorf("the same role: %+v", got)
	}
	if value[bool](w, w.here, `select valid_until is not null from membership where person_id = $1`, p.ID) {
		t.Error("a membership that counts was changed")
	}
	ask.Office = "law"
	if got := w.ask(io, ask); got.Outcome != RoleAdded {
		t.Errorf("another role: %+v", got)
	}
	if n := value[int](w, w.here, `select count(*) from membership where person_id = $1 and accepted_at is not null`, p.ID); n != 2 {
		t.Errorf("%d roles count", n)
	}
	if n := value[int](w, w.here, `select count(*) from mail`); n != 0 {
		t.Errorf("%d mails", n)
	}
	// Whoever has been shut out does not come back by a colleague's invitation.
	w.sql(w.here, `update membership set disabled_at = now() where person_id = $1`, p.ID)
	head := w.speaker(w.here, "head@uni.example", "library", access.Head)
	if _, err := w.desk.Ask(t.Context(), head, NewInvitation{Email: "a@uni.example", Role: access.MemberOffice, Office: "library"}); problem.Of(err).Field != "email" {
		t.Errorf("somebody who is disabled: %v", err)
	}
}

// A membership that has ended is asked anew, and counts once the person says yes.
func TestAskSomebodyWhoseTermEnded(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	w.sql(w.here, `update membership set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' where person_id = $1`, p.ID)
	a := w.ask(io, NewInvitation{Email: "a@uni.example", Role: access.Adviser, ByLink: true})
	if _, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); !problem.Is(err, problem.NotFound) {
		t.Errorf("before the answer: %v", err)
	}
	if _, err := w.desk.AcceptAs(t.Context(), secretOf(a), p.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestHeadByAddress(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	w.sql(w.here, `update office set head_email = 'Head@uni.example' where slug = 'library'`)
	w.ask(io, NewInvitation{Email: "head@uni.example", Role: access.MemberOffice, Office: "library"})
	focal := w.speaker(w.here, "focal@uni.example", "library", access.FocalPerson)
	const read = `select coalesce(m.standing, '') from membership m join person p on p.id = m.person_id where p.email_norm = 'head@uni.example'`
	if got := value[string](w, w.here, read); got != "head" {
		t.Errorf("the standing is %q", got)
	}
	// A colleague may ask the head in whom the international office has named, once: then it is that office's.
	w.sql(w.here, `update office set head_email = 'next@uni.example' where slug = 'library'`)
	w.ask(focal, NewInvitation{Email: "next@uni.example", Role: access.MemberOffice, Office: "library"})
	if got := value[string](w, w.here, strings.ReplaceAll(read, "head@", "next@")); got != "head" {
		t.Errorf("the standing is %q", got)
	}
}

func TestWithdraw(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	a := w.ask(io, NewInvitation{Email: "a@uni.example", Role: access.Adviser, ByLink: true})
	if _, err := w.desk.WithdrawInvitation(t.Context(), io, a.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.desk.Accept(t.Context(), secretOf(a), "A", goodPassword); !problem.Is(err, problem.NotFound) {
		t.Errorf("a withdrawn link: %v", err)
	}
	if n := value[int](w, w.here, `select count(*) from membership where accepted_at is null`); n != 0 {
		t.Errorf("%d memberships wait", n)
	}
	if n := value[int](w, w.here, `select count(*) from token where used_at is null`); n != 0 {
		t.Errorf("%d links are kept", n)
	}
	// With two invitations the other one stays, and its link opens that one alone.
	first := w.ask(io, NewInvitation{Email: "b@uni.example", Role: access.Adviser})
	second := w.ask(io, NewInvitation{Email: "b@uni.example", Role: access.MemberOffice, Office: "law", ByLink: true})
	if _, err := w.desk.WithdrawInvitation(t.Context(), io, first.ID); err != nil {
		t.Fatal(err)
	}
	p, _, err := w.desk.Accept(t.Context(), secretOf(second), "B", goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); err != nil || seat.Role != access.MemberOffice {
		t.Errorf("the seat: %+v, %v", seat, err)
	}
	if _, err := w.desk.WithdrawInvitation(t.Context(), io, second.ID); !problem.Is(err, problem.Conflict) {
		t.Errorf("after the answer: %v", err)
	}
	// A seat in a working group keeps the membership, which then has ended: its link opens nothing.
	third := w.ask(io, NewInvitation{Email: "c@uni.example", Role: access.MemberOffice, Office: "law", ByLink: true})
	w.sql(w.here, `with g as (insert into working_group (institution_id, id, name, digest) values ($1, $2, 'G', decode(repeat('00', 32), 'hex')) returning id),
		m as (select m.id, m.office_id from membership m join person p on p.id = m.person_id where p.email = 'c@uni.example')
		insert into seat (institution_id, id, group_id, office_id, holder_id, since) select $1, $2, $2, m.office_id, m.id, current_date from m`, w.here.ID, uuid.Must(uuid.NewV7()))
	if _, err := w.desk.WithdrawInvitation(t.Context(), io, third.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.Invited(t.Context(), secretOf(third)); !problem.Is(err, problem.NotFound) {
		t.Errorf("with a seat in a group: %v", err)
	}
	if again := w.ask(io, NewInvitation{Email: "c@uni.example", Role: access.MemberOffice, Office: "law", ByLink: true}); again.Link == "" {
		t.Errorf("invited anew: %+v", again)
	} else if _, _, err := w.desk.Accept(t.Context(), secretOf(again), "C", goodPassword); err != nil {
		t.Errorf("invited anew: %v", err)
	}
}

// Somebody who has worked here before and is asked anew loses nothing of that when the invitation is withdrawn.
func TestWithdrawFromSomebodyWhoWasHere(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	if _, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); err != nil {
		t.Fatal(err)
	}
	w.sql(w.here, `insert into analysis (institution_id, id, title, scope, opened_by, digest)
		select institution_id, gen_random_uuid(), 'A', 'institution', id, decode(repeat('00', 32), 'hex') from membership where person_id = $1`, p.ID)
	id := w.membership(w.here, p, access.Adviser)
	if err := w.desk.EndMembership(t.Context(), io, id); err != nil {
		t.Fatal(err)
	}
	a := w.ask(io, NewInvitation{Email: "a@uni.example", Role: access.Adviser, ByLink: true})
	d, err := w.desk.Member(t.Context(), io, id)
	if err != nil || d.Member.State != StateInvited || d.Member.Invitation != a.ID || d.Member.InvitedBy != "Somebody" {
		t.Errorf("asked anew: %+v, %v", d.Member, err)
	}
	if _, err := w.desk.WithdrawInvitation(t.Context(), io, a.ID); err != nil {
		t.Fatal(err)
	}
	d, err = w.desk.Member(t.Context(), io, id)
	if err != nil || d.Member.State != StateEnded || d.Member.Invitation != uuid.Nil || d.Member.InvitedBy != "Somebody" {
		t.Errorf("withdrawn: %+v, %v", d.Member, err)
	}
	if n := value[int](w, w.here, `select count(*) from activity where membership_id = $1`, id); n != 1 {
		t.Errorf("the log holds %d entries of the person, want the acceptance", n)
	}
	if _, err := w.desk.Invited(t.Context(), secretOf(a)); !problem.Is(err, problem.NotFound) {
		t.Errorf("the link: %v", err)
	}
}

// A membership that was ended before the answer is cut: the link opens nothing.
func TestInvitationCut(t *testing.T) {
	w := newTown(t)
	a := w.ask(w.manager(w.here), NewInvitation{Email: "a@uni.example", Role: access.Adviser, ByLink: true})
	w.sql(w.here, `update membership set valid_from = now() - interval '1 day', valid_until = now() where accepted_at is null`)
	if _, _, err := w.desk.Accept(t.Context(), secretOf(a), "A", goodPassword); !problem.Is(err, problem.NotFound) {
		t.Errorf("answered %v", err)
	}
	if value[bool](w, w.here, `select exists (select from person where email = 'a@uni.example' and password_hash is not null)`) {
		t.Error("the password was set")
	}
}

func TestOpened(t *testing.T) {
	w := newTown(t)
	a := w.ask(w.manager(w.here), NewInvitation{Email: "a@uni.example", Role: access.Adviser, ByLink: true})
	const read = `select count(*) from invitation where opened_at is not null`
	for _, secret := range []string{"", "unknown", "\xff", secretOf(a)} {
		if n := value[int](w, w.here, read); n != 0 {
			t.Errorf("before %q: opened are %d", secret, n)
		}
		if err := w.desk.Opened(t.Context(), secret); err != nil {
			t.Errorf("%q: %v", secret, err)
		}
	}
	if n := value[int](w, w.here, read); n != 1 {
		t.Errorf("opened are %d", n)
	}
}

func TestAdministratorAccepts(t *testing.T) {
	w := newTown(t)
	var secret string
	err := w.desk.DB.Global(t.Context(), func(tx *postgres.Tx) error {
		id := uuid.Must(uuid.NewV7())
		if err := tx.Exec(`insert into person (id, email, name) values ($1, 'root@uni.example', 'root')`, id); err != nil {
			return err
		}
		secret = w.desk.issue(tx, token{Kind: forInvitation, Target: id}, time.Hour)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p, i, err := w.desk.Accept(t.Context(), secret, "Root", goodPassword)
	if err != nil || !i.Administrator || i.Slug != "" || !value[bool](w, w.here, `select administrator from person where id = $1`, p.ID) {
		t.Errorf("accepted: %+v, %+v, %v", p, i, err)
	}
}

func TestLanding(t *testing.T) {
	for landing, want := range map[string]string{"": "/here", "/here": "/here", "/here/swot/1?a=b#c": "/here/swot/1?a=b#c", "/hereafter": "/here", "//evil": "/here", "/yonder": "/here",
		"/here/../yonder": "/here", "/here/%2e%2e/yonder": "/here", "/here//x": "/here", "/here/\\x": "/here", "javascript:1": "/here", "/here?x": "/here?x"} {
		if got := landingOf("here", landing); got != want {
			t.Errorf("%q leads to %q, want %q", landing, got, want)
		}
	}
}
