package account

import (
	"fmt"
	"slices"
	"testing"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// roster lists what a person sees, a line a membership.
func (w *town) roster(p Person, slug string, f RosterFilter) []string {
	w.Helper()
	r, err := w.desk.Roster(w.Context(), access.Caller{Person: p.ID, Slug: slug}, f)
	if err != nil {
		w.Fatal(err)
	}
	list := []string{}
	for _, m := range r.Members {
		list = append(list, fmt.Sprintf("%s|%s|%s|%s|%s", m.Name, m.Email, m.OfficeSlug, m.State, m.Seen))
	}
	return list
}

func (w *town) named(p Person, name string) Person {
	w.Helper()
	w.sql(w.here, `update person set name = $2 where id = $1`, p.ID, name)
	return p
}

func TestRoster(t *testing.T) {
	w := newTown(t)
	io := w.named(w.settle(w.here, "io@uni.example", access.InternationalOffice, ""), "Ida")
	head := w.named(w.settle(w.here, "head@uni.example", access.MemberOffice, "library"), "Hal")
	plain := w.named(w.settle(w.here, "plain@uni.example", access.MemberOffice, "library"), "Pia")
	w.named(w.settle(w.here, "law@uni.example", access.MemberOffice, "law"), "Leo")
	w.invite(w.here, "new@uni.example", access.MemberOffice, "library")
	left := w.named(w.settle(w.here, "left@uni.example", access.MemberOffice, "library"), "Lea")
	w.sql(w.here, `update membership set valid_until = now() where institution_id = $1 and person_id = $2`, w.here.ID, left.ID)
	w.sql(w.here, `update membership set standing = 'head' where institution_id = $1 and person_id = $2`, w.here.ID, head.ID)
	w.sql(w.here, `update membership set last_used_at = $3 where institution_id = $1 and person_id = $2`, w.here.ID, plain.ID, w.now.AddDate(0, 0, -8))
	w.settle(w.yonder, "far@uni.example", access.InternationalOffice, "law")

	check := func(who string, p Person, f RosterFilter, want ...string) {
		t.Helper()
		if got := w.roster(p, "here", f); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%s, %+v:\n%q, want\n%q", who, f, got, want)
		}
	}
	if _, err := w.sit(access.Caller{Person: io.ID, Slug: "here"}); err != nil { // so that somebody was seen this week
		t.Fatal(err)
	}
	check("IO", io, RosterFilter{},
		"Hal|head@uni.example|library|joined|never", "Ida|io@uni.example||joined|week", "Leo|law@uni.example|law|joined|never",
		"new@uni.example|new@uni.example|library|invited|never", "Pia|plain@uni.example|library|joined|month")
	check("IO", io, RosterFilter{State: StateEnded}, "Lea|left@uni.example|library|ended|never")
	check("IO", io, RosterFilter{Text: "UNI.example", Office: "law"}, "Leo|law@uni.example|law|joined|never")
	check("the head", head, RosterFilter{},
		"Hal|head@uni.example|library|joined|", "Ida|||joined|", "Leo||law|joined|",
		"new@uni.example|new@uni.example|library|invited|", "Pia|plain@uni.example|library|joined|")
	check("the head", head, RosterFilter{State: StateEnded}, "Lea|left@uni.example|library|ended|")
	check("a colleague", plain, RosterFilter{}, "Hal||library|joined|", "Ida|||joined|", "Leo||law|joined|", "Pia||library|joined|")
	check("a colleague", plain, RosterFilter{State: StateEnded})
	check("a colleague searching by address", plain, RosterFilter{Text: "io@uni"})
	check("a colleague", plain, RosterFilter{State: StateInvited})

	// What somebody is called elsewhere is not known here before the person has agreed.
	w.sql(w.here, `update membership set accepted_at = null where institution_id = $1 and person_id = $2`, w.here.ID, plain.ID)
	check("IO", io, RosterFilter{Text: "pia"})
	w.sql(w.here, `delete from invitation where institution_id = $1 and person_id = $2`, w.here.ID, plain.ID) // the newest one counts
	w.invitation(plain, "Ms P", "now() - interval '15 days'")
	check("IO", io, RosterFilter{Text: "plain@"}, "Ms P|plain@uni.example|library|expired|week")

	r, err := w.desk.Roster(t.Context(), access.Caller{Person: io.ID, Slug: "here"}, RosterFilter{Office: "law"})
	if err != nil || r.People != 1 || r.Counts[StateJoined] != 3 || r.Counts[StateEnded] != 1 || !r.Invite.Anybody {
		t.Errorf("%d people, %v, %+v, %v", r.People, r.Counts, r.Invite, err)
	}
	r, err = w.desk.Roster(t.Context(), access.Caller{Person: head.ID, Slug: "here"}, RosterFilter{})
	if err != nil || r.Invite.Anybody || r.Invite.Office != r.Seat.Office || r.Seat.Office == uuid.Nil {
		t.Errorf("the head may invite %+v, %v", r.Invite, err)
	}
	for _, slug := range []string{"yonder", "nowhere"} {
		if _, err := w.desk.Roster(t.Context(), access.Caller{Person: io.ID, Slug: slug}, RosterFilter{}); !problem.Is(err, problem.NotFound) {
			t.Errorf("at %s: %v", slug, err)
		}
	}
}

