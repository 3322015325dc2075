package account

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// office is a small institution: two of the international office, a head, a colleague, and somebody of law.
type office struct {
	*town
	io, io2, head, plain, law      Person
	idIO, idIO2, idHead, idP, idLw uuid.UUID
}

func newTeam(t *testing.T) *office {
	w := newTown(t)
	o := &office{town: w}
	o.io, o.io2 = w.settle(w.here, "io@uni.example", access.InternationalOffice, ""), w.settle(w.here, "io2@uni.example", access.InternationalOffice, "library")
	o.head, o.plain = w.settle(w.here, "head@uni.example", access.MemberOffice, "library"), w.settle(w.here, "plain@uni.example", access.MemberOffice, "library")
	o.law = w.settle(w.here, "law@uni.example", access.MemberOffice, "law")
	o.idIO, o.idIO2 = w.membership(w.here, o.io, access.InternationalOffice), w.membership(w.here, o.io2, access.InternationalOffice)
	o.idHead, o.idP, o.idLw = w.membership(w.here, o.head, access.MemberOffice), w.membership(w.here, o.plain, access.MemberOffice), w.membership(w.here, o.law, access.MemberOffice)
	w.sql(w.here, `update membership set standing = 'head' where id = $1`, o.idHead)
	return o
}

// room opens an analysis to be a guest of.
func (o *office) room() {
	o.Helper()
	o.sql(o.here, `insert into analysis (institution_id, id, title, scope, opened_by, digest) values ($1, $2, 'A', 'institution', $3, decode(repeat('00', 32), 'hex'))`, o.here.ID, uuid.New(), o.idIO)
}

func (o *office) by(p Person) access.Caller { return access.Caller{Person: p.ID, Slug: "here"} }

func (o *office) version(p Person) int64 {
	o.Helper()
	return value[int64](o.town, o.here, `select access_version from person where id = $1`, p.ID)
}

// log is what was done, without how the set-up brought people in.
func (o *office) log() []string {
	o.Helper()
	return value[[]string](o.town, o.here, `select coalesce(array_agg(kind || '|' || detail order by at, id), '{}') from activity
		where institution_id = $1 and kind not in ('invitation made', 'invitation accepted')`, o.here.ID)
}

func (o *office) role(c access.Caller, id uuid.UUID, to NewRole) error {
	_, err := o.desk.ChangeRole(o.Context(), c, id, to)
	return err
}

func (o *office) stand(c access.Caller, id uuid.UUID, to access.Standing) error {
	_, err := o.desk.ChangeStanding(o.Context(), c, id, to)
	return err
}

// deeds are all changes of a membership.
func (o *office) deeds() map[string]func(access.Caller, uuid.UUID) error {
	ctx := o.Context()
	return map[string]func(access.Caller, uuid.UUID) error{
		"role": func(c access.Caller, id uuid.UUID) error {
			return o.role(c, id, NewRole{Role: access.Adviser, Until: "2999-01-01"})
		},
		"standing":  func(c access.Caller, id uuid.UUID) error { return o.stand(c, id, access.Deputy) },
		"end":       func(c access.Caller, id uuid.UUID) error { return o.desk.EndMembership(ctx, c, id) },
		"resume":    func(c access.Caller, id uuid.UUID) error { return o.desk.ResumeMembership(ctx, c, id, "") },
		"disable":   func(c access.Caller, id uuid.UUID) error { return o.desk.DisableMember(ctx, c, id) },
		"enable":    func(c access.Caller, id uuid.UUID) error { return o.desk.EnableMember(ctx, c, id) },
		"anonymise": func(c access.Caller, id uuid.UUID) error { return o.desk.AnonymiseMember(ctx, c, id) },
		"admit":     func(c access.Caller, id uuid.UUID) error { return o.desk.WidenGuest(ctx, c, id) },
	}
}

