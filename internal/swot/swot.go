// Package swot is the stage in which offices say where the institution stands: strengths and
// weaknesses inside, opportunities and threats outside, on one live board for each analysis.
package swot

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/live"
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

// Phase is where an analysis stands on its way. Items are taken while collecting.
type Phase string

// Collecting is the phase in which offices add items.
const Collecting Phase = "collecting"

// Analysis is one SWOT analysis, of an office or of the whole institution.
type Analysis struct {
	ID         uuid.UUID
	Title      string
	Scope      Scope
	OfficeID   *uuid.UUID
	OfficeSlug string // of an analysis of one office, else empty
	OfficeName string
	GroupID    *uuid.UUID // the working group that it is addressed to; nil: all offices
	GroupName  string
	Phase      Phase
	OpenedBy   string // name of who opened it
	OpenedAt   time.Time
	Live       int64 // the live version of the board
}

func (a Analysis) subject() access.Subject {
	s := access.Subject{InstitutionWide: a.Scope == ScopeInstitution}
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
	AuthorID     uuid.UUID // the membership that added it
	AuthorPerson uuid.UUID
	Version      int   // rises when text or evidence change
	LiveVersion  int64 // of its last change of any kind
	FirstVersion int64 // the live version at which it came to the board
	ChangedAt    time.Time
	WithdrawnAt  *time.Time
}

// Withdrawn tells whether the item was taken off the board.
func (i Item) Withdrawn() bool { return i.WithdrawnAt != nil }

func (i Item) subject() access.Subject {
	s := access.Subject{Person: i.AuthorPerson}
	if i.OfficeID != nil {
		s.Office = *i.OfficeID
	}
	return s
}

// MayEdit tells whether the actor may edit, withdraw and restore the item.
func MayEdit(a access.Actor, i Item) bool { return a.May(access.EditItem, i.subject()) }

// MayMove tells whether the actor may move the item on its analysis.
func MayMove(a access.Actor, on Analysis, i Item) bool {
	return a.May(access.MoveAnyItem, on.subject()) || a.May(access.MoveItem, i.subject())
}

// MayAdd tells whether the actor may add items to the analysis.
func MayAdd(a access.Actor, on Analysis) bool { return a.May(access.AddItem, on.subject()) }

// MayMoveAny tells whether the actor may move everybody's items on the analysis.
func MayMoveAny(a access.Actor, on Analysis) bool { return a.May(access.MoveAnyItem, on.subject()) }

// Board runs the use cases of the stage.
type Board struct {
	DB  *postgres.DB
	Hub *live.Hub
}
