package strategy

import (
	"meridian/internal/postgres"
	"meridian/internal/richtext"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// anchored is an anchor with the id of what was said about its words.
type anchored struct {
	ID uuid.UUID
	richtext.Anchor
}

// queueAnchors queues the reading of all anchors of a section, to be moved by a change of its text: the section is held.
func queueAnchors(b *postgres.Batch, section uuid.UUID, into *[]anchored) {
	b.Queue(`select a.id, p.starts, p.ends, a.exact, a.quote, a.prefix, a.suffix, a.words, a.state
		from anchor_place p join anchor a on a.institution_id = p.institution_id and a.id = p.anchor_id
		where p.institution_id = `+postgres.ThisInstitution+` and p.section_id = $1 order by a.id`, section).
		Query(postgres.All(into, func(row pgx.CollectableRow) (anchored, error) {
			var a anchored
			err := row.Scan(&a.ID, &a.From, &a.To, &a.Exact, &a.Quote.Exact, &a.Quote.Prefix, &a.Quote.Suffix, &a.Words, &a.State)
			return a, err
		}))
}

// followed are the anchors of a section after a change of its text, as the columns of what has to be written.
type followed struct {
	moved, changed             []uuid.UUID
	starts, ends               []int32 // of the moved
	quotes, prefixes, suffixes []string
	words, states              []string
}

// follow takes anchors through a change. Most only move, and most changes move none of those before them.
func follow(all []anchored, f *richtext.Follower) followed {
	var out followed
	for _, was := range all {
		now := f.Follow(was.Anchor)
		if now.From != was.From || now.To != was.To {
			out.moved = append(out.moved, was.ID)
			out.starts, out.ends = append(out.starts, int32(now.From)), append(out.ends, int32(now.To))
		}
		if now.Words != was.Words || now.State != was.State || now.Quote != was.Quote {
			out.changed = append(out.changed, was.ID)
			out.quotes, out.prefixes, out.suffixes = append(out.quotes, now.Quote.Exact), append(out.prefixes, now.Quote.Prefix), append(out.suffixes, now.Quote.Suffix)
			out.words, out.states = append(out.words, now.Words), append(out.states, string(now.State))
		}
	}
	return out
}

// place writes where the moved ones stand.
func (f followed) place(tx *postgres.Tx, institution uuid.UUID) {
	if len(f.moved) == 0 {
		return
	}
	tx.Last(`update anchor_place set starts = t.starts, ends = t.ends from unnest($2::uuid[], $3::integer[], $4::integer[]) as t (id, starts, ends)
		where institution_id = $1 and anchor_id = t.id`, institution, f.moved, f.starts, f.ends)
}
