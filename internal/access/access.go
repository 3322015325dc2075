// Package access says who is asking and what that person may do: the permission table.
package access

import (
	"time"

	"github.com/google/uuid"
)

// Role is what a membership makes of a person in one institution.
type Role string

// The roles, in the order of the permission table's columns.
const (
	InternationalOffice Role = "international_office"
	SeniorManagement    Role = "senior_management"
	MemberOffice        Role = "member_office"
	BodyMember          Role = "body_member"
	Adviser             Role = "adviser"
)

// Roles lists all roles in the order of the table's columns.
var Roles = []Role{InternationalOffice, SeniorManagement, MemberOffice, BodyMember, Adviser}

// Valid tells whether r is one of the roles.
func (r Role) Valid() bool {
	for _, known := range Roles {
		if r == known {
			return true
		}
	}
	return false
}

// Label is the role's name on a page, in English; it goes through i18n.T.
func (r Role) Label() string {
	switch r {
	case InternationalOffice:
		return "International office"
	case SeniorManagement:
		return "Senior management"
	case MemberOffice:
		return "Member office"
	case BodyMember:
		return "Body member"
	case Adviser:
		return "Adviser"
	}
	return ""
}

// Standing is what a person is within an office.
type Standing string

// The standings. A head and a focal person speak for the office; a deputy does while they cannot.
const (
	Plain       Standing = ""
	Head        Standing = "head"
	FocalPerson Standing = "focal_person"
	Deputy      Standing = "deputy"
)

// Standings lists all of them but Plain.
var Standings = []Standing{Head, FocalPerson, Deputy}

// Label is the standing's name on a page, in English; it goes through i18n.T.
func (s Standing) Label() string {
	switch s {
	case Head:
		return "Head"
	case FocalPerson:
		return "Focal person"
	case Deputy:
		return "Deputy"
	}
	return ""
}

// Caller is what a request says of itself before anything is loaded: the signed-in person, the
// institution in the path, the membership that a form named (zero: the last one used), and the analysis
// in the path, which is all that a guest can reach.
type Caller struct {
	Person   uuid.UUID
	Slug     string
	As       uuid.UUID
	Analysis uuid.UUID
}

// Actor is the one membership a request acts as, loaded in the request's own transaction.
// Permissions of several memberships are never added up.
type Actor struct {
	Institution uuid.UUID
	Membership  uuid.UUID
	Person      uuid.UUID
	Role        Role
	Office      uuid.UUID // zero when the membership has none
	Standing    Standing
	Guest       uuid.UUID // the one analysis that a guest of a room reaches; zero for everybody else
	Until       time.Time // end of the membership; zero when open
}

// Seat is an actor with the names that its pages show.
type Seat struct {
	Actor
	PersonName      string
	Email           string
	OfficeSlug      string
	OfficeName      string
	Slug            string // of the institution
	InstitutionName string
	Demo            bool
	AccessVersion   int64  // of the person; it rises with every change of rights
	Unused          bool   // no request has used this membership for five minutes, or another one since
	ContactName     string // whom the institution's people ask
	ContactEmail    string
	HasLogo         bool
	Others          bool // the person can act as another membership here
}

// Subject is what a permission is asked about. Zero fields mean "does not apply".
type Subject struct {
	InstitutionWide bool        // an analysis of the whole institution
	Office          uuid.UUID   // the office that the thing belongs to
	Person          uuid.UUID   // the person who wrote it
	Facilitators    []uuid.UUID // memberships that are named to run it now
	Drafters        []uuid.UUID // memberships that are named to write in the strategy
}

// May looks the permission up in Table. An unknown permission or role is refused.
func (a Actor) May(p Permission, on Subject) bool {
	rule := Table[p][a.Role]
	return rule != nil && rule(a, on)
}
