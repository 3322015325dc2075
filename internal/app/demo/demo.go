// Package demo makes the fictitious institutions on which people try Meridian out. Their items are
// real: noted from the public SWOT analyses of five universities, each naming its source.
package demo

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/sheet"
	"meridian/internal/strategy"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// Password is the one known password of all accounts of the demo.
const Password = "meridian-demo"

// Account is an account of the demo that the sign-in page and the start of the server name.
type Account struct{ Label, Email string }

// Shown are the accounts to begin with.
var Shown = []Account{
	{"International office", "international@demo.example"},
	{"Senior management", "management@demo.example"},
	{"Registrar", "registrar@demo.example"},
	{"Library", "library@demo.example"},
	{"Student Affairs", "student-affairs@demo.example"},
}

//go:embed universities.json
var universitiesJSON []byte

type source struct {
	Institution string
	Units       []struct {
		Unit  string
		Code  string `json:"unit_code"`
		Items []struct{ ID, Quadrant, Text string }
	}
}

// namespace makes the ids of the demo the same each time, so that what is there is not made again.
var namespace = uuid.NewSHA1(uuid.NameSpaceDNS, []byte("demo.example"))

// Maker makes and removes the demo by the ordinary use cases.
type Maker struct {
	Registry institution.Registry
	Desk     *account.Desk
	Board    *swot.Board
	// Strategies is nil where the demo is to have no strategy: that takes most of the time.
	Strategies *strategy.Desk
}

// Add adds the parts of the demo that are missing and leaves what is there as it is.
func (m Maker) Add(ctx context.Context) error {
	sources, err := read()
	if err != nil {
		return err
	}
	first, err := m.institution(ctx, "demo", "Meridian Demo University (fictitious)", append(append([]office{}, offices...), bodies(sources)...), people())
	if err != nil {
		return err
	}
	if _, err := m.institution(ctx, "second", "Second Demo University (fictitious)", secondOffices, secondPeople); err != nil {
		return err
	}
	// Whoever is of the international office now: people try out everything, leaving it included.
	caller, err := m.Desk.CallerFor(ctx, first, "")
	if problem.Is(err, problem.NotFound) { // nobody is left in whose name something could be added
		return nil
	}
	if err != nil {
		return err
	}
	if err := m.group(ctx, first, caller); err != nil {
		return err
	}
	if err := m.analysis(ctx, first, caller, "Ten groups of one university", func() []swot.ImportRow { return groupItems(sources) }); err != nil {
		return err
	}
	if err := m.analysis(ctx, first, caller, sharedTitle, func() []swot.ImportRow { return sharedItems(sources) }); err != nil || m.Strategies == nil {
		return err
	}
	return m.strategy(ctx, first, caller)
}

// sharedTitle is the analysis with items of all offices.
const sharedTitle = "Where we stand in internationalisation"

func sharedAnalysis() uuid.UUID { return uuid.NewSHA1(namespace, []byte(sharedTitle)) }

// Remove takes the demo away: its institutions, its people, their known passwords.
func (m Maker) Remove(ctx context.Context) error {
	for _, slug := range []string{"demo", "second"} {
		in, err := m.Registry.BySlug(ctx, slug)
		if problem.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if !in.Demo {
			continue
		}
		if err := m.Registry.Remove(ctx, in); err != nil {
			return err
		}
	}
	return m.Desk.RemoveDemo(ctx)
}

