// Package activity is the log of who did what to what and when. Entries are only ever added: the serving
// role may neither change nor delete them. They hold no names of people, no addresses and no secrets.
package activity

import (
	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Subject is the sort of thing that something was done to.
type Subject string

// The subjects; an entry about nothing in particular has "".
const (
	OfInstitution  Subject = "institution"
	OfOffice       Subject = "office"
	OfMembership   Subject = "membership"
	OfAnalysis     Subject = "analysis"
	OfItem         Subject = "item"
	OfGroup        Subject = "group"
	OfStrategy     Subject = "strategy"
	OfContribution Subject = "contribution" // shown by the title of its strategy
	OfComment      Subject = "comment"      // shown by the title of its analysis: its words may be about what not everybody sees
)

// Entry is what was done.
type Entry struct {
	Kind    string  // in the past tense and in plain English, such as "invitation sent"; goes through i18n.T
	Subject Subject // with ID says what it was done to
	ID      uuid.UUID
	Detail  string // a few words more that name no person: a role, an office, a title
}

// maxDetail is the longest detail, in code points; more is cut off.
const maxDetail = 500

// Record adds an entry in the name of a seat, with the transaction's commit.
func Record(tx *postgres.Tx, a access.Actor, e Entry) {
	record(tx, a.Institution, postgres.Optional(a.Membership), postgres.Optional(a.Office), e)
}

// RecordUnnamed adds an entry of the command line, an administrator or Meridian itself.
func RecordUnnamed(tx *postgres.Tx, institution uuid.UUID, e Entry) {
	record(tx, institution, nil, nil, e)
}

func record(tx *postgres.Tx, institution uuid.UUID, membership, office *uuid.UUID, e Entry) {
	detail := []rune(e.Detail)
	if len(detail) > maxDetail {
		detail = append(detail[:maxDetail-1], '…')
	}
	tx.Last(`insert into activity (institution_id, id, membership_id, office_id, kind, subject, subject_id, detail)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		institution, uuid.Must(uuid.NewV7()), membership, office, e.Kind, string(e.Subject), postgres.Optional(e.ID), string(detail))
}