// Whoever may not is refused inside the own institution; what is absent or foreign is not there; and nothing is written.
func TestChangesRefused(t *testing.T) {
	o := newTeam(t)
	foreign := o.settle(o.yonder, "far@uni.example", access.InternationalOffice, "law")
	far := o.membership(o.yonder, foreign, access.InternationalOffice)
	revoked := o.settle(o.here, "revoked@uni.example", access.InternationalOffice, "law")
	o.sql(o.here, `update membership set valid_until = now() where person_id = $1`, revoked.ID)
	before := value[string](o.town, o.here, `select md5(string_agg(m::text, '' order by id)) from membership m`)
	for name, do := range o.deeds() {
		for who, c := range map[string]struct {
			p    Person
			id   uuid.UUID
			want problem.Kind
		}{
			"a colleague":                           {o.plain, o.idHead, problem.Refused},
			"the head of another office":            {o.head, o.idLw, problem.Refused},
			"the head, of the international office": {o.head, o.idIO2, problem.Refused},
			"somebody of another institution":       {foreign, o.idP, problem.NotFound},
			"somebody revoked":                      {revoked, o.idP, problem.NotFound},
			"on another institution's":              {o.io, far, problem.NotFound},
			"a colleague, on another institution's": {o.plain, far, problem.NotFound},
			"on nobody's":                           {o.io, uuid.New(), problem.NotFound},
		} {
			if err := do(o.by(c.p), c.id); !problem.Is(err, c.want) {
				t.Errorf("%s: %s: %v", name, who, err)
			}
		}
	}
	for _, name := range []string{"role", "resume", "disable", "enable", "anonymise", "admit"} {
		if err := o.deeds()[name](o.by(o.head), o.idP); !problem.Is(err, problem.Refused) {
			t.Errorf("%s by the head: %v", name, err)
		}
	}
	if log := o.log(); len(log) > 0 {
		t.Errorf("the log says %q", log)
	}
	o.sql(o.here, `update membership set last_used_at = null`)
	if after := value[string](o.town, o.here, `select md5(string_agg(m::text, '' order by id)) from membership m`); before != after {
		t.Error("a refused change was written")
	}
}

func TestHeadManagesColleagues(t *testing.T) {
	o := newTeam(t)
	ctx := t.Context()
	was := o.version(o.plain)
	if err := o.stand(o.by(o.head), o.idP, access.Deputy); err != nil {
		t.Fatal(err)
	}
	if err := o.stand(o.by(o.head), o.idP, access.Head); !problem.Is(err, problem.Refused) {
		t.Errorf("the head named another head: %v", err)
	}
	if err := o.stand(o.by(o.io), o.idIO, access.Deputy); problem.Of(err).Field != "standing" {
		t.Errorf("a deputy of no office: %v", err)
	}
	if err := o.stand(o.by(o.io), o.idP, "king"); problem.Of(err).Field != "standing" {
		t.Errorf("an unknown standing: %v", err)
	}
	for range 2 { // twice is no fault
		if err := o.desk.EndMembership(ctx, o.by(o.head), o.idP); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.sit(o.by(o.plain)); !problem.Is(err, problem.NotFound) {
		t.Errorf("an ended membership still opens: %v", err)
	}
	if now := o.version(o.plain); now != was+2 {
		t.Errorf("access_version went from %d to %d", was, now)
	}
	// The international office sees it and can undo it.
	if err := o.desk.ResumeMembership(ctx, o.by(o.io), o.idP, "2020-01-01"); problem.Of(err).Field != "until" {
		t.Errorf("resumed until a day that is over: %v", err)
	}
	if err := o.desk.ResumeMembership(ctx, o.by(o.io), o.idP, ""); err != nil {
		t.Fatal(err)
	}
	if seat, err := o.sit(o.by(o.plain)); err != nil || seat.Standing != access.Deputy || !seat.Until.IsZero() {
		t.Errorf("resumed as %+v, %v", seat, err)
	}
	if got, want := o.log(), []string{"standing changed|Deputy, Library", "membership ended|", "membership resumed|Member office"}; !slices.Equal(got, want) {
		t.Errorf("the log says %q", got)
	}
	if err := o.desk.EndMembership(ctx, o.by(o.plain), o.idP); err != nil {
		t.Errorf("somebody who wants to go is held back: %v", err)
	}
}

// Ending somebody who has not answered yet withdraws what was asked.
func TestEndWithdrawsTheInvitation(t *testing.T) {
	o := newTeam(t)
	secret := o.invite(o.here, "new@uni.example", access.MemberOffice, "library")
	p := Person{ID: value[uuid.UUID](o.town, o.here, `select id from person where email = 'new@uni.example'`)}
	if err := o.desk.EndMembership(t.Context(), o.by(o.head), o.membership(o.here, p, access.MemberOffice)); err != nil {
		t.Fatal(err)
	}
	if _, err := o.desk.Invited(t.Context(), secret); !problem.Is(err, problem.NotFound) {
		t.Errorf("the link still opens: %v", err)
	}
	if n := value[int](o.town, o.here, `select count(*) from invitation where withdrawn_at is not null`); n != 1 {
		t.Errorf("%d invitations are withdrawn", n)
	}
	if n := value[int](o.town, o.here, `select count(*) from invitation where person_id = $1 and withdrawn_at is null`, p.ID); n != 0 {
		t.Errorf("%d invitations of the person still stand", n)
	}
}

// A role is read at each request, so the next one has the new rights.
func TestChangeRole(t *testing.T) {
	o := newTeam(t)
	ctx := t.Context()
	was := o.version(o.io2)
	if err := o.role(o.by(o.io), o.idIO2, NewRole{Role: access.MemberOffice, Office: "law", Until: "2999-12-31"}); err != nil {
		t.Fatal(err)
	}
	seat, err := o.sit(o.by(o.io2))
	if err != nil || seat.Role != access.MemberOffice || seat.OfficeSlug != "law" || !seat.Until.Equal(time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)) || seat.AccessVersion != was+1 {
		t.Errorf("seated as %+v, %v", seat, err)
	}
	if err := o.desk.DisableMember(ctx, o.by(o.io2), o.idP); !problem.Is(err, problem.Refused) {
		t.Errorf("somebody demoted still manages: %v", err)
	}
	if got, want := o.log(), []string{"role changed|Member office, Law, until 2999-12-31"}; !slices.Equal(got, want) {
		t.Errorf("the log says %q", got)
	}
	// The standing goes with the office and the role.
	if err := o.role(o.by(o.io), o.idHead, NewRole{Role: access.MemberOffice, Office: "library", Until: "2999-01-01"}); err != nil {
		t.Fatal(err)
	}
	if seat, _ := o.sit(o.by(o.head)); seat.Standing != access.Head {
		t.Errorf("with a last day alone the standing became %q", seat.Standing)
	}
	if err := o.role(o.by(o.io), o.idHead, NewRole{Role: access.MemberOffice, Office: "law"}); err != nil {
		t.Fatal(err)
	}
	if seat, _ := o.sit(o.by(o.head)); seat.Standing != access.Plain || !seat.Until.IsZero() {
		t.Errorf("in another office: %+v", seat)
	}
	// Another membership has the same role already.
	o.join(o.here, o.plain, access.Adviser, "")
	if err := o.role(o.by(o.io), o.idP, NewRole{Role: access.Adviser}); problem.Of(err).Field != "role" {
		t.Errorf("twice the same role: %v", err)
	}
}

