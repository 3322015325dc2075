package swot

import (
	"context"
	"slices"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// NewLists are the lists of several offices in one table, made elsewhere: each becomes an analysis of its office.
type NewLists struct {
	ID     uuid.UUID // makes a repetition harmless
	Title  string    // of each analysis
	Closed bool      // nothing is added any more: they can be merged at once
}

// ImportLists opens an analysis for each office that the rows name, with the office's rows: all, or none when a row is
// bad or preview is asked for. The international office may. The same id twice opens the analyses once.
func (s *Board) ImportLists(ctx context.Context, c access.Caller, in NewLists, rows []ImportRow, preview bool) (ImportPlan, error) {
	var plan ImportPlan
	var offices []institution.Office
	var clock string
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		institution.QueueOffices(b, &offices)
		queueClock(b, &clock)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !seat.May(access.OpenAnalysis, access.Subject{InstitutionWide: true}) {
			return problem.New(problem.Refused, "Only the international office brings in the lists of several offices.")
		}
		in.Title = typed.Clean(in.Title)
		if in.Title == "" {
			return problem.At("title", "Please give the analyses a title.")
		}
		if err := typed.Check("title", in.Title, titleLimit); err != nil {
			return err
		}
		plan = planLists(seat, offices, rows)
		if preview || len(plan.Bad) > 0 || len(plan.Rows) == 0 {
			return nil
		}
		phase := Collecting
		if in.Closed {
			phase = Closed
		}
		for _, list := range plan.lists() {
			office := list[0].item.OfficeID
			id := uuid.NewSHA1(in.ID, []byte(list[0].Office))
			sum := once.Digest(seat.Person, in.Title, string(phase), list[0].Office)
			tx.Last(`insert into analysis (institution_id, id, title, scope, office_id, phase, opened_by, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
				seat.Institution, id, in.Title, ScopeOffice, office, phase, seat.Membership, sum)
			live.Begin(tx, live.Key{Institution: seat.Institution, ID: id})
			var version int64 // nobody has the new board open yet
			insertAll(tx, seat, Analysis{ID: id, Scope: ScopeOffice, OfficeID: office}, id, clock, list, &version)
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "analysis opened", Subject: activity.OfAnalysis, ID: id, Detail: strconv.Itoa(len(list))})
		}
		return nil
	})
	if postgres.Violates(err, "analysis_pkey") { // these lists were brought in before
		return plan, nil
	}
	return plan, err
}

// planLists decides what each row means; each must name its office. It is pure.
func planLists(seat access.Seat, offices []institution.Office, rows []ImportRow) ImportPlan {
	seat.OfficeSlug = "" // no row belongs to an office that it does not name
	plan := planImport(seat, Analysis{Scope: ScopeInstitution}, offices, rows)
	known := institution.OfficesBySlug(offices)
	for n := range plan.Rows {
		r := &plan.Rows[n]
		if r.Error != "" {
			continue
		}
		switch {
		case r.Office == "":
			r.Error = "The row does not say which office it belongs to."
		case known[r.Office].Archived:
			r.Error = "The office " + r.Office + " is archived."
		default:
			continue
		}
		plan.Bad = append(plan.Bad, problem.Row{Line: r.Line, Reason: r.Error})
	}
	slices.SortStableFunc(plan.Bad, func(a, b problem.Row) int { return a.Line - b.Line })
	return plan
}

// lists are the rows of each office, the offices in the order in which the table first names them.
func (p ImportPlan) lists() [][]ImportRow {
	at := map[string]int{}
	var all [][]ImportRow
	for _, r := range p.Rows {
		n, seen := at[r.Office]
		if !seen {
			n = len(all)
			at[r.Office], all = n, append(all, nil)
		}
		all[n] = append(all[n], r)
	}
	return all
}

// Lists is how many analyses the plan opens.
func (p ImportPlan) Lists() int { return len(p.lists()) }
