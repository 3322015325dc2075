package account

import (
	"testing"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// crown makes somebody with an account an administrator.
func (w *town) crown(email string) Person {
	w.Helper()
	p := w.settle(w.here, email, access.Adviser, "")
	w.sql(w.here, `delete from membership where person_id = $1`, p.ID)
	w.must(w.desk.DB.Global(w.Context(), func(tx *postgres.Tx) error { makeAdministrator(tx, p.ID); return nil }))
	return p
}

func TestAddAdministrator(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "known@uni.example", access.Adviser, "")
	for email, known := range map[string]bool{"new@uni.example": false, "Known@uni.example": true} {
		secret, err := w.desk.AddAdministrator(t.Context(), email)
		w.must(err)
		target := value[uuid.UUID](w, w.here, `select target from token where hash = $1 and kind = 'invitation' and institution_id is null`, hashSecret(secret))
		if (target == p.ID) != known {
			t.Errorf("%s: the link is for %s", email, target)
		}
	}
	if n := value[int](w, w.here, `select count(*)::int from person where administrator`); n != 0 {
		t.Errorf("%d are administrators before they have accepted", n)
	}
	_, err := w.desk.AddAdministrator(t.Context(), "no address")
	w.refuses(err, problem.Invalid, "no address")
}

func TestAdministration(t *testing.T) {
	w := newTown(t)
	admin, io := w.crown("admin@uni.example"), w.settle(w.here, "io@uni.example", access.InternationalOffice, "")
	// To everybody else none of it exists.
	_, err := w.desk.Institutions(t.Context(), io.ID)
	w.refuses(err, problem.NotFound, "the list")
	w.refuses(w.desk.CreateInstitution(t.Context(), io.ID, "", "third", "The third"), problem.NotFound, "creating")
	_, err = w.desk.InviteFirst(t.Context(), io.ID, "yonder", "x@uni.example")
	w.refuses(err, problem.NotFound, "inviting")

	// And to an administrator no institution does.
	_, err = w.sit(access.Caller{Person: admin.ID, Slug: "here"})
	w.refuses(err, problem.NotFound, "reading an institution")

	id := uuid.NewString()
	for range 2 {
		w.must(w.desk.CreateInstitution(t.Context(), admin.ID, id, "third", "The third"))
	}
	w.refuses(w.desk.CreateInstitution(t.Context(), admin.ID, id, "third", "Another"), problem.Invalid, "the same id, other words")
	for slug, name := range map[string]string{"third": "Again", "sign-in": "Reserved", "X": "Malformed", "fine": ""} {
		w.refuses(w.desk.CreateInstitution(t.Context(), admin.ID, "", slug, name), problem.Invalid, slug)
	}
	w.refuses(w.desk.CreateInstitution(t.Context(), admin.ID, "x", "fourth", "The fourth"), problem.Invalid, "no id")
	third, err := institution.Registry{DB: w.db.DB}.BySlug(t.Context(), "third")
	w.must(err)
	if third.ID.String() != id || value[int](w, third, `select count(*)::int from activity where kind = 'institution created' and membership_id is null`) != 1 {
		t.Errorf("%+v, or its log has not one entry", third)
	}
}

func TestFirstMember(t *testing.T) {
	w := newTown(t)
	admin := w.crown("admin@uni.example")
	state := func() Administered {
		t.Helper()
		list, err := w.desk.Institutions(t.Context(), admin.ID)
		w.must(err)
		for _, in := range list {
			if in.Slug == "yonder" {
				return in
			}
		}
		return Administered{}
	}
	if s := state(); s.Asked || s.Runs {
		t.Errorf("%+v", s)
	}
	_, err := w.desk.InviteFirst(t.Context(), admin.ID, "nowhere", "first@uni.example")
	w.refuses(err, problem.NotFound, "no institution")
	_, err = w.desk.InviteFirst(t.Context(), admin.ID, "yonder", "no address")
	w.refuses(err, problem.Invalid, "no address")
	secret, err := w.desk.InviteFirst(t.Context(), admin.ID, "yonder", "first@uni.example")
	w.must(err)
	if s := state(); !s.Asked || s.Runs || w.sent(w.yonder, "invitation", "first@uni.example") != secret {
		t.Errorf("%+v, or the mail has another link", s)
	}
	// Mistyped: another may be asked in as long as nobody has accepted.
	_, err = w.desk.InviteFirst(t.Context(), admin.ID, "yonder", "second@uni.example")
	w.must(err)
	if _, _, err := w.desk.Accept(t.Context(), secret, "The first", goodPassword); err != nil {
		t.Fatal(err)
	}
	if s := state(); !s.Runs {
		t.Errorf("%+v", s)
	}
	_, err = w.desk.InviteFirst(t.Context(), admin.ID, "yonder", "third@uni.example")
	w.refuses(err, problem.Conflict, "once it runs itself")
	if n := value[int](w, w.yonder, `select count(*)::int from activity where kind = 'first member invited' and membership_id is null`); n != 2 {
		t.Errorf("%d entries in the log, want 2", n)
	}
}

// An institution where anybody has worked runs itself, whoever is there now: no administrator comes in by asking a
// first member in.
func TestRunsItself(t *testing.T) {
	for name, c := range map[string]struct {
		state string
		runs  bool
	}{
		"an adviser":             {`select 1 where $1::uuid is not null`, true},
		"somebody who has left":  {`update membership set valid_from = now() - interval '1 day', valid_until = now() where person_id = $1`, true},
		"somebody asked anew":    {`update membership set accepted_at = null, last_used_at = now() where person_id = $1`, true},
		"somebody who waits":     {`update membership set accepted_at = null where person_id = $1`, false},
		"a guest of a room only": {`update membership set analysis_id = (select id from analysis) where person_id = $1`, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			admin := w.crown("admin@uni.example")
			p := w.settle(w.yonder, "a@uni.example", access.Adviser, "")
			w.sql(w.yonder, `insert into analysis (institution_id, id, title, scope, opened_by, digest)
				select institution_id, gen_random_uuid(), 'A', 'institution', id, decode(repeat('00', 32), 'hex') from membership where person_id = $1`, p.ID)
			w.sql(w.yonder, c.state, p.ID)
			list, err := w.desk.Institutions(t.Context(), admin.ID)
			w.must(err)
			for _, in := range list {
				if in.Slug == "yonder" && (in.Runs != c.runs || in.Asked) {
					t.Errorf("%+v", in)
				}
			}
			_, err = w.desk.InviteFirst(t.Context(), admin.ID, "yonder", "first@uni.example")
			if c.runs {
				w.refuses(err, problem.Conflict, "inviting")
			} else {
				w.must(err)
			}
		})
	}
}