func TestDisable(t *testing.T) {
	o := newTeam(t)
	o.join(o.here, o.plain, access.Adviser, "")
	o.join(o.yonder, o.plain, access.Adviser, "")
	if err := o.desk.DisableMember(t.Context(), o.by(o.io), o.idP); err != nil {
		t.Fatal(err)
	}
	if _, err := o.sit(o.by(o.plain)); !problem.Is(err, problem.NotFound) {
		t.Errorf("somebody disabled enters: %v", err)
	}
	if _, err := o.sit(access.Caller{Person: o.plain.ID, Slug: "yonder"}); err != nil {
		t.Errorf("the other institution: %v", err)
	}
	if err := o.desk.DisableMember(t.Context(), o.by(o.io), o.idIO); !problem.Is(err, problem.Conflict) {
		t.Errorf("somebody shuts themselves out: %v", err)
	}
	if err := o.desk.EnableMember(t.Context(), o.by(o.io), o.idP); err != nil {
		t.Fatal(err)
	}
	if _, err := o.sit(o.by(o.plain)); err != nil {
		t.Errorf("after enabling: %v", err)
	}
}

func TestAdmit(t *testing.T) {
	o := newTeam(t)
	o.room()
	o.sql(o.here, `update membership set analysis_id = (select id from analysis), valid_until = now() + interval '5 hours', standing = null where id in ($1, $2)`, o.idP, o.idLw)
	o.sql(o.here, `update person set email = null where id = $1`, o.law.ID)
	if err := o.role(o.by(o.io), o.idP, NewRole{Role: access.Adviser}); !problem.Is(err, problem.Conflict) {
		t.Errorf("a guest got a role: %v", err)
	}
	if err := o.desk.WidenGuest(t.Context(), o.by(o.io), o.idLw); !problem.Is(err, problem.Conflict) {
		t.Errorf("a guest without an address: %v", err)
	}
	if err := o.desk.WidenGuest(t.Context(), o.by(o.io), o.idP); err != nil {
		t.Fatal(err)
	}
	if seat, err := o.sit(o.by(o.plain)); err != nil || seat.Guest != uuid.Nil || !seat.Until.IsZero() {
		t.Errorf("admitted as %+v, %v", seat, err)
	}
}

