package strategy

import (
	"unicode/utf8"

	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Marked are words of a section as somebody marked them on a page.
type Marked struct {
	Section string // id
	Exact   string // the words, up to LongestMarked characters
	Prefix  string // what stands before and after them, so that they are found where they stand more than once
	Suffix  string
}

// LongestMarked is how many characters can be marked at once.
const LongestMarked = 10_000

// Marking is an anchor on its way: a later stage queues the reading of its section together with its own, and sets it
// after its own judgement.
type Marking struct {
	Section Section // as it is when the anchor is set; its text is held until the transaction ends

	id    uuid.UUID
	quote richtext.Quote
	found bool
}

// NewMarking reads what was marked. No words, or too many, are Invalid of "exact"; a section's id that is none is
// NotFound.
func NewMarking(in Marked) (*Marking, error) {
	id, err := uuid.Parse(in.Section)
	if err != nil {
		return nil, problem.Absent()
	}
	m := &Marking{id: id, quote: richtext.Quote{Exact: richtext.Line(typed.Clean(in.Exact)), Prefix: in.Prefix, Suffix: in.Suffix}}
	switch {
	case m.quote.Exact == "":
		return nil, problem.At("exact", "Please mark the words that you mean.")
	case utf8.RuneCountInString(m.quote.Exact) > LongestMarked:
		return nil, problem.At("exact", "Please mark at most 10,000 characters, or comment on the whole section.")
	}
	// What stands far off is not compared.
	if r := []rune(m.quote.Prefix); len(r) > richtext.QuoteContext {
		m.quote.Prefix = string(r[len(r)-richtext.QuoteContext:])
	}
	if r := []rune(m.quote.Suffix); len(r) > richtext.QuoteContext {
		m.quote.Suffix = string(r[:richtext.QuoteContext])
	}
	return m, nil
}

// Queue queues the reading of the section in a strategy that is held already, or is held by the same batch before it.
func (m *Marking) Queue(b *postgres.Batch, strategy uuid.UUID) {
	b.Queue(textWhole+` for no key update of c`, strategy, m.id).Query(postgres.First(&m.Section, &m.found, scanText))
}

// Set finds the words in the section as it is now and stores the anchor under the id of what is said about them. Its
// live version is the one that RaiseAnchor sets in the statement that raises the strategy's. An absent section is
// NotFound, one that was taken out Locked, and words that do not stand in it Invalid of "exact".
func (m *Marking) Set(tx *postgres.Tx, institution, strategy, id uuid.UUID) (richtext.Anchor, error) {
	if !m.found {
		return richtext.Anchor{}, problem.Absent()
	}
	if err := m.Section.open(); err != nil {
		return richtext.Anchor{}, err
	}
	doc, err := richtext.Parse(m.Section.Doc)
	if err != nil {
		return richtext.Anchor{}, err
	}
	a, ok := richtext.Read(doc).SetAnchor(m.quote)
	if !ok {
		return richtext.Anchor{}, problem.At("exact", "These words do not stand in the section any more: somebody has just changed them. What you wrote is kept; please mark the words once more.")
	}
	tx.Last(`insert into anchor (institution_id, strategy_id, section_id, id, exact, quote, prefix, suffix, words, state, live_version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)`,
		institution, strategy, m.id, id, a.Exact, a.Quote.Exact, a.Quote.Prefix, a.Quote.Suffix, a.Words, a.State)
	tx.Last(`insert into anchor_place (institution_id, anchor_id, section_id, starts, ends) values ($1, $2, $3, $4, $5)`, institution, id, m.id, a.From, a.To)
	return a, nil
}

// RaiseAnchor is the part of a statement with live.RaiseSQL that gives a new anchor the version that is raised; id is the
// parameter with the anchor's id, such as $4. $1 is the institution.
func RaiseAnchor(id string) string {
	return `anchor_raised as (update anchor set live_version = raised.version from raised where institution_id = $1 and anchor.id = ` + id + `)`
}

// AnchorNow is where an anchor stands.
type AnchorNow struct {
	ID, Section uuid.UUID
	From, To    int // positions in the section's text
	Exact       string
	Words       string // now; empty: they are gone
	State       richtext.AnchorState
	LiveVersion int64
}

// QueueAnchorsNow queues the reading of all anchors of a strategy, section by section in the order of their words.
func QueueAnchorsNow(b *postgres.Batch, strategy uuid.UUID, into *[]AnchorNow) {
	b.Queue(`select a.id, a.section_id, p.starts, p.ends, a.exact, a.words, a.state, a.live_version
		from anchor a join anchor_place p on p.institution_id = a.institution_id and p.anchor_id = a.id
		where a.institution_id = `+postgres.ThisInstitution+` and a.strategy_id = $1 order by a.section_id, p.starts, p.ends, a.id`, strategy).
		Query(postgres.All(into, func(row pgx.CollectableRow) (AnchorNow, error) {
			var a AnchorNow
			err := row.Scan(&a.ID, &a.Section, &a.From, &a.To, &a.Exact, &a.Words, &a.State, &a.LiveVersion)
			return a, err
		}))
}
