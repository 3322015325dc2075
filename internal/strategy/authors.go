package strategy

import (
	"context"
	"fmt"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// AuthorsView is who wrote which passage of a section.
type AuthorsView struct {
	Seat     access.Seat
	Strategy Strategy
	Section  Section
	Doc      *richtext.Node
	Spans    []richtext.Span // Author is the person's id as a string; what stood there from the beginning is in none
	Authors  []Author        // of the spans, who wrote most of it first
	Size     int             // of the text: characters in UTF-16 units, as of the authors
}

// Author is somebody whose words stand in a text.
type Author struct {
	ID    string // of the person
	Name  string // as it is now
	Last  time.Time
	Steps int // all they ever made in the section
	Size  int // how much of the text is theirs: characters in UTF-16 units
}

// authorRow is a step as authorship looks at it.
type authorRow struct {
	Version  int
	PersonID uuid.UUID
	Ranges   []int
	At       time.Time
}

type authorName struct {
	ID   uuid.UUID
	Name string
}

// Authors reads who wrote which passage of a section: for those who may write in the strategy, the section withdrawn or
// not. Absent is NotFound, who may not gets Refused.
func (d *Desk) Authors(ctx context.Context, c access.Caller, strategy, section uuid.UUID) (AuthorsView, error) {
	var v AuthorsView
	var found, sectionFound bool
	var steps []authorRow
	var names []authorName
	var err error
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &v.Strategy, &found)
		b.Queue(`select `+sectionColumns+sectionTables+` where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 and c.id = $2`, strategy, section).
			Query(postgres.First(&v.Section, &sectionFound, scanSection))
		postgres.Collect(b, &steps, `select x.version, m.person_id, x.ranges, x.at from section_step x
			join membership m on m.institution_id = x.institution_id and m.id = x.membership_id
			where x.institution_id = `+postgres.ThisInstitution+` and x.section_id = $1 order by x.version`, section)
		postgres.Collect(b, &names, `select p.id, p.name from person p where p.id in (
			select m.person_id from membership m where m.institution_id = `+postgres.ThisInstitution+` and m.id in (
				select x.membership_id from section_step x where x.institution_id = `+postgres.ThisInstitution+` and x.section_id = $1))`, section)
	})
	if err != nil {
		return v, err
	}
	if !found || !sectionFound {
		return v, problem.Absent()
	}
	if !v.Seat.May(access.WriteStrategy, v.Strategy.Subject()) {
		return v, problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, see who wrote which passage.")
	}
	if v.Doc, err = richtext.Parse(v.Section.Doc); err != nil {
		return v, fmt.Errorf("the text of section %s: %w", section, err)
	}
	v.attribute(steps, names)
	return v, nil
}

// attribute works out the passages. A section may have begun with a text, which is nobody's; how large it was is what is
// left of the present size without what the steps added.
func (v *AuthorsView) attribute(steps []authorRow, names []authorName) {
	// A step that was committed between the two statements is not in the text.
	steps = slices.DeleteFunc(steps, func(s authorRow) bool { return s.Version > v.Section.Version })
	known := map[string]*Author{}
	for _, n := range names {
		known[n.ID.String()] = &Author{ID: n.ID.String(), Name: n.Name}
	}
	size := v.Doc.Size() - 2
	begun := size
	authored := make([]richtext.Authored, len(steps))
	for n, s := range steps {
		authored[n] = richtext.Authored{Ranges: s.Ranges, Author: s.PersonID.String()}
		for i := 0; i+2 < len(s.Ranges); i += 3 {
			begun -= s.Ranges[i+2] - s.Ranges[i+1]
		}
		if a := known[s.PersonID.String()]; a != nil {
			a.Steps++
			a.Last = s.At
		}
	}
	v.Size = v.Doc.TextSize(0, size)
	v.Spans = richtext.Spans(begun, authored)
	for _, s := range v.Spans {
		if a := known[s.Author]; a != nil {
			a.Size += v.Doc.TextSize(s.From, s.To)
		}
	}
	for _, n := range names {
		if a := known[n.ID.String()]; a.Size > 0 {
			v.Authors = append(v.Authors, *a)
		}
	}
	slices.SortStableFunc(v.Authors, func(a, b Author) int { return b.Size - a.Size })
}