// Without anybody in the international office nobody could let one in again.
func TestLastOfTheInternationalOffice(t *testing.T) {
	for name, prepare := range map[string]string{
		"the other has ended":           `update membership set valid_until = now() where id = $1`,
		"the other is disabled":         `update membership set disabled_at = now() where id = $1`,
		"the other has not answered":    `update membership set accepted_at = null where id = $1`,
		"the other has not begun":       `update membership set valid_from = now() + interval '1 day' where id = $1`,
		"the other's person is shut":    `update person set disabled_at = now() where id = (select person_id from membership where id = $1)`,
		"the other has another role":    `update membership set role = 'adviser' where id = $1`,
		"there is one, of another role": `update membership set role = 'senior_management', office_id = null where id = $1`,
	} {
		t.Run(name, func(t *testing.T) {
			o := newTeam(t)
			o.sql(o.here, prepare, o.idIO2)
			for _, deed := range []string{"role", "end", "disable", "anonymise"} {
				if err := o.deeds()[deed](o.by(o.io), o.idIO); !problem.Is(err, problem.Conflict) || problem.Of(err).Text != errLast.Text {
					t.Errorf("%s: %v", deed, err)
				}
			}
			if _, err := o.sit(o.by(o.io)); err != nil {
				t.Error(err)
			}
		})
	}
	o := newTeam(t)
	if err := o.desk.EndMembership(t.Context(), o.by(o.io), o.idIO); err != nil {
		t.Errorf("one of two: %v", err)
	}
}

// Two of the international office who turn on each other, or both leave, at the same moment: one is left.
func TestLastInParallel(t *testing.T) {
	o := newTeam(t)
	for _, deed := range []string{"role", "end", "disable", "anonymise", "end oneself"} {
		for range 8 {
			do, targets := o.deeds()[deed], []uuid.UUID{o.idIO2, o.idIO}
			if deed == "end oneself" {
				do, targets = o.deeds()["end"], []uuid.UUID{o.idIO, o.idIO2}
			}
			var wg sync.WaitGroup
			errs := make([]error, 2)
			for n, p := range []Person{o.io, o.io2} {
				wg.Go(func() { errs[n] = do(access.Caller{Person: p.ID, Slug: "here"}, targets[n]) })
			}
			wg.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Errorf("%s: %v and %v", deed, errs[0], errs[1])
			}
			for _, err := range errs {
				if err != nil && !problem.Is(err, problem.NotFound) && !problem.Is(err, problem.Refused) && !problem.Is(err, problem.Conflict) {
					t.Errorf("%s: the loser gets %v", deed, err)
				}
			}
			if n := value[int](o.town, o.here, `select count(*) from membership m join person p on p.id = m.person_id and p.disabled_at is null where m.role = 'international_office' and `+current); n != 1 {
				t.Fatalf("%s: %d are left", deed, n)
			}
			o.sql(o.here, `update membership set role = 'international_office', valid_until = null, disabled_at = null,
				person_id = case id when $1 then $3::uuid else $4::uuid end where id in ($1, $2)`, o.idIO, o.idIO2, o.io.ID, o.io2.ID)
			o.sql(o.here, `update person set disabled_at = null, email = coalesce(email, id::text || '@uni.example'), name = 'Somebody' where id in ($1, $2)`, o.io.ID, o.io2.ID)
		}
	}
}

// Whoever waited for a lock while being shut out does not go on with the rights of before.
func TestChangeAfterWaiting(t *testing.T) {
	o := newTeam(t)
	waiting := make(chan error, 1)
	err := o.desk.change(t.Context(), o.by(o.io), o.idIO2, mayManage, func(tx *postgres.Tx, _ changing) error {
		go func() { waiting <- o.desk.EndMembership(context.WithoutCancel(t.Context()), o.by(o.io2), o.idP) }()
		o.untilWaiting()
		return tx.Exec(`update membership set valid_until = clock_timestamp() where institution_id = $1 and id = $2`, o.here.ID, o.idIO2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-waiting; !problem.Is(err, problem.NotFound) {
		t.Errorf("somebody shut out meanwhile: %v", err)
	}
	if _, err := o.sit(o.by(o.plain)); err != nil {
		t.Errorf("the colleague: %v", err)
	}
}

// untilWaiting returns once somebody stands before a lock.
func (o *office) untilWaiting() {
	o.Helper()
	for deadline := time.Now().Add(1500 * time.Millisecond); time.Now().Before(deadline); {
		if value[int](o.town, o.here, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`) > 0 {
			return
		}
	}
	o.Fatal("nobody waits for the lock")
}
