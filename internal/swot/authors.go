package swot

import (
	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// AllAuthors lists the choices of whom everybody sees as the author of an item.
var AllAuthors = []Authors{AuthorsPerson, AuthorsOffice, AuthorsNobody}

// checkAuthors is the rule for choosing whom everybody sees as the author. People write what they write because of what
// they were told before: once there is an item, also a withdrawn one, the choice stands.
func checkAuthors(now, want Authors, written bool) error {
	switch want {
	case AuthorsPerson, AuthorsOffice, AuthorsNobody:
	default:
		return problem.At("authors", "Please choose whom everybody sees as the author: the person, the office, or nobody.")
	}
	if written && now != want {
		return problem.New(problem.Conflict, "There are items already, and whoever wrote them was told who would see the author. That cannot change any more.")
	}
	return nil
}

// queueWritten queues the question whether anything was ever written in an analysis.
func queueWritten(b *postgres.Batch, analysis uuid.UUID, written *bool) {
	b.Queue(`select exists (select from item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1)`, analysis).
		QueryRow(func(row pgx.Row) error { return row.Scan(written) })
}

// setAuthors writes the choice with the transaction's commit. Where nobody may see the author nobody is shown to be
// there either, so whoever is there now is forgotten.
func setAuthors(tx *postgres.Tx, seat access.Seat, analysis uuid.UUID, want Authors) {
	tx.Last(`update analysis set authors = $3 where institution_id = $1 and id = $2`, seat.Institution, analysis, want)
	if want == AuthorsNobody {
		tx.Last(`delete from presence where institution_id = $1 and subject_id = $2`, seat.Institution, analysis)
	}
}
