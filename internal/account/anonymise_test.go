package account

import (
	"testing"

	"meridian/internal/access"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// letter queues a message to a person of an institution.
func (o *office) letter(p Person) {
	o.Helper()
	if err := o.desk.DB.Tenant(o.Context(), o.here.ID, func(tx *postgres.Tx) error {
		_, err := o.desk.Post.Queue(tx, o.here.ID, mail.Message{Kind: "test", Person: p.ID, Address: p.Email, Subject: "S", Text: "T"})
		return err
	}); err != nil {
		o.Fatal(err)
	}
}

func (o *office) count(sql string, args ...any) int {
	o.Helper()
	return value[int](o.town, o.here, sql, args...)
}

func TestAnonymise(t *testing.T) {
	o := newTeam(t)
	ctx := t.Context()
	p := o.plain
	o.named(p, "Pia Nowhere")
	o.join(o.here, p, access.Adviser, "")
	o.invitation(p, "Ms Pia", "now()")
	o.letter(p)
	o.letter(o.law)
	o.room()
	o.sql(o.here, `insert into arrival (institution_id, analysis_id, id, name, email, office_id, secret, membership_id)
		select m.institution_id, a.id, gen_random_uuid(), 'Pia', 'plain@uni.example', m.office_id, decode(repeat('00', 32), 'hex'), m.id
		from membership m, analysis a where m.id = $1`, o.idP)
	// Two have typed the address at the door without being let in as Pia: one who waits, and one who is inside as somebody else.
	o.sql(o.here, `insert into arrival (institution_id, analysis_id, id, name, email, office_id, secret, membership_id)
		select m.institution_id, a.id, gen_random_uuid(), v.name, 'Plain@uni.example', m.office_id, decode(repeat('00', 32), 'hex'), v.inside
		from membership m, analysis a, (values ('Pia, waiting', null), ('Leo', $2::uuid)) v (name, inside) where m.id = $1`, o.idP, o.idLw)
	o.sql(o.here, `insert into arrival (institution_id, analysis_id, id, name, office_id, secret)
		select m.institution_id, a.id, gen_random_uuid(), 'Without an address', m.office_id, decode(repeat('00', 32), 'hex') from membership m, analysis a where m.id = $1`, o.idLw)
	o.sql(o.here, `insert into token (hash, kind, institution_id, target, address, expires_at)
		values (decode(repeat('01', 32), 'hex'), 'confirmation', $1, $2, 'plain@uni.example', now() + interval '1 day')`, o.here.ID, o.idLw)
	o.must(o.desk.AskEmail(ctx, p.ID, "other.pia@uni.example", goodPassword, always)) // sent without naming the person
	o.sql(o.here, `update office set head_email = 'Plain@uni.example' where slug = 'library'`)
	o.sql(o.here, `update institution set contact_name = 'Pia', contact_email = 'plain@uni.example', reply_to = 'other@uni.example' where id = $1`, o.here.ID)
	session, others := o.session(p, "hers"), o.session(o.law, "law's")
	was := o.version(p)

	for range 2 { // twice is no fault
		if err := o.desk.AnonymiseMember(ctx, o.by(o.io), o.idP); err != nil {
			t.Fatal(err)
		}
	}
	for name, sql := range map[string]string{
		"memberships":         `select count(*) from membership m where person_id = $1`,
		"names":               `select count(*) from person where name ilike '%pia%' or email ilike 'plain@%' or id = $1 and password_hash is not null`,
		"invitations":         `select count(*) from invitation where person_id = $1 or name ilike '%pia%'`,
		"messages":            `select count(*) from mail where person_id = $1 or address ilike 'plain@%' or address ilike '%pia%' or name ilike '%pia%' or body ilike '%pia%'`,
		"arrivals":            `select count(*) from arrival where (name ilike '%pia%' or email ilike 'plain@%') and $1::uuid is not null`,
		"links":               `select count(*) from token where target = $1 or address ilike 'plain@%' or address ilike '%pia%'`,
		"sessions":            `select count(*) from session where person_id = $1 or agent <> '' and data = ''`,
		"heads":               `select count(*) from office where head_email <> '' and $1::uuid is not null`,
		"contacts":            `select count(*) from institution where contact_name <> '' and $1::uuid is not null`,
		"names in the log":    `select count(*) from activity where detail ilike '%pia%' and $1::uuid is not null`,
		"somebody still here": `select count(*) from membership m where m.role = 'adviser' and $1::uuid is not null and ` + current,
	} {
		if n := o.count(sql, p.ID); n != 0 {
			t.Errorf("%s: %d are left", name, n)
		}
	}
	if n := o.count(`select count(*) from mail`); n != 1 {
		t.Errorf("%d messages to others are left", n)
	}
	if n := o.count(`select count(*) from institution where reply_to = 'other@uni.example'`); n != 1 {
		t.Error("somebody else's address is gone")
	}
	// What is another's stays.
	for name, want := range map[string]struct {
		sql   string
		count int
	}{
		"messages":    {`select count(*) from mail where person_id = $1`, 1},
		"invitations": {`select count(*) from invitation where person_id = $1`, 1},
		"arrivals":    {`select count(*) from arrival where name in ('Leo', 'Without an address') and $1::uuid is not null`, 2},
	} {
		if n := o.count(want.sql, o.law.ID); n != want.count {
			t.Errorf("%s of others: %d, want %d", name, n, want.count)
		}
	}
	// A request that was under way when the session ended brings it back neither alive nor with a name.
	o.session(p, session)
	if o.lives(session) || !o.lives(others) || o.count(`select count(*) from session where person_id = $1`, p.ID) != 0 {
		t.Error("the session came back, or another's ended")
	}
	if now := o.version(p); now <= was {
		t.Errorf("access_version went from %d to %d", was, now)
	}
	if _, err := o.desk.SignIn(ctx, p.Email, goodPassword); !problem.Is(err, problem.Invalid) {
		t.Errorf("the person signs in: %v", err)
	}
	d, err := o.desk.Member(ctx, o.by(o.io), o.idP)
	if err != nil || d.Member.Name != formerName || d.Member.State != StateEnded || !d.Member.Former || len(d.Others) != 1 || d.Member.May.Resume || d.Member.May.Anonymise {
		t.Errorf("the page shows %+v, %v", d, err)
	}
	for _, deed := range []string{"role", "standing", "resume", "disable", "enable", "admit"} {
		if err := o.deeds()[deed](o.by(o.io), o.idP); !problem.Is(err, problem.Conflict) {
			t.Errorf("%s: %v", deed, err)
		}
	}
	if log := o.log(); len(log) != 1 || log[0] != "member anonymised|" {
		t.Errorf("the log says %q", log)
	}
	// The address is free: whoever comes back is somebody new.
	if back := o.settle(o.here, p.Email, access.MemberOffice, "library"); back.ID == p.ID {
		t.Error("the emptied person came back")
	}
}

// Another institution's member, and an administrator, stay who they are.
func TestAnonymiseLeavesOthersAlone(t *testing.T) {
	o := newTeam(t)
	yonder := o.join(o.yonder, o.plain, access.Adviser, "")
	o.sql(o.here, `update person set administrator = true where id = $1`, o.law.ID)
	o.named(o.plain, "Pia")
	o.must(o.desk.DB.Tenant(t.Context(), o.yonder.ID, func(tx *postgres.Tx) error {
		_, err := o.desk.Post.Queue(tx, o.yonder.ID, mail.Message{Kind: "test", Person: o.plain.ID, Address: o.plain.Email, Subject: "S", Text: "T"})
		return err
	}))
	session := o.session(o.plain, "hers")
	for _, id := range []uuid.UUID{o.idP, o.idLw} {
		if err := o.desk.AnonymiseMember(t.Context(), o.by(o.io), id); err != nil {
			t.Fatal(err)
		}
	}
	if seat, err := o.sit(access.Caller{Person: o.plain.ID, Slug: "yonder"}); err != nil || seat.Membership != yonder || seat.PersonName != "Pia" || seat.Email != "plain@uni.example" {
		t.Errorf("in the other institution: %+v, %v", seat, err)
	}
	if o.mails(o.yonder) != 1 || value[int](o.town, o.yonder, `select count(*) from invitation where person_id = $1`, o.plain.ID) != 1 || !o.lives(session) {
		t.Error("what the other institution has, or the session, is gone")
	}
	for _, p := range []Person{o.plain, o.law} {
		if _, err := o.desk.SignIn(t.Context(), p.Email, goodPassword); err != nil {
			t.Errorf("%s: %v", p.Email, err)
		}
		if _, err := o.sit(o.by(p)); !problem.Is(err, problem.NotFound) {
			t.Errorf("%s still enters: %v", p.Email, err)
		}
	}
}
