package account

import (
	"slices"
	"testing"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// membership is the id of a person's membership with a role.
func (w *town) membership(in institution.Institution, p Person, role access.Role) uuid.UUID {
	w.Helper()
	return value[uuid.UUID](w, in, `select id from membership where institution_id = $1 and person_id = $2 and role = $3`, in.ID, p.ID, role)
}

// join gives somebody with an account one more membership.
func (w *town) join(in institution.Institution, p Person, role access.Role, office string) uuid.UUID {
	w.Helper()
	if _, err := w.desk.AcceptAs(w.Context(), w.invite(in, p.Email, role, office), p.ID); err != nil {
		w.Fatal(err)
	}
	return w.membership(in, p, role)
}

func TestSeat(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
	seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here"})
	want := access.Seat{
		Actor: access.Actor{Institution: w.here.ID, Membership: w.membership(w.here, p, access.MemberOffice), Person: p.ID, Role: access.MemberOffice,
			Office: value[uuid.UUID](w, w.here, `select id from office where slug = 'library'`)},
		PersonName: "Somebody", Email: "a@uni.example", OfficeSlug: "library", OfficeName: "Library", Slug: "here", InstitutionName: "University here",
		AccessVersion: p.AccessVersion, Unused: true,
	}
	if err != nil || seat != want {
		t.Errorf("the seat is\n%+v, %v, want\n%+v", seat, err, want)
	}
}

// Without a current membership the institution looks as if it did not exist.
func TestSeatOnlyWhileTheMembershipRuns(t *testing.T) {
	for _, c := range []struct {
		name, set string
		want      bool
	}{
		{"open", `update membership set valid_until = null`, true},
		{"until tomorrow", `update membership set valid_until = now() + interval '1 day'`, true},
		{"ended a second ago", `update membership set valid_until = now() - interval '1 second'`, false},
		{"ends at this moment", `update membership set valid_until = now()`, false},
		{"begins in a minute", `update membership set valid_from = now() + interval '1 minute'`, false},
		{"began and ended", `update membership set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day'`, false},
		{"not accepted yet", `update membership set accepted_at = null`, false},
		{"the person is disabled", `update person set disabled_at = now()`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
			w.sql(w.here, c.set)
			for name, as := range map[string]uuid.UUID{"the last used": uuid.Nil, "by name": w.membership(w.here, p, access.MemberOffice)} {
				seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here", As: as})
				if (err == nil) != c.want || err != nil && !problem.Is(err, problem.NotFound) {
					t.Errorf("%s: %+v, %v, want a seat %v", name, seat, err, c.want)
				}
				if err == nil && seat.Until.IsZero() != (c.name == "open") {
					t.Errorf("%s: until %v", name, seat.Until)
				}
			}
			places, err := w.desk.Places(t.Context(), p.ID)
			if err != nil || (len(places) == 1) != c.want {
				t.Errorf("places: %v, %v", places, err)
			}
		})
	}
}

// Whatever is foreign, absent or malformed is one answer.
func TestSeatForeign(t *testing.T) {
	w := newTown(t)
	a := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
	b := w.settle(w.here, "b@uni.example", access.InternationalOffice, "library")
	stranger := w.settle(w.yonder, "c@uni.example", access.InternationalOffice, "law")
	mine, colleague, foreign := w.membership(w.here, a, access.MemberOffice), w.membership(w.here, b, access.InternationalOffice), w.membership(w.yonder, stranger, access.InternationalOffice)
	for name, c := range map[string]access.Caller{
		"another institution":               {Person: a.ID, Slug: "yonder"},
		"an institution that is not there":  {Person: a.ID, Slug: "nowhere"},
		"no institution":                    {Person: a.ID},
		"nobody":                            {Slug: "here"},
		"somebody unknown":                  {Person: uuid.New(), Slug: "here"},
		"as a colleague":                    {Person: a.ID, Slug: "here", As: colleague},
		"as somebody of another university": {Person: a.ID, Slug: "here", As: foreign},
		"as that one, there":                {Person: a.ID, Slug: "yonder", As: foreign},
		"as an unknown membership":          {Person: a.ID, Slug: "here", As: uuid.New()},
		"as oneself, elsewhere":             {Person: a.ID, Slug: "yonder", As: mine},
	} {
		if seat, err := w.sit(c); !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: %+v, %v", name, seat, err)
		}
	}
	if seat, err := w.sit(access.Caller{Person: a.ID, Slug: "here", As: mine}); err != nil || seat.Membership != mine {
		t.Errorf("as oneself: %+v, %v", seat, err)
	}
}

