package swot

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// NewArrival is what somebody in the room fills in.
type NewArrival struct {
	Name, Office, Email string // the office by its slug; the address may be empty
}

// Door reads what a room's link opens. Closed, expired and unknown are NotFound alike.
func (s *Room) Door(ctx context.Context, secret string) (Doorway, error) {
	var d Doorway
	err := s.DB.Global(ctx, func(tx *postgres.Tx) error {
		var err error
		d, err = s.door(tx, secret)
		return err
	})
	return d, err
}

func (s *Room) door(tx *postgres.Tx, secret string) (Doorway, error) {
	var d Doorway
	var err error
	if d.Institution, d.Analysis, err = s.Desk.Knock(tx, secret); err != nil {
		return d, err
	}
	var own *uuid.UUID // of an office's own analysis, to which only its people could add anything
	if err := tx.Row(`select i.slug, i.name, a.title, a.office_id from analysis a join institution i on i.id = a.institution_id
		where a.institution_id = `+postgres.ThisInstitution+` and a.id = $1`, []any{d.Analysis}, &d.Slug, &d.InstitutionName, &d.Title, &own); err != nil {
		return d, err
	}
	all, err := institution.Offices(tx)
	for _, o := range institution.Current(all) {
		if own == nil || *own == o.ID {
			d.Offices = append(d.Offices, o)
		}
	}
	return d, err
}

// NewTicket makes what a browser keeps before its person has said who they are: sending the form twice with one
// ticket is asking once.
func NewTicket(d Doorway) Ticket {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails
	return Ticket{Institution: d.Institution, Analysis: d.Analysis, Arrival: uuid.Must(uuid.NewV7()), Secret: base64.RawURLEncoding.EncodeToString(raw)}
}

// Arrive asks to be let in, with a ticket for the link's analysis. It gives no rights, whatever address is typed.
func (s *Room) Arrive(ctx context.Context, secret string, t Ticket, in NewArrival) (Doorway, error) {
	in.Name, in.Email = strings.TrimSpace(in.Name), strings.TrimSpace(in.Email)
	var d Doorway
	err := s.DB.Global(ctx, func(tx *postgres.Tx) error {
		var err error
		if d, err = s.door(tx, secret); err != nil {
			return err
		}
		if t.Institution != d.Institution || t.Analysis != d.Analysis {
			return problem.Absent()
		}
		office, err := checkArrival(in, d.Offices)
		if err != nil {
			return err
		}
		var waiting int
		if err := tx.Row(`select count(*) from arrival where institution_id = $1 and analysis_id = $2 and membership_id is null and turned_away_at is null`,
			[]any{d.Institution, d.Analysis}, &waiting); err != nil {
			return err
		}
		if waiting >= MaxWaiting {
			return &problem.Problem{Kind: problem.TooMany, RetryAfter: 30 * time.Second,
				Text: "300 people wait at this door already. Please wait until some of them have been let in."}
		}
		tx.Last(`insert into arrival (institution_id, analysis_id, id, name, email, office_id, secret, arrived_at) values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
			on conflict (institution_id, id) do nothing`,
			d.Institution, d.Analysis, t.Arrival, in.Name, in.Email, office, hashTicket(t))
		return nil
	})
	return d, err
}

// checkArrival is the rule for somebody who asks; the result is the office.
func checkArrival(in NewArrival, offices []institution.Office) (uuid.UUID, error) {
	if err := institution.CheckName("name", in.Name); err != nil {
		return uuid.Nil, err
	}
	office, known := institution.OfficesBySlug(offices)[in.Office]
	if !known {
		return uuid.Nil, problem.At("office", "Please choose the office that you come from.")
	}
	if in.Email == "" {
		return office.ID, nil
	}
	return office.ID, institution.CheckEmail("email", in.Email)
}

// Visit tells where a ticket stands. One that nobody has used yet, or whose secret is not right, is Unknown.
func (s *Room) Visit(ctx context.Context, t Ticket) (Visit, error) {
	var v []struct {
		State           State
		Name            string
		Slug            string
		InstitutionName string
		Title           string
		Person          *uuid.UUID
	}
	b := &postgres.Batch{}
	postgres.Collect(b, &v, `select r.name, i.slug, i.name as institution_name, a.title,
		  case when p.email is null and p.password_hash is null then p.id end as person,
		  case when r.turned_away_at is not null then 'turned_away' when r.membership_id is null then 'waiting'
		    when m.disabled_at is null and p.disabled_at is null and (m.valid_until is null or m.valid_until > now()) then 'let_in' else 'over' end as state
		from arrival r join institution i on i.id = r.institution_id join analysis a on a.institution_id = r.institution_id and a.id = r.analysis_id
		left join membership m on m.institution_id = r.institution_id and m.id = r.membership_id left join person p on p.id = m.person_id
		where r.institution_id = `+postgres.ThisInstitution+` and r.id = $1 and r.analysis_id = $2 and r.secret = $3`, t.Arrival, t.Analysis, hashTicket(t))
	if err := s.DB.Look(ctx, t.Institution, b); err != nil || len(v) == 0 {
		return Visit{}, err
	}
	visit := Visit{State: v[0].State, Name: v[0].Name, Slug: v[0].Slug, InstitutionName: v[0].InstitutionName, Title: v[0].Title}
	if v[0].Person != nil {
		visit.Person = *v[0].Person
	}
	return visit, nil
}

func hashTicket(t Ticket) []byte {
	sum := sha256.Sum256([]byte(t.Secret))
	return sum[:]
}
