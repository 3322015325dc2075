package swot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/sheet"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MaxImport is the most rows that one import takes.
const MaxImport = 2000

// ImportRow is a row as it was read, with what is wrong with it.
type ImportRow struct {
	Line                             int
	Office, Quadrant, Text, Evidence string
	NoOffice                         bool // the row says that it belongs to no office
	Error                            string
	item                             Item
}

// ImportPlan is what an import will do. When a row is bad nothing is written.
type ImportPlan struct {
	Rows     []ImportRow
	Bad      []problem.Row
	Unsigned bool // nobody can know who brought them
}

// Columns of a table of items; the order is that of the export.
var (
	Columns       = []string{"office", "quadrant", "text", "evidence"}
	neededColumns = []string{"quadrant", "text"}
)

// RowsOf reads the rows of a table; the header must name quadrant and text, and may name office and
// evidence. A cell's text is taken as it stands.
func RowsOf(t sheet.Table) ([]ImportRow, error) {
	if err := sheet.Columns(t, neededColumns, []string{"office", "evidence"}); err != nil {
		return nil, err
	}
	rows := make([]ImportRow, len(t.Rows))
	for n, r := range t.Rows {
		rows[n] = ImportRow{Line: r.Line, Office: strings.TrimSpace(r.Cells["office"]), Quadrant: strings.TrimSpace(r.Cells["quadrant"]),
			Text: r.Cells["text"], Evidence: r.Cells["evidence"]}
	}
	return rows, nil
}

// Import puts rows at the end of their headings: all, or none when one is bad or preview is asked for.
// The international office may bring items of any office, others those of their own; a row without
// an office belongs to the actor's. id makes a repetition harmless.
func (s *Board) Import(ctx context.Context, c access.Caller, analysis, id uuid.UUID, rows []ImportRow, preview bool) (ImportPlan, error) {
	var key live.Key
	var version int64
	var plan ImportPlan
	var a Analysis
	var offices []institution.Office
	var found, room, unsigned bool
	var clock string
	err := account.SitQuietly(ctx, s.DB, c, &unsigned, func(b *postgres.Batch) {
		queueGround(b, analysis, &a, &found)
		queueAnalysis(b, analysis, &a, &found)
		institution.QueueOffices(b, &offices)
		queueClock(b, &clock)
		queueRoom(b, analysis, len(rows), &room)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		unsigned = a.Anonymous() // also for a preview: the items follow it
		if !MayAdd(seat.Actor, a) {
			return problem.New(problem.Refused, "You may read this analysis, but not add to it.")
		}
		if err := a.takes(seat.Actor); err != nil {
			return err
		}
		plan = planImport(seat, a, offices, rows)
		if preview || len(plan.Bad) > 0 || len(plan.Rows) == 0 {
			return nil
		}
		if !room {
			return problem.At("file", "The analysis would have more than 5,000 items. Please open another one for them.")
		}
		if unsigned {
			if err := s.checkPen(); err != nil {
				return err
			}
		}
		key = live.Key{Institution: seat.Institution, ID: a.ID}
		if unsigned {
			s.insertUnsigned(tx, seat, a, id, plan.Rows, &version)
			return nil
		}
		noteWrote(tx, seat.Institution, a.ID, officesOf(plan.Rows)...)
		insertAll(tx, seat, a, id, clock, plan.Rows, &version)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "items brought in", Subject: activity.OfAnalysis, ID: a.ID, Detail: strconv.Itoa(len(plan.Rows))})
		return nil
	})
	if postgres.Violates(err, "item_pkey") { // this import was done before
		return plan, nil
	}
	if err == nil && version > 0 {
		s.Hub.Wake(key, version)
	}
	return plan, err
}

// headings are the ways in which people write the four quadrants in a table.
var headings = map[string]Quadrant{
	"strength": Strength, "strengths": Strength, "s": Strength,
	"weakness": Weakness, "weaknesses": Weakness, "w": Weakness,
	"opportunity": Opportunity, "opportunities": Opportunity, "o": Opportunity,
	"threat": Threat, "threats": Threat, "t": Threat,
}

// planImport decides what each row means. It is pure.
func planImport(seat access.Seat, a Analysis, offices []institution.Office, rows []ImportRow) ImportPlan {
	known := institution.OfficesBySlug(offices)
	plan := ImportPlan{Rows: rows, Unsigned: a.Anonymous()}
	if len(rows) > MaxImport {
		plan.Bad = append(plan.Bad, problem.Row{Line: rows[MaxImport].Line, Reason: fmt.Sprintf("There are more than %d rows. Please bring them in parts.", MaxImport)})
		return plan
	}
	for n := range rows {
		r := &rows[n]
		if err := planRow(seat, a, known, r); err != nil {
			r.Error = problem.Of(err).Text
			plan.Bad = append(plan.Bad, problem.Row{Line: r.Line, Reason: r.Error})
		}
	}
	return plan
}