// A person with several memberships acts as ONE of them: the named one, else the one used last.
func TestSeatOfSeveral(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
	library := w.membership(w.here, p, access.MemberOffice)
	adviser := w.join(w.here, p, access.Adviser, "")
	w.sql(w.here, `update membership set created_at = created_at - interval '1 day' where id = $1`, library)
	elsewhere := w.join(w.yonder, p, access.InternationalOffice, "law")

	seated := func(slug string, as, want uuid.UUID) access.Seat {
		t.Helper()
		seat, err := w.sit(access.Caller{Person: p.ID, Slug: slug, As: as})
		if err != nil || seat.Membership != want {
			t.Errorf("at %s as %v: seated as %v, %v, want %v", slug, as, seat.Membership, err, want)
		}
		return seat
	}
	seated("here", uuid.Nil, library) // none was used: the oldest
	seated("here", adviser, adviser)
	seated("here", uuid.Nil, adviser)
	seated("here", library, library)
	seated("here", uuid.Nil, library)
	seated("here", adviser, adviser) // back and forth within a moment
	seated("here", uuid.Nil, adviser)
	seated("yonder", uuid.Nil, elsewhere)
	seated("here", uuid.Nil, adviser)

	// The rights are those of the one membership, never the union.
	wide := access.Subject{InstitutionWide: true}
	if seat := seated("here", adviser, adviser); seat.May(access.AddItem, wide) || seat.Office != uuid.Nil {
		t.Errorf("as an adviser: %+v may add", seat)
	}
	if seat := seated("here", library, library); !seat.May(access.AddItem, wide) || seat.May(access.ActAsScribe, wide) {
		t.Errorf("as the library: %+v", seat)
	}
	// When the one used last ends, another takes its place.
	w.sql(w.here, `update membership set valid_until = now() where id = $1`, library)
	seated("here", uuid.Nil, adviser)
}

func TestPlaces(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.MemberOffice, "library")
	w.join(w.here, p, access.Adviser, "")
	yonder := w.join(w.yonder, p, access.SeniorManagement, "")
	other := w.settle(w.yonder, "b@uni.example", access.InternationalOffice, "law")
	slugs := func(p Person) (list []string) {
		t.Helper()
		places, err := w.desk.Places(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range places {
			list = append(list, l.Slug+" "+l.Name)
		}
		return list
	}
	if got, want := slugs(p), []string{"here University here", "yonder University yonder"}; !slices.Equal(got, want) {
		t.Errorf("places %q, want %q", got, want)
	}
	if _, err := w.sit(access.Caller{Person: p.ID, Slug: "yonder", As: yonder}); err != nil {
		t.Fatal(err)
	}
	if got, want := slugs(p), []string{"yonder University yonder", "here University here"}; !slices.Equal(got, want) {
		t.Errorf("after yonder was used: places %q, want %q", got, want)
	}
	if got, want := slugs(other), []string{"yonder University yonder"}; !slices.Equal(got, want) {
		t.Errorf("of another person: places %q, want %q", got, want)
	}
	if got := slugs(Person{ID: uuid.New()}); len(got) != 0 {
		t.Errorf("of nobody: places %q", got)
	}
}

