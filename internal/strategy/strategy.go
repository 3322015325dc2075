// Package strategy is the stage in which an institution writes its strategy: sections of text that several people write
// at once, pillars with goals, objectives and indicators, each objective knowing which SWOT items and options it
// answers, and versions of the whole that nobody can change.
package strategy

import (
	"encoding/json"
	"time"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// State is where the working text of a strategy stands.
type State string

// The states. A strategy is consulted on between two moments, and a draft otherwise: the clock decides.
const (
	Drafting  State = "drafting"
	Consulted State = "in_consultation"
)

// Strategy is one strategy of an institution, as a working text.
type Strategy struct {
	ID          uuid.UUID
	Title       string
	Period      string // as people typed it, such as "2026–2030"; empty: not said
	State       State
	Template    string     // key of what it was begun with
	CopiedFrom  *uuid.UUID // the strategy that it was begun with
	Version     int        // rises when title or period change
	OpenedBy    string     // name of who opened it
	OpenedAt    time.Time
	ChangedAt   time.Time // of what stands around the sections; theirs is their own
	WithdrawnAt *time.Time
	FixedUntil  *time.Time  // nobody writes in it until then; nil: they may
	Drafters    []uuid.UUID // memberships that write in it beside the international office
	Live        int64       // its live version
	Shape       int64       // the live version of the last change of which sections there are, their order, and what stands above them
}

// Withdrawn tells whether the strategy was taken away. It can be read and put back, not written.
func (s Strategy) Withdrawn() bool { return s.WithdrawnAt != nil }

// Subject is the strategy as the permission table asks about it.
func (s Strategy) Subject() access.Subject {
	return access.Subject{InstitutionWide: true, Drafters: s.Drafters}
}

// MayWrite tells whether the actor may write in the strategy as it stands.
func (s Strategy) MayWrite(a access.Actor) bool {
	return s.writable() == nil && a.May(access.WriteStrategy, s.Subject())
}

// Section is a part of a strategy: a heading and the text below it.
type Section struct {
	ID            uuid.UUID
	Kind          SectionKind
	Title         string
	Guide         string // what the template says belongs here; empty: nothing
	Place         int    // sections stand in its order
	Version       int    // the number of steps that made the text
	Doc           json.RawMessage
	Words         int
	TitleVersion  int // rises when the title changes
	LiveVersion   int64
	ShapeVersion  int64 // the live version of the last change of what is not the text: title, goals, objectives, indicators
	FirstVersion  int64
	ChangedAt     time.Time
	ChangedBy     uuid.UUID // membership
	ChangedByName string
	WithdrawnAt   *time.Time
}

// Withdrawn tells whether the section was taken out of the strategy.
func (s Section) Withdrawn() bool { return s.WithdrawnAt != nil }

// EmptyDoc is the text of a new section: one empty paragraph.
const EmptyDoc = `{"type":"doc","content":[{"type":"paragraph"}]}`

// Labels are what an institution calls the levels of its strategies, one word each in the singular.
type Labels struct{ Pillar, Goal, Objective, Indicator string }

// UsualLabels are the labels of an institution that has chosen none.
var UsualLabels = Labels{Pillar: "Pillar", Goal: "Goal", Objective: "Objective", Indicator: "Indicator"}

// Desk runs the use cases of the stage.
type Desk struct {
	DB     *postgres.DB
	Hub    *live.Hub
	Engine *richtext.Engine // applies the changes of texts; needed by the use cases that change them
	Now    func() time.Time // nil: the machine's clock

	turns turns
}

// Done is what a change answers: the thing that was changed or made, and the live version of the strategy with it.
type Done struct {
	ID   uuid.UUID
	Live int64
}
