package account

import (
	"fmt"
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
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
	Repeats   int // the line that says the very same; why this one is left out

	// What is worth a second look, though the row can be taken.
	SameAs, Nth int    // the line in which this person stands first, 0 in that line itself; the how manieth row of the person this is
	NameOf      int    // the line whose name is used instead of the one that stands here
	Unusual     bool   // an address whose domain has no dot
	Like        string // the office that is there, or made by an earlier line, whose name is nearly this new one's
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

// Count is how many people come to one of the outcomes: each once, in the first row that does something about the
// person.
func (p OnboardPlan) Count(outcomes ...Outcome) int {
	n := 0
	seen := map[string]bool{}
	for _, r := range p.Rows {
		email := strings.ToLower(r.Email)
		if r.Reason != "" || r.Outcome == AlreadyMember || r.Outcome == OfficeOnly || seen[email] {
			continue
		}
		seen[email] = true
		if slices.Contains(outcomes, r.Outcome) {
			n++
		}
	}
	return n
}

// Left is the text of the rows that are left out, to be corrected, with the line that names the columns; and those rows,
// with the line in which each stands in that text.
func (p OnboardPlan) Left() (text string, rows []OnboardRow) {
	var lines []string
	rows = p.Bad()
	if len(rows) > 0 && p.Header != "" {
		lines = append(lines, p.Header)
	}
	for n := range rows {
		lines = append(lines, rows[n].Raw)
		rows[n].Line = len(lines)
		if rows[n].Repeats > 0 {
			rows[n].Reason = "This stood in another line as well, which was taken."
		}
	}
	return strings.Join(lines, "\n"), rows
}

// FirstLetter is the invitation as the first of those invited will read it; there is none when nobody gets one.
func (p OnboardPlan) FirstLetter(s institution.Settings) (l FirstLetter, any bool) {
	var offices []string
	for _, r := range p.Rows {
		if r.Reason != "" || r.Outcome != WillWait && r.Outcome != InvitedAgain || any && !strings.EqualFold(r.Email, l.Email) {
			continue
		}
		if !any {
			l.Name, l.Email, any = r.Name, r.Email, true
		}
		if r.Office.Name != "" && !slices.Contains(offices, r.Office.Name) {
			offices = append(offices, r.Office.Name)
		}
	}
	l.Subject, l.Text = InvitationWords(s, l.Name, l.Email, together(offices))
	return l, any
}

// FirstLetter is whom the first invitation goes to, and its words; {link} stands for the link.
type FirstLetter struct{ Name, Email, Subject, Text string }

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
	var names []string
	for _, o := range s.Offices {
		names = append(names, o.Name)
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
		if first := seen[key]; err == nil && first > 0 && r.Email != "" {
			r.Repeats = first
			err = problem.At("pasted", fmt.Sprintf("This stands in line %d already.", first))
		}
		if err != nil {
			r.Reason = problem.Of(err).Text
			plan.Rows = append(plan.Rows, r)
			continue
		}
		seen[key] = r.Line
		r.Unusual = unusualAddress(r.Email)
		if r.NewOffice {
			r.Like = lookalike(r.Office.Name, names)
			names = append(names, r.Office.Name)
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
	onePerson(plan.Rows)
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
		if err := checkCalled("pasted", r.Name); err != nil {
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
	r.Outcome, err = foresee(s.In, r.Email, known, s.Members[email], sameMember(s.Members[email], r.Role, postgres.Optional(r.Office.ID)))
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
