package institution

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/sheet"

	"github.com/google/uuid"
)

// Import is what a file of offices will do, or has done.
type Import struct {
	Steps []string      // one line a row, in plain words
	Bad   []problem.Row // the rows that cannot be taken; when there is one, nothing is written
	// Writes is how many of the rows add or change something.
	Writes int
}

// ImportOffices brings offices in from a table with the columns slug, name, kind, head_email. With
// preview nothing is written. All rows go in, or none.
func (r Registry) ImportOffices(ctx context.Context, in Institution, t sheet.Table, preview bool) (Import, error) {
	if err := sheet.Columns(t, []string{"slug", "name"}, []string{"kind", "head_email"}); err != nil {
		return Import{}, err
	}
	var done Import
	err := r.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		present, err := Offices(tx)
		if err != nil {
			return err
		}
		done = importOffices(tx, in.ID, present, t, preview)
		return nil
	})
	return done, err
}

// BringOffices is ImportOffices as an international office does it on the page.
func (r Registry) BringOffices(ctx context.Context, c access.Caller, t sheet.Table, preview bool) (Import, error) {
	var present []Office
	var done Import
	err := r.Sit(ctx, c, func(b *postgres.Batch) { QueueOffices(b, &present) }, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		if err := sheet.Columns(t, []string{"slug", "name"}, []string{"kind", "head_email"}); err != nil {
			return err
		}
		done = importOffices(tx, seat.Institution, present, t, preview)
		if !preview && done.Writes > 0 && len(done.Bad) == 0 {
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "offices imported", Subject: activity.OfInstitution, ID: seat.Institution, Detail: strconv.Itoa(done.Writes)})
		}
		return nil
	})
	return done, err
}

// importOffices plans, and writes with the commit unless it is a preview or a row is bad.
func importOffices(tx *postgres.Tx, institution uuid.UUID, present []Office, t sheet.Table, preview bool) Import {
	save, done := planOffices(t, OfficesBySlug(present))
	if preview || len(done.Bad) > 0 {
		return done
	}
	for _, o := range save {
		saveOffice(tx, institution, o)
	}
	return done
}

// planOffices decides what each row means. It is pure.
func planOffices(t sheet.Table, present map[string]Office) (save []Office, plan Import) {
	seen := map[string]int{}
	for _, row := range t.Rows {
		kind, known := parseKind(row.Cells["kind"])
		o := Office{
			ID:   uuid.Must(uuid.NewV7()),
			Slug: strings.TrimSpace(row.Cells["slug"]), Name: strings.TrimSpace(row.Cells["name"]),
			Kind: kind, HeadEmail: strings.TrimSpace(row.Cells["head_email"]),
		}
		err := checkOffice(o)
		if !known {
			err = errKind()
		}
		if first := seen[o.Slug]; err == nil && first > 0 {
			err = problem.At("slug", fmt.Sprintf("The slug %s stands in line %d already.", o.Slug, first))
		}
		if err != nil {
			plan.Bad = append(plan.Bad, problem.Row{Line: row.Line, Reason: problem.Of(err).Text})
			continue
		}
		seen[o.Slug] = row.Line
		before, exists := present[o.Slug]
		o2 := before
		o2.Name, o2.Kind, o2.HeadEmail = o.Name, o.Kind, o.HeadEmail
		switch {
		case !exists:
			plan.Steps = append(plan.Steps, fmt.Sprintf("add %s (%s, %s)", o.Name, o.Slug, o.Kind))
		case before.Archived:
			plan.Steps = append(plan.Steps, fmt.Sprintf("leave %s (%s) as it is: it is archived", before.Name, o.Slug))
			continue
		case before == o2:
			plan.Steps = append(plan.Steps, fmt.Sprintf("leave %s (%s) as it is", o.Name, o.Slug))
			continue
		default:
			plan.Steps = append(plan.Steps, fmt.Sprintf("change %s (%s)", o.Name, o.Slug))
		}
		save = append(save, o)
	}
	plan.Writes = len(save)
	return save, plan
}
