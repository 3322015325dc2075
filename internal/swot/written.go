package swot

import (
	"context"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Written is an item as its author may take it along.
type Written struct {
	Analysis    string // its title
	Quadrant    Quadrant
	Text        string
	Evidence    string
	CreatedAt   time.Time
	WithdrawnAt *time.Time
}

// WrittenBy lists the items that a person has written in an institution, whether the person still belongs to it or
// not, oldest first. It is for the download of one's own data: the caller vouches that the person asks.
func (s *Board) WrittenBy(ctx context.Context, institution, person uuid.UUID) ([]Written, error) {
	list := []Written{}
	b := &postgres.Batch{}
	postgres.Collect(b, &list, `select a.title as analysis, i.quadrant, i.text, i.evidence, i.created_at, i.withdrawn_at
		from item i join analysis a on a.institution_id = i.institution_id and a.id = i.analysis_id
		where i.institution_id = `+postgres.ThisInstitution+` and i.author_id in (select id from membership where institution_id = `+postgres.ThisInstitution+` and person_id = $1)
		order by i.created_at, i.id`, person)
	return list, s.DB.Look(ctx, institution, b)
}
