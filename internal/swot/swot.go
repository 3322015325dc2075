// Package swot is the stage in which offices say where the institution stands: strengths and
// weaknesses inside, opportunities and threats outside, on one live board for each analysis.
package swot

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/mail"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Quadrant is one of the four headings of an analysis.
type Quadrant string

// The quadrants: two inside the institution, two outside it.
const (
	Strength    Quadrant = "strength"
	Weakness    Quadrant = "weakness"
	Opportunity Quadrant = "opportunity"
	Threat      Quadrant = "threat"
)

// Quadrants lists the four in the order of the board.
var Quadrants = []Quadrant{Strength, Weakness, Opportunity, Threat}

// Scope says whose situation an analysis looks at.
type Scope string

// The scopes.
const (
	ScopeInstitution Scope = "institution"
	ScopeOffice      Scope = "office"
)

// Phase is where an analysis stands on its way.
type Phase string

// The phases, in their order. Items are taken while collecting.
const (
	Collecting Phase = "collecting"
	Grouping   Phase = "grouping"
	Voting     Phase = "voting"
	Closed     Phase = "closed"
)

// Phases lists the four in their order.
var Phases = []Phase{Collecting, Grouping, Voting, Closed}

// Authors says whom everybody sees as the author of an item. The choice is made before the first item.
type Authors string

// The choices. With AuthorsNobody nobody can know: see pen.go.
const (
	AuthorsPerson Authors = "person"
	AuthorsOffice Authors = "office"
	AuthorsNobody Authors = "nobody"
)

// Reveal says when people see each other's items.
type Reveal string

// The choices: at once; a person once that person's office, or the person, has written one; all together, when whoever
// runs the analysis says so.
const (
	RevealAtOnce   Reveal = "at_once"
	RevealAfterOwn Reveal = "after_own"
	RevealTogether Reveal = "together"
)

// Analysis is one SWOT analysis, of an office or of the whole institution.
type Analysis struct {
	ID           uuid.UUID
	Title        string
	Scope        Scope
	OfficeID     *uuid.UUID
	OfficeSlug   string // of an analysis of one office, else empty
	OfficeName   string
	GroupID      *uuid.UUID // the working group that it is addressed to; nil: all offices
	GroupName    string
	Phase        Phase
	PhaseNo      int // rises with every change of phase, falls when one is undone
	PhaseAt      time.Time
	Authors      Authors
	Reveal       Reveal
	Revealed     bool   // with RevealTogether: they have been shown
	Dots         int    // a voter's
	DotsPer      string // the voter: "office" or "person"
	Cumulative   bool   // several dots may go to one item
	Importance   bool   // the second question is asked
	ItemLimit    *int   // items per heading that an office is asked to keep to; nil: as many as it likes
	TimerMinutes int
	TimerUntil   *time.Time  // nil: no timer runs
	Presenting   string      // what the presenter shows: a quadrant, or empty
	MatrixOpen   bool        // scores are being given
	MatrixShown  bool        // means and spreads are shown
	Facilitators []uuid.UUID // memberships that run it now beside those whose role does
	ComparedWith *uuid.UUID
	OpenedBy     string // name of who opened it
	OpenedAt     time.Time
	Live         int64 // the live version of the board
	Epoch        int64 // that of the last change that makes every open page load anew
	Pulse        int64 // that of the last change of what stands above the board
	salt         uuid.UUID
}

// Alias is how a page or a stream names a membership, person or office of the analysis that its readers need not know:
// the same each time, and nobody can tell from it who it is. The salt never leaves the server.
func (a Analysis) Alias(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	sum := sha256.Sum256(append(a.salt[:], id[:]...))
	return hex.EncodeToString(sum[:8])
}

// Anonymous tells whether nobody can know who wrote an item.
func (a Analysis) Anonymous() bool { return a.Authors == AuthorsNobody }

func (a Analysis) subject() access.Subject {
	s := access.Subject{InstitutionWide: a.Scope == ScopeInstitution, Facilitators: a.Facilitators}
	if a.OfficeID != nil {
		s.Office = *a.OfficeID
	}
	return s
}

// Item is one statement on a board.
type Item struct {
	ID           uuid.UUID
	Quadrant     Quadrant
	Position     string // sorts as bytes; see Between
	Text         string
	Evidence     string
	OfficeID     *uuid.UUID
	OfficeSlug   string
	OfficeName   string
	AuthorID     uuid.UUID // the membership that added it; zero where nobody can know
	AuthorPerson uuid.UUID
	AuthorName   string     // where everybody sees the person
	AuthorAlias  string     // stands for AuthorID outside the server, see Analysis.Alias; empty where nobody can know
	Mine         bool       // of an item whose author nobody can know: it was written with the board's pen, see Board.By
	pen          []byte     // SHA-256 of pen and id, where nobody can know the author
	Scribed      bool       // written down on behalf of its office
	Version      int        // rises when text or evidence change
	LiveVersion  int64      // of its last change of any kind
	FirstVersion int64      // the live version at which it came to the board
	ChangedAt    *time.Time // nil where nobody can know the author
	WithdrawnAt  *time.Time
	Votes        int // dots, counted when the voting ended
	Comments     int
	Shortlisted  bool // in the short list that is published

	Joint   bool        // merged from Sources
	Sources []uuid.UUID // of a joint item: items of this analysis or of others
	Offices int         // of a joint item: how many offices said it
	Reason  string      // of a joint item: why it stands under its heading
	JointID uuid.UUID   // the joint item of this analysis that this one was merged into; zero: none
	Parts   []Source    // of a joint item: what Sources name; filled in where a board is read
}

// Withdrawn tells whether the item was taken off the board.
func (i Item) Withdrawn() bool { return i.WithdrawnAt != nil }

// Unsigned tells whether nobody can know who wrote the item.
func (i Item) Unsigned() bool { return i.pen != nil }

// subjectFor is the item as the rules ask about it: an unsigned one belongs to whoever comes with the pen.
func (i Item) subjectFor(a access.Actor) access.Subject {
	if i.Unsigned() && i.Mine {
		return access.Subject{Person: a.Person}
	}
	s := access.Subject{Person: i.AuthorPerson}
	if i.OfficeID != nil {
		s.Office = *i.OfficeID
	}
	return s
}

// MayEdit tells whether the actor may edit, withdraw and restore the item.
func MayEdit(a access.Actor, i Item) bool { return a.May(access.EditItem, i.subjectFor(a)) }

// MayMove tells whether the actor may move the item on its analysis.
func MayMove(a access.Actor, on Analysis, i Item) bool {
	return a.May(access.MoveAnyItem, on.subject()) || a.May(access.MoveItem, i.subjectFor(a))
}

// MayAdd tells whether the actor may add items to the analysis.
func MayAdd(a access.Actor, on Analysis) bool { return a.May(access.AddItem, on.subject()) }

// MayMoveAny tells whether the actor may move everybody's items on the analysis.
func MayMoveAny(a access.Actor, on Analysis) bool { return a.May(access.MoveAnyItem, on.subject()) }

// Board runs the use cases of the stage.
type Board struct {
	DB   *postgres.DB
	Hub  *live.Hub
	Post *mail.Post // for asking offices
	pen  Pen        // of the browser that asks; see By
}
