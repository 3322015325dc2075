package account

import (
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"
)

// newMember is what a row of an import or an invitation asks for.
type newMember struct {
	Name, Email, Office string
	Role                access.Role
	Standing            access.Standing // plain: the one that is there, or head where the office's head is asked in
	Until               *time.Time      // the first instant after the membership's last day
	Asked               bool            // by an invitation: what counts already stays as it is, what has ended is asked anew
	ByColleague         bool            // by somebody of the office, who changes nothing of what is there
	Seeded              bool            // a person of the demo, whom nobody has to ask
}

// checkMember is the rule for a new membership; offices are those of the institution.
func checkMember(m newMember, offices map[string]institution.Office) error {
	if err := checkAddress("email", m.Email); err != nil {
		return err
	}
	if err := institution.CheckName("name", m.Name); err != nil {
		return err
	}
	if !m.Role.Valid() {
		return problem.At("role", "The role must be international_office, senior_management, member_office, body_member or adviser.")
	}
	office, known := offices[m.Office]
	if m.Office != "" && !known {
		return problem.At("office", "There is no office with the slug "+m.Office+" in this institution.")
	}
	if office.Archived {
		return problem.At("office", "The office "+office.Name+" is archived: nobody new comes to it.")
	}
	if m.Role == access.MemberOffice && m.Office == "" {
		return problem.At("office", "A member office's person needs an office.")
	}
	return nil
}

// checkAddress tells what is wrong with an address that mail is to reach; nil when nothing is. Mail servers that
// take letters beyond ASCII are rare, and a letter that looks like another would deceive the inviter.
func checkAddress(field, address string) error {
	if err := institution.CheckEmail(field, address); err != nil {
		return err
	}
	if strings.ContainsFunc(address, func(r rune) bool { return r > 0x7e }) {
		return problem.At(field, "Mail can only be sent to addresses in plain Latin letters. Please ask for another address, or write the domain in its xn-- form.")
	}
	return nil
}

// standingOf is the standing with which somebody is asked in: the office's head is known by the address.
func (m newMember) standingOf(o institution.Office) access.Standing {
	if m.Standing == access.Plain && m.Role == access.MemberOffice && o.HeadEmail != "" && strings.EqualFold(o.HeadEmail, m.Email) {
		return access.Head
	}
	return m.Standing
}

// parseUntil reads the last day of a membership; the result is the instant after that day, in UTC.
func parseUntil(s string) (*time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return nil, nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil, problem.At("until", "The last day must be written as YYYY-MM-DD.")
	}
	after := day.AddDate(0, 0, 1)
	return &after, nil
}