func planRow(seat access.Seat, a Analysis, known map[string]institution.Office, r *ImportRow) error {
	q, found := headings[strings.ToLower(r.Quadrant)]
	if !found {
		return problem.At("quadrant", "“"+r.Quadrant+"” is not one of strength, weakness, opportunity and threat.")
	}
	r.Quadrant = string(q)
	if err := checkItem(&r.Text, &r.Evidence); err != nil {
		return err
	}
	if r.Office == "" && !r.NoOffice && !a.Anonymous() && a.OfficeSlug != "" {
		r.Office = a.OfficeSlug
	}
	if a.Anonymous() {
		if r.Office != "" {
			return problem.At("office", "Nobody can see who wrote what in this analysis: please leave the office empty.")
		}
		r.item = Item{Quadrant: q, Text: r.Text, Evidence: r.Evidence}
		return nil
	}
	office := postgres.Optional(seat.Office)
	if r.Office != "" && r.Office != seat.OfficeSlug {
		o, exists := known[r.Office]
		if !exists {
			return problem.At("office", "There is no office with the slug "+r.Office+".")
		}
		if !seat.May(access.ActAsScribe, a.subject()) {
			return problem.At("office", "You may bring items of your own office only.")
		}
		office = &o.ID
	}
	if r.Office == "" && !r.NoOffice {
		r.Office = seat.OfficeSlug // so that the preview says whose it will be
	}
	if r.NoOffice && r.Office == "" && seat.May(access.ActAsScribe, a.subject()) {
		office = nil
	}
	r.item = Item{Quadrant: q, Text: r.Text, Evidence: r.Evidence, OfficeID: office}
	return nil
}

// officesOf are the offices that are heard by an import: those that its rows name.
func officesOf(rows []ImportRow) []uuid.UUID {
	list := make([]uuid.UUID, len(rows))
	for n, r := range rows {
		list[n] = postgres.OrNil(r.item.OfficeID)
	}
	return list
}

func insertAll(tx *postgres.Tx, seat access.Seat, a Analysis, id uuid.UUID, clock string, rows []ImportRow, version *int64) {
	n := len(rows)
	ids, offices := make([]uuid.UUID, n), make([]*uuid.UUID, n)
	quadrants, positions, texts, evidence := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	digests := make([][]byte, n)
	for i, r := range rows {
		ids[i] = uuid.NewSHA1(id, fmt.Appendf(nil, "row %d", i))
		offices[i], quadrants[i], texts[i], evidence[i] = r.item.OfficeID, string(r.item.Quadrant), r.item.Text, r.item.Evidence
		positions[i] = atEnd(clock+fmt.Sprintf("%04x", i), tie(ids[i]))
		digests[i] = once.Digest(seat.Person, a.ID.String(), r.Quadrant, r.Text, r.Evidence)
	}
	tx.Last(`with `+live.RaiseSQL+`
		insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, office_id, author_id, digest, live_version, first_version)
		select $1, $2, n.id, n.quadrant, n.position, n.text, n.evidence, n.office_id, $3, n.digest, raised.version, raised.version
		from raised, unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::bytea[])
			as n (id, quadrant, position, text, evidence, office_id, digest)
		returning live_version`,
		seat.Institution, a.ID, seat.Membership, ids, quadrants, positions, texts, evidence, offices, digests).
		Query(raisedTo(version))
}

// insertUnsigned is insertAll where nobody can know the author. The ids follow from the pen, so that they tell nothing
// and the same import makes the same ones.
func (s *Board) insertUnsigned(tx *postgres.Tx, seat access.Seat, a Analysis, id uuid.UUID, rows []ImportRow, version *int64) {
	n := len(rows)
	ids, quadrants, ends, texts, evidence := make([]uuid.UUID, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	pens, digests := make([][]byte, n), make([][]byte, n)
	for i, r := range rows {
		ids[i] = timeless(s.pen.sign(uuid.NewSHA1(id, fmt.Appendf(nil, "row %d", i))))
		quadrants[i], texts[i], evidence[i] = string(r.item.Quadrant), r.item.Text, r.item.Evidence
		ends[i] = atEnd(fmt.Sprintf("%04x", i), tie(ids[i]))
		pens[i] = s.pen.sign(ids[i])
		digests[i] = s.digest(a, seat, a.ID.String(), r.Quadrant, r.Text, r.Evidence)
	}
	tx.Last(`with `+live.RaiseSQL+`
		insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, pen, digest, live_version, first_version, created_at, changed_at)
		select $1, $2, n.id, n.quadrant, `+untimedEnd+` || n.tail, n.text, n.evidence, n.pen, n.digest, raised.version, raised.version, null, null
		from raised, unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[])
			as n (id, quadrant, tail, text, evidence, pen, digest)
		returning live_version`,
		seat.Institution, a.ID, ids, quadrants, ends, texts, evidence, pens, digests).
		Query(raisedTo(version))
}

// timeless makes a UUID of version 4 of a digest's beginning.
func timeless(sum []byte) (id uuid.UUID) {
	copy(id[:], sum)
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

// raisedTo reads the live version that every row of an answer repeats.
func raisedTo(version *int64) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		for rows.Next() {
			if err := rows.Scan(version); err != nil {
				return err
			}
		}
		return rows.Err()
	}
}

// Plan judges rows for a new analysis of the whole institution without writing anything.
func (s *Board) Plan(ctx context.Context, c access.Caller, rows []ImportRow) (ImportPlan, error) {
	var plan ImportPlan
	var offices []institution.Office
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) { institution.QueueOffices(b, &offices) },
		func(_ *postgres.Tx, seat access.Seat) error {
			plan = planImport(seat, Analysis{Scope: ScopeInstitution}, offices, rows)
			return nil
		})
	return plan, err
}
