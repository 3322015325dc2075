package consultation

import (
	"context"
	"io"

	"meridian/internal/access"
	"meridian/internal/link"
	"meridian/internal/notice"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/returned"
	"meridian/internal/richtext"
	"meridian/internal/strategy"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Entry is a comment or a tracked change of a Word document that came back, as it can be entered here.
type Entry struct {
	ID          uuid.UUID // of the contribution that it becomes, however often it is sent
	Author      string    // as Word knew them; may be empty
	Section     uuid.UUID // zero: none
	Exact       string    // words of the strategy that it is about; empty: none
	Prefix      string
	Suffix      string
	Text        string
	Replacement *string // of a tracked change
	Resolved    bool    // somebody has marked it as done in Word
	Check       bool    // its place was found by a part of its words, or by what stands on one side of them
	Lost        string  // why it has no place, in English; it goes through i18n.T
}

// matching holds the one document whose words are looked for in a strategy.
var matching = make(chan struct{}, 1)

// Returned is what a Word document that came back holds.
type Returned struct {
	Strategy   strategy.Strategy
	Seat       access.Seat
	Titles     map[uuid.UUID]string // of sections
	Entries    []Entry              // those with a place first
	Ignored    []returned.Ignored   // what cannot be entered
	Formatting int                  // changes of nothing but the form
}

// ReadReturned reads a Word document that an office has sent back and finds the words of its comments and tracked changes
// in the strategy as it is now: for the international office. Nothing is written. A file that cannot be used is Invalid of
// "file".
func (d *Desk) ReadReturned(ctx context.Context, c access.Caller, strategyID uuid.UUID, file io.ReaderAt, size int64) (Returned, error) {
	v, err := d.Returning(ctx, c, strategyID)
	if err != nil {
		return v, err
	}
	read, err := d.Strategy.View(ctx, c, strategyID)
	if err != nil {
		return v, err
	}
	f, err := returned.Read(file, size)
	if err != nil {
		return v, err
	}
	var sections []returned.Section
	for _, s := range read.Sections {
		if s.Withdrawn() {
			continue
		}
		doc, err := richtext.Parse(s.Doc)
		if err != nil {
			return v, err
		}
		v.Titles[s.ID] = s.Title
		sections = append(sections, returned.Section{ID: s.ID, Title: s.Title, Reading: richtext.Read(doc)})
	}
	select { // a document made to take long keeps one processor busy, and no more
	case matching <- struct{}{}:
		defer func() { <-matching }()
	case <-ctx.Done():
		return v, problem.New(problem.Overloaded, "Another document is being read. Nothing was written; please send the file again.")
	}
	found, lost := returned.Match(sections, f)
	for _, p := range found {
		e := entryOf(p.Remark)
		e.Section, e.Exact, e.Prefix, e.Suffix = p.Section, p.Anchor.Exact, p.Anchor.Quote.Prefix, p.Anchor.Quote.Suffix
		e.Check = p.Anchor.State == richtext.Check
		v.Entries = append(v.Entries, e)
	}
	for _, l := range lost {
		e := entryOf(l.Remark)
		e.Section, e.Exact, e.Lost = l.Section, l.Exact, l.Reason
		v.Entries = append(v.Entries, e)
	}
	v.Ignored, v.Formatting = f.Ignored, f.Formatting
	return v, nil
}

// Returning is the page before a file is chosen: for the international office.
func (d *Desk) Returning(ctx context.Context, c access.Caller, strategyID uuid.UUID) (Returned, error) {
	seat, s, err := d.Strategy.Look(ctx, c, strategyID)
	if err == nil && !seat.May(access.EnterOnBehalf, access.Subject{}) {
		err = problem.New(problem.Refused, "Only the international office enters what another office has said.")
	}
	return Returned{Strategy: s, Seat: seat, Titles: map[uuid.UUID]string{}}, err
}

func entryOf(r returned.Remark) Entry {
	e := Entry{ID: once.Fresh(), Author: r.Author, Text: r.Text, Resolved: r.Resolved}
	if r.Kind != returned.Comment {
		e.Replacement = &r.Replacement
	}
	return e
}

// loose is an entry as a comment without words: what it was about stands in its text.
func (e Entry) loose() Entry {
	if e.Replacement != nil {
		e.Text = twoParts(e.Text, "“"+e.Exact+"” → “"+*e.Replacement+"”")
	} else if e.Exact != "" {
		e.Text = twoParts("“"+e.Exact+"”", e.Text)
	}
	e.Exact, e.Prefix, e.Suffix, e.Replacement = "", "", "", nil
	return e
}

func twoParts(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}

// BringIn enters the chosen entries of a document for an office: for the international office. One without a place, and
// one whose words have changed since, becomes a comment on its section, or on the whole, that quotes the words. The same
// entries sent again are entered once. Those who speak for the office are told once. It answers how many it entered.
func (d *Desk) BringIn(ctx context.Context, c access.Caller, strategyID uuid.UUID, office string, heard Heard, entries []Entry) (made int, err error) {
	if len(entries) == 0 {
		return 0, problem.At("keep", "Please choose what is to be entered.")
	}
	if office == "" {
		return 0, problem.At("office", "Please choose the office that sent the document.")
	}
	var last Saying
	for _, e := range entries {
		if e.Lost != "" {
			e = e.loose()
		}
		last = e.saying(office, heard)
		_, err := d.Say(ctx, c, strategyID, last)
		if why := problem.Of(err); problem.Is(err, problem.Invalid) && why.Field == "exact" {
			last = e.loose().saying(office, heard)
			_, err = d.Say(ctx, c, strategyID, last)
		}
		if err != nil {
			return made, err
		}
		made++
	}
	var speakers []speaker
	var of uuid.UUID
	_, err = d.Strategy.Change(ctx, c, strategyID, access.Comment, func(b *postgres.Batch) {
		queueSpeakers(b, &speakers)
		b.Queue(`select office_id from contribution where institution_id = `+postgres.ThisInstitution+` and id = $1`, entries[0].ID).Query(postgres.First(&of, new(bool), pgx.RowTo[uuid.UUID]))
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		return nil, d.Notice.Tell(tx, seat, notice.News{Kind: notice.Entered, Subject: entries[0].ID, Cause: entries[0].ID, Title: s.Title,
			Path: link.ThreadAnchor(seat.Slug, strategyID, entries[0].ID), To: speakersOf(speakers, of)})
	})
	return made, err
}

func (e Entry) saying(office string, heard Heard) Saying {
	heard.Source = "document"
	if e.Author != "" {
		heard.Note = twoParts(heard.Note, e.Author)
	}
	in := Saying{ID: e.ID.String(), Exact: e.Exact, Prefix: e.Prefix, Suffix: e.Suffix, Text: e.Text, Replacement: e.Replacement, Office: office, Heard: heard, untold: true}
	if e.Section != uuid.Nil {
		in.Section = e.Section.String()
	}
	return in
}
