package swot

import (
	"slices"

	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// fewOffices is below how many contributing offices an anonymous analysis names none: who is missing would tell who is
// not.
const fewOffices = 5

// Hearing is which of the offices that an analysis asks were heard.
type Hearing struct {
	Asked, Heard int
	Silent       []institution.Office // not heard yet; none where Withheld
	Withheld     bool                 // so few have written without their names that naming the others would tell who
	answers      map[uuid.UUID]officeAnswer
	asked        []institution.Office
}

// Answer is what an office has said of itself.
type Answer struct {
	Ready   bool
	Nothing []Quadrant // the headings for which it has nothing
}

// Answer is the office's own.
func (h Hearing) Answer(office uuid.UUID) Answer {
	x := h.answers[office]
	return Answer{Ready: x.Ready, Nothing: x.nothing()}
}

type officeAnswer struct {
	OfficeID     uuid.UUID
	Asked        bool
	Wrote, Ready bool
	Nothing      []string
	Heard        bool
}

func (x officeAnswer) nothing() []Quadrant {
	var list []Quadrant
	for _, q := range Quadrants {
		if slices.Contains(x.Nothing, string(q)) {
			list = append(list, q)
		}
	}
	return list
}

// hearing is the rule for which offices an analysis $1 asks, and which of all offices were heard. Asked is the analysis's own
// office, else those that have a seat today in its group, else all but the bodies; never one that is archived. Heard
// is who has written something, says that it is ready, or has nothing under any heading. An item that bears an office's
// name says as much as its answer, so that analyses count right that are older than the answers.
const hearing = `a as (select * from analysis where institution_id = ` + postgres.ThisInstitution + ` and id = $1),
	said as (select o.id as office_id,
		o.archived_at is null and case
			when a.office_id is not null then o.id = a.office_id
			when a.group_id is not null then exists (select from seat s, institution n where s.institution_id = a.institution_id and s.group_id = a.group_id and s.office_id = o.id
				and n.id = a.institution_id and s.since <= (now() at time zone n.time_zone)::date and (s.until is null or s.until >= (now() at time zone n.time_zone)::date))
			else o.kind <> 'body' end as asked,
		coalesce(w.wrote, false) or o.id in (select i.office_id from item i
			where i.institution_id = ` + postgres.ThisInstitution + ` and i.analysis_id = $1 and i.office_id is not null and i.withdrawn_at is null) as wrote,
		coalesce(w.ready, false) as ready, coalesce(w.nothing, '{}') as nothing
		from a join office o on o.institution_id = a.institution_id
		left join office_answer w on w.institution_id = a.institution_id and w.analysis_id = a.id and w.office_id = o.id),
	hearing as (select *, wrote or ready or cardinality(nothing) = 4 as heard from said)`

// hear sums up what the offices have said. It is pure.
func hear(a Analysis, offices []institution.Office, answers []officeAnswer) Hearing {
	h := Hearing{answers: map[uuid.UUID]officeAnswer{}}
	wrote := 0
	for _, x := range answers {
		h.answers[x.OfficeID] = x
		if x.Wrote {
			wrote++
		}
	}
	h.Withheld = a.Anonymous() && wrote < fewOffices
	for _, o := range offices {
		x := h.answers[o.ID]
		if !x.Asked {
			continue
		}
		h.asked = append(h.asked, o)
		h.Asked++
		switch {
		case x.Heard:
			h.Heard++
		case !h.Withheld:
			h.Silent = append(h.Silent, o)
		}
	}
	return h
}

// queueAnswers queues what the offices have said, of all offices.
func queueAnswers(b *postgres.Batch, analysis uuid.UUID, into *[]officeAnswer) {
	postgres.Collect(b, into, `with `+hearing+` select * from hearing`, analysis)
}

// noteWrote notes, with the transaction's commit, that offices have written something. It stands before the statement
// that raises the live version, as all locks do, and touches nothing where it is known already.
func noteWrote(tx *postgres.Tx, institution, analysis uuid.UUID, offices ...uuid.UUID) {
	offices = slices.DeleteFunc(offices, func(id uuid.UUID) bool { return id == uuid.Nil })
	if len(offices) == 0 {
		return
	}
	tx.Last(`insert into office_answer (institution_id, analysis_id, office_id, wrote)
		select distinct $1::uuid, $2::uuid, o.id, true from unnest($3::uuid[]) as o (id)
		where not exists (select from office_answer x where x.institution_id = $1 and x.analysis_id = $2 and x.office_id = o.id and x.wrote)
		order by o.id
		on conflict (institution_id, analysis_id, office_id) do update set wrote = true where not office_answer.wrote`, institution, analysis, offices)
}

// mergeAnswers queues that what one office has said counts as another's, beside what that one has said itself. Nobody
// answers meanwhile: see MergeOffice.
func mergeAnswers(b *postgres.Batch, institution, from, into uuid.UUID) {
	b.Queue(`lock table office_answer in exclusive mode`)
	b.Queue(`insert into office_answer (institution_id, analysis_id, office_id, wrote, ready, nothing, nudged_on)
		select institution_id, analysis_id, $3, wrote, ready, nothing, nudged_on from office_answer where institution_id = $1 and office_id = $2
		on conflict (institution_id, analysis_id, office_id) do update set wrote = office_answer.wrote or excluded.wrote,
			ready = office_answer.ready or excluded.ready, nudged_on = greatest(office_answer.nudged_on, excluded.nudged_on)`, institution, from, into)
	b.Queue(`delete from office_answer where institution_id = $1 and office_id = $2`, institution, from)
}
