package account

import (
	"context"
	"fmt"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/sheet"
)

// ImportPeople brings people in from a table with the columns name, email, role, office, until. With
// preview nothing is written. All rows go in, or none. Nobody gets a password by it: see Invite.
func (d *Desk) ImportPeople(ctx context.Context, in institution.Institution, t sheet.Table, preview bool) (institution.Import, error) {
	if err := sheet.Columns(t, []string{"name", "email", "role"}, []string{"office", "until"}); err != nil {
		return institution.Import{}, err
	}
	var done institution.Import
	err := d.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		list, err := institution.Offices(tx)
		if err != nil {
			return err
		}
		offices := institution.OfficesBySlug(list)
		var members []newMember
		members, done = planPeople(t, offices)
		if preview || len(done.Bad) > 0 {
			return nil
		}
		for _, m := range members {
			if _, err := addMember(tx, in, m, offices); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// planPeople decides what each row means. It is pure.
func planPeople(t sheet.Table, offices map[string]institution.Office) (members []newMember, plan institution.Import) {
	seen := map[string]int{}
	for _, row := range t.Rows {
		cell := func(name string) string { return strings.TrimSpace(row.Cells[name]) }
		until, err := parseUntil(cell("until"))
		m := newMember{Name: cell("name"), Email: cell("email"), Office: cell("office"), Role: access.Role(cell("role")), Until: until}
		if err == nil {
			err = checkMember(m, offices)
		}
		key := strings.ToLower(m.Email) + " " + string(m.Role) + " " + m.Office
		if first := seen[key]; err == nil && first > 0 {
			err = problem.At("email", fmt.Sprintf("This person stands in line %d already with the same role and office.", first))
		}
		if err != nil {
			plan.Bad = append(plan.Bad, problem.Row{Line: row.Line, Reason: problem.Of(err).Text})
			continue
		}
		seen[key] = row.Line
		step := fmt.Sprintf("add %s <%s> as %s", m.Name, m.Email, m.Role)
		if m.Office != "" {
			step += " of " + m.Office
		}
		plan.Steps = append(plan.Steps, step)
		members = append(members, m)
	}
	return members, plan
}
