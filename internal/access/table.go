package access

import (
	"slices"

	"github.com/google/uuid"
)

// Permission names a row of the table. Every route of the site names one.
type Permission string

// The permissions of the stages that exist.
const (
	Anyone          Permission = "anyone"           // no session asked for
	SignedIn        Permission = "signed in"        // any session
	ReadInstitution Permission = "read institution" // any page of one's own institution
	Administer      Permission = "administer"       // create institutions: asked about the person, not a membership

	Manage           Permission = "manage"            // offices, people, invitations, groups, settings
	ManageColleagues Permission = "manage colleagues" // invite into an office, name its deputy, end these: asked about the office
	ReadActivity     Permission = "read activity"     // the whole log; everybody reads the own entries

	RunAnalysis     Permission = "run analysis"     // phases, timer, presenting, grouping, letting people in: asked about the analysis
	NameFacilitator Permission = "name facilitator" // asked about the analysis
	OpenAnalysis    Permission = "open analysis"    // and set it up: asked about the analysis
	AddItem         Permission = "add item"         // asked about the analysis
	EditItem        Permission = "edit item"        // edit, withdraw, restore: asked about the item
	MoveItem        Permission = "move item"        // asked about the item
	MoveAnyItem     Permission = "move any item"    // asked about the analysis
	ActAsScribe     Permission = "act as scribe"    // add for any office: asked about the analysis
	Vote            Permission = "vote"             // and score: asked about the analysis
	MergeItems      Permission = "merge items"      // and choose the short list: asked about the analysis
	WriteOptions    Permission = "write options"    // asked about the analysis
	SeeSilent       Permission = "see silent"       // which offices were not heard yet, and nudge them: asked about the analysis
	Comment         Permission = "comment"          // and reply

	OpenStrategy  Permission = "open strategy"  // name its drafters, bring in a file, withdraw it, and say what its levels are called
	WriteStrategy Permission = "write strategy" // sections, goals, objectives, indicators, and keep versions: asked about the strategy

	OpenConsultation Permission = "open consultation" // and change, close it: the window in which the offices are heard
	Dispose          Permission = "dispose"           // give what was said its answer: asked about the strategy
	TakePosition     Permission = "take position"     // in the name of an office: asked about the office
	ProposePosition  Permission = "propose position"  // to those who take it, or enter it for the office: asked about the office
	EnterOnBehalf    Permission = "enter on behalf"   // what an office has said elsewhere
)

// Rule answers for one cell of the table.
type Rule func(Actor, Subject) bool

func yes(Actor, Subject) bool { return true }

// own: the thing belongs to one's office, or one wrote it.
func own(a Actor, s Subject) bool {
	return ownOffice(a, s) || s.Person != uuid.Nil && s.Person == a.Person
}

// ownOffice: nobody has shown that a guest of a room belongs to the office that was chosen at the door, so the
// office's things are not a guest's.
func ownOffice(a Actor, s Subject) bool {
	return a.Guest == uuid.Nil && s.Office != uuid.Nil && s.Office == a.Office
}

// speaker: one is the head or the focal person of the thing's office.
func speaker(a Actor, s Subject) bool {
	return ownOffice(a, s) && (a.Standing == Head || a.Standing == FocalPerson)
}

func wide(_ Actor, s Subject) bool { return s.InstitutionWide }

// inItsName: the thing is the institution's, or that of the office in whose name one takes part, as a guest too.
func inItsName(a Actor, s Subject) bool {
	return wide(a, s) || s.Office != uuid.Nil && s.Office == a.Office
}

// Table is the permission table: a row a permission, a column a role. A missing cell is a no.
var Table = map[Permission]map[Role]Rule{
	Anyone:          every(yes),
	SignedIn:        every(yes),
	ReadInstitution: every(yes),
	Administer:      {}, // no role does: an administrator sees no institution from within

	Manage:           {InternationalOffice: yes},
	ManageColleagues: {InternationalOffice: yes, MemberOffice: speaker},
	ReadActivity:     {InternationalOffice: yes, SeniorManagement: yes},

	RunAnalysis:     {InternationalOffice: yes, SeniorManagement: named, MemberOffice: either(ownOffice, named), BodyMember: named, Adviser: named},
	NameFacilitator: {InternationalOffice: yes},
	SeeSilent:       {InternationalOffice: yes, SeniorManagement: yes, MemberOffice: named, BodyMember: named, Adviser: named},

	OpenAnalysis: {InternationalOffice: yes, MemberOffice: ownOffice},
	AddItem:      {InternationalOffice: yes, SeniorManagement: wide, MemberOffice: inItsName},
	EditItem:     {InternationalOffice: own, SeniorManagement: own, MemberOffice: own},
	MoveItem:     {InternationalOffice: yes, SeniorManagement: own, MemberOffice: own},
	MoveAnyItem:  {InternationalOffice: yes, MemberOffice: ownOffice},
	ActAsScribe:  {InternationalOffice: yes},
	Vote:         {InternationalOffice: yes, SeniorManagement: wide, MemberOffice: inItsName},
	MergeItems:   {InternationalOffice: yes, MemberOffice: ownOffice},
	WriteOptions: {InternationalOffice: yes, MemberOffice: ownOffice},
	Comment:      every(yes),

	OpenStrategy:  {InternationalOffice: yes},
	WriteStrategy: {InternationalOffice: yes, MemberOffice: drafter},

	OpenConsultation: {InternationalOffice: yes},
	Dispose:          {InternationalOffice: yes, MemberOffice: drafter},
	TakePosition:     {InternationalOffice: ownOffice, MemberOffice: mouth},
	ProposePosition:  {InternationalOffice: yes, MemberOffice: ownOffice},
	EnterOnBehalf:    {InternationalOffice: yes},
}

// mouth: one speaks for the thing's office, or does so while those cannot who do.
func mouth(a Actor, s Subject) bool {
	return ownOffice(a, s) && slices.Contains(Standings, a.Standing)
}

// drafter: the international office has named one to write in the strategy.
func drafter(a Actor, s Subject) bool {
	return a.Guest == uuid.Nil && slices.Contains(s.Drafters, a.Membership)
}

// named: the international office has named one as the facilitator, and the time has not ended.
func named(a Actor, s Subject) bool {
	return a.Guest == uuid.Nil && slices.Contains(s.Facilitators, a.Membership)
}

func either(one, other Rule) Rule {
	return func(a Actor, s Subject) bool { return one(a, s) || other(a, s) }
}

func every(r Rule) map[Role]Rule {
	row := map[Role]Rule{}
	for _, role := range Roles {
		row[role] = r
	}
	return row
}