func TestCallerFor(t *testing.T) {
	w := newTown(t)
	if _, err := w.desk.CallerFor(t.Context(), w.here, ""); !problem.Is(err, problem.NotFound) {
		t.Errorf("with nobody there: %v", err)
	}
	member := w.settle(w.here, "m@uni.example", access.MemberOffice, "library")
	if _, err := w.desk.CallerFor(t.Context(), w.here, ""); !problem.Is(err, problem.NotFound) {
		t.Errorf("without an international office: %v", err)
	}
	// Somebody who was only named, and somebody who has left, can do nothing that is done in their name.
	if _, err := w.desk.ImportPeople(t.Context(), w.here, w.table("name,email,role\nN,named@uni.example,international_office\n"), false); err != nil {
		t.Fatal(err)
	}
	left := w.settle(w.here, "left@uni.example", access.InternationalOffice, "library")
	w.sql(w.here, `update person set disabled_at = now() where id = $1`, left.ID)
	io := w.settle(w.here, "io@uni.example", access.InternationalOffice, "library")
	w.settle(w.yonder, "far@uni.example", access.InternationalOffice, "law")
	for email, want := range map[string]Person{"": io, "M@uni.example": member} {
		c, err := w.desk.CallerFor(t.Context(), w.here, email)
		if err != nil || c.Person != want.ID || c.Slug != "here" {
			t.Errorf("%q: %+v, %v", email, c, err)
		}
		if seat, err := w.sit(c); err != nil || seat.Person != want.ID {
			t.Errorf("%q cannot be seated: %+v, %v", email, seat, err)
		}
	}
	if _, err := w.desk.CallerFor(t.Context(), w.here, "far@uni.example"); !problem.Is(err, problem.NotFound) {
		t.Errorf("somebody of another institution: %v", err)
	}
}

// Accounts with a known password stand in the demo only, and go with it.
func TestDemoMembers(t *testing.T) {
	w := newTown(t)
	demo, err := institution.Registry{DB: w.desk.DB}.Add(t.Context(), "demo", "Demo", true)
	if err != nil {
		t.Fatal(err)
	}
	members := []DemoMember{{Name: "D", Email: "d@demo.example", Role: access.SeniorManagement}}
	for range 2 {
		if err := w.desk.AddDemoMembers(t.Context(), demo, "meridian-demo", members); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.desk.SignIn(t.Context(), "d@demo.example", "meridian-demo"); !problem.Is(err, problem.Invalid) {
		t.Errorf("while the demo is off: %v", err)
	}
	w.desk.Demo = func() bool { return true }
	if _, err := w.desk.SignIn(t.Context(), "d@demo.example", "meridian-demo"); err != nil {
		t.Errorf("while the demo is on: %v", err)
	}
	if _, err := w.desk.Invite(t.Context(), w.here, "d@demo.example", access.InternationalOffice, "library"); !problem.Is(err, problem.Invalid) {
		t.Errorf("an account with a known password was taken into a real institution: %v", err)
	}
	real := w.settle(w.here, "a@uni.example", access.Adviser, "")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("demo accounts were made in a real institution")
			}
		}()
		_ = w.desk.AddDemoMembers(t.Context(), w.here, "meridian-demo", members)
	}()
	// Somebody real who has no password yet does not get the known one.
	w.invite(w.here, "waiting@uni.example", access.Adviser, "")
	err = w.desk.AddDemoMembers(t.Context(), demo, "meridian-demo", []DemoMember{{Name: "W", Email: "waiting@uni.example", Role: access.Adviser}})
	if !problem.Is(err, problem.Invalid) {
		t.Errorf("somebody real became a person of the demo: %v", err)
	}
	if _, err := w.desk.SignIn(t.Context(), "waiting@uni.example", "meridian-demo"); !problem.Is(err, problem.Invalid) {
		t.Errorf("a real account opens with the demo's password: %v", err)
	}
	if err := w.desk.RemoveDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.SignIn(t.Context(), "d@demo.example", "meridian-demo"); !problem.Is(err, problem.Invalid) {
		t.Errorf("after the demo was removed: %v", err)
	}
	if _, err := w.desk.SignIn(t.Context(), real.Email, goodPassword); err != nil {
		t.Errorf("a real account after the demo was removed: %v", err)
	}
}
