package account

import (
	"fmt"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// OnboardRow is what will become of a pasted row, or has. Reason says why it is left out; "" when it is not.
type OnboardRow struct {
	PastedRow
	ID        uuid.UUID // of the invitation
	Office    institution.Office
	NewOffice bool
	Role      access.Role
	Standing  access.Standing
	Outcome   Outcome
}

// OnboardPlan is what will become of all that was pasted, or has.
type OnboardPlan struct {
	Header     string
	Rows       []OnboardRow
	NewOffices []institution.Office
}

// Bad are the rows that are left out.
func (p OnboardPlan) Bad() []OnboardRow {
	var list []OnboardRow
	for _, r := range p.Rows {
		if r.Reason != "" {
			list = append(list, r)
		}
	}
	return list
}

// Count is how many good rows come to one of the outcomes.
func (p OnboardPlan) Count(outcomes ...Outcome) int {
	n := 0
	for _, r := range p.Rows {
		for _, o := range outcomes {
			if r.Reason == "" && r.Outcome == o {
				n++
			}
		}
	}
	return n
}

// Left is the text of the rows that are left out, to be corrected, with the line that names the columns.
func (p OnboardPlan) Left() string {
	var lines []string
	for _, r := range p.Bad() {
		lines = append(lines, r.Raw)
	}
	if len(lines) > 0 && p.Header != "" {
		lines = append([]string{p.Header}, lines...)
	}
	return strings.Join(lines, "\n")
}

// officeHere is an office of the institution, the archived ones among them: their names and slugs are taken.
type officeHere struct {
	institution.Office
	Spoken bool // it has a head or a focal person
}

// surroundings are what a plan depends on.
type surroundings struct {
	In      institution.Institution
	Offices []officeHere
	People  map[string]personKnown
	Members map[string][]memberHere
}

// planOnboard decides what each row means; role and office (a slug) are for rows that do not say. It is pure.
func planOnboard(p Pasted, role access.Role, office string, s surroundings) OnboardPlan {
	plan := OnboardPlan{Header: p.Header}
	offices := map[string]*officeHere{} // by slug and by name
	slugs := map[string]bool{}
	for n := range s.Offices {
		o := &s.Offices[n]
		slugs[o.Slug] = true
		offices[foldName(o.Name)] = o
	}
	for n := range s.Offices {
		offices[s.Offices[n].Slug] = &s.Offices[n]
	}
	seen := map[string]int{}
	for _, pasted := range p.Rows {
		r := OnboardRow{PastedRow: pasted, Role: pasted.Role}
		if r.Role == "" && r.Email != "" {
			r.Role = role
		}
		where := offices[foldName(pasted.Office)]
		if pasted.Office == "" {
			where = offices[office]
		}
		if where == nil && pasted.Office != "" {
			r.NewOffice = true
			where = &officeHere{Office: newOffice(pasted, slugs)}
		}
		err := r.foresee(s, where)
		key := strings.ToLower(r.Email) + "\x00" + string(r.Role) + "\x00" + r.Office.Slug
		if first := seen[key]; err == nil && first > 0 {
			err = problem.At("pasted", fmt.Sprintf("This stands in line %d already.", first))
		}
		if err != nil {
			r.Reason = problem.Of(err).Text
			plan.Rows = append(plan.Rows, r)
			continue
		}
		seen[key] = r.Line
		if r.NewOffice {
			if r.Head {
				where.HeadEmail = r.Email
			}
			plan.NewOffices = append(plan.NewOffices, where.Office)
			offices[foldName(where.Name)], slugs[where.Slug] = where, true
		}
		if r.Role == access.MemberOffice && r.Email != "" {
			r.Standing = standingIn(where, r.PastedRow)
		}
		plan.Rows = append(plan.Rows, r)
	}
	return plan
}

// foresee is the rule for one row; where is its office, nil when it has none.
func (r *OnboardRow) foresee(s surroundings, where *officeHere) error {
	if r.Reason != "" {
		return problem.At("pasted", r.Reason)
	}
	if where != nil {
		r.Office = where.Office
		if err := institution.CheckName("pasted", where.Name); err != nil {
			return problem.At("pasted", "The office: "+problem.Of(err).Text)
		}
		if where.Archived {
			return problem.At("pasted", where.Name+" is archived. Restore it on the page of offices first.")
		}
	}
	if r.Email == "" {
		r.Outcome = OfficeOnly
		return nil
	}
	if err := checkAddress("pasted", r.Email); err != nil {
		return err
	}
	if r.Name != "" {
		if err := institution.CheckName("pasted", r.Name); err != nil {
			return err
		}
	}
	if r.Role == access.MemberOffice && where == nil {
		return problem.At("pasted", "Which office? Write it into the line, or choose one for all lines without.")
	}
	email := strings.ToLower(r.Email)
	var known *personKnown
	if p, ok := s.People[email]; ok {
		known = &p
	}
	var err error
	r.Outcome, err = foresee(s.In, r.Email, known, s.Members[email], sameMember(s.Members[email], r.Role, optional(r.Office.ID)))
	return err
}

// standingIn makes the first who is invited of an office its focal person, unless somebody speaks for it already.
func standingIn(o *officeHere, r PastedRow) access.Standing {
	head := r.Head || o.HeadEmail != "" && strings.EqualFold(o.HeadEmail, r.Email)
	spoken := o.Spoken
	o.Spoken = true
	switch {
	case head:
		return access.Head
	case !spoken:
		return access.FocalPerson
	}
	return access.Plain
}

func newOffice(r PastedRow, slugs map[string]bool) institution.Office {
	kind := r.Kind
	if kind == "" {
		kind = institution.KindOffice
		if strings.HasPrefix(foldName(r.Office), "school ") || strings.HasPrefix(foldName(r.Office), "faculty ") {
			kind = institution.KindSchool
		} else if f := foldName(r.Office); strings.Contains(f, "centre") || strings.Contains(f, "center") {
			kind = institution.KindCentre
		}
	}
	return institution.Office{ID: uuid.Must(uuid.NewV7()), Name: r.Office, Kind: kind,
		Slug: institution.SlugOf(r.Office, kind, func(s string) bool { return slugs[s] })}
}

// foldName makes two ways of writing one office's name alike.
func foldName(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