// invitation writes down that somebody was asked in.
func (w *town) invitation(p Person, name, at string) {
	w.Helper()
	w.sql(w.here, `insert into invitation (institution_id, id, person_id, membership_id, name, digest, created_at)
		select institution_id, gen_random_uuid(), person_id, id, $3, decode(repeat('00', 32), 'hex'), `+at+` from membership where institution_id = $1 and person_id = $2`, w.here.ID, p.ID, name)
}

func kinds(history []MemberEvent) []string {
	var list []string
	for _, e := range history {
		list = append(list, e.Kind)
	}
	return list
}

// One person's page shows what the list would, and to nobody more.
func TestMember(t *testing.T) {
	w := newTown(t)
	io := w.settle(w.here, "io@uni.example", access.InternationalOffice, "")
	p := w.settle(w.here, "p@uni.example", access.MemberOffice, "library")
	adviser := w.join(w.here, p, access.Adviser, "")
	plain := w.settle(w.here, "plain@uni.example", access.MemberOffice, "library")
	foreign := w.settle(w.yonder, "far@uni.example", access.InternationalOffice, "law")
	id := w.membership(w.here, p, access.MemberOffice)
	by := func(p Person) access.Caller { return access.Caller{Person: p.ID, Slug: "here"} }
	if _, err := w.desk.ChangeStanding(t.Context(), by(io), id, access.Deputy); err != nil {
		t.Fatal(err)
	}
	d, err := w.desk.Member(t.Context(), by(io), id)
	if err != nil || d.Member.Email != "p@uni.example" || d.Member.Standing != access.Deputy || len(d.Others) != 1 || d.Others[0].ID != adviser ||
		!slices.Equal(kinds(d.History), []string{"standing changed", "invitation made", "invitation accepted", "invitation made"}) || d.History[0].Kind != "standing changed" || d.History[0].Detail != "Deputy, Library" || d.History[0].By != "Somebody" || !d.Member.May.Anonymise {
		t.Errorf("the international office reads %+v, %v", d, err)
	}
	d, err = w.desk.Member(t.Context(), by(plain), id)
	if err != nil || d.Member.Email != "" || d.History != nil || d.Member.Seen != SeenHidden || d.Member.May != (MemberRights{}) {
		t.Errorf("a colleague reads %+v, %v", d, err)
	}
	w.sql(w.here, `update membership set disabled_at = now() where institution_id = $1 and person_id = $2`, w.here.ID, p.ID)
	for name, ask := range map[string]struct {
		c  access.Caller
		id uuid.UUID
	}{
		"a colleague, of somebody disabled": {by(plain), id},
		"of another institution":            {by(io), w.membership(w.yonder, foreign, access.InternationalOffice)},
		"of nobody":                         {by(io), uuid.New()},
		"by somebody of elsewhere":          {by(foreign), id},
		"by the disabled":                   {by(p), id},
	} {
		if _, err := w.desk.Member(t.Context(), ask.c, ask.id); !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