func (m Maker) institution(ctx context.Context, slug, name string, offices []office, members []account.DemoMember) (institution.Institution, error) {
	in, err := m.Registry.BySlug(ctx, slug)
	if problem.Is(err, problem.NotFound) {
		in, err = m.Registry.Add(ctx, slug, name, true)
	}
	if err != nil {
		return in, err
	}
	if !in.Demo {
		return in, fmt.Errorf("there is an institution with the slug %s that is not the demo's; the demo is not added", slug)
	}
	t := sheet.Table{Header: []string{"slug", "name", "kind", "head_email"}}
	var present []institution.Office
	err = m.Registry.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) (err error) { present, err = institution.Offices(tx); return err })
	if err != nil {
		return in, err
	}
	known := institution.OfficesBySlug(present)
	for n, o := range offices {
		if _, is := known[o.slug]; is {
			continue // it may have another name by now
		}
		t.Rows = append(t.Rows, sheet.Row{Line: n + 2, Cells: map[string]string{"slug": o.slug, "name": o.name, "kind": string(o.kind), "head_email": o.head(slug)}})
	}
	done, err := m.Registry.ImportOffices(ctx, in, t, false)
	if err == nil && len(done.Bad) > 0 {
		err = fmt.Errorf("the demo's offices: %v", done.Bad)
	}
	if err != nil {
		return in, err
	}
	return in, m.Desk.AddDemoMembers(ctx, in, Password, members)
}

func (m Maker) analysis(ctx context.Context, in institution.Institution, c access.Caller, title string, rows func() []swot.ImportRow) error {
	id := uuid.NewSHA1(namespace, []byte(title))
	exists, written, err := m.Board.Holds(ctx, in.ID, id)
	if err != nil || written {
		return err
	}
	if !exists {
		if _, err := m.Board.Open(ctx, c, swot.NewAnalysis{ID: id.String(), Title: title, Scope: string(swot.ScopeInstitution)}); err != nil {
			return fmt.Errorf("opening the demo's analysis: %w", err)
		}
	}
	plan, err := m.Board.Import(ctx, c, id, id, rows(), false)
	if err == nil && len(plan.Bad) > 0 {
		err = fmt.Errorf("the demo's items: %v", plan.Bad)
	}
	return err
}

func read() ([]source, error) {
	var all struct{ Swots []source }
	if err := json.Unmarshal(universitiesJSON, &all); err != nil {
		return nil, err
	}
	if len(all.Swots) == 0 {
		return nil, errors.New("the demo's sources are empty")
	}
	return all.Swots, nil
}

// perSource is how many items of a heading the shared board takes from one source.
const perSource = 4

// sharedItems spread items of all sources over the headings and the seventeen offices in turn.
func sharedItems(sources []source) []swot.ImportRow {
	var rows []swot.ImportRow
	for _, q := range swot.Quadrants {
		for _, s := range sources {
			taken := 0
			for n := 0; n < 3 && taken < perSource; n++ { // one of each group before a second of any
				for _, u := range s.Units {
					if item := nth(u.Items, string(q), n); item != "" && taken < perSource {
						taken++
						rows = append(rows, swot.ImportRow{Quadrant: string(q), Text: item, Evidence: credit(s, u.Unit)})
					}
				}
				if len(s.Units) == 1 && n == 2 && taken < perSource {
					if item := nth(s.Units[0].Items, string(q), 3); item != "" {
						taken++
						rows = append(rows, swot.ImportRow{Quadrant: string(q), Text: item, Evidence: credit(s, s.Units[0].Unit)})
					}
				}
			}
		}
	}
	for n := range rows {
		rows[n].Line, rows[n].Office = n+2, offices[n*5%len(offices)].slug
	}
	return rows
}

func nth(items []struct{ ID, Quadrant, Text string }, quadrant string, n int) string {
	for _, i := range items {
		if i.Quadrant == quadrant {
			if n == 0 {
				return i.Text
			}
			n--
		}
	}
	return ""
}

// groupItems are the ten groups of the first source, unchanged.
func groupItems(sources []source) []swot.ImportRow {
	var rows []swot.ImportRow
	for _, u := range sources[0].Units {
		for _, i := range u.Items {
			rows = append(rows, swot.ImportRow{Line: len(rows) + 2, Office: strings.ToLower(u.Code), Quadrant: i.Quadrant, Text: i.Text, Evidence: credit(sources[0], u.Unit)})
		}
	}
	return rows
}

func credit(s source, unit string) string { return "after " + s.Institution + ", " + unit }
