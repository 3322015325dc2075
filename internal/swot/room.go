package swot

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Room lets people in to an analysis who stand in a room and have no account: they open a link, say who they
// are and wait; who runs the analysis lets them in as guests.
type Room struct {
	DB   *postgres.DB
	Desk *account.Desk
}

// MaxWaiting is how many people may wait for one analysis.
const MaxWaiting = 300

// Arrival is somebody who asks to be let in, or was.
type Arrival struct {
	ID         uuid.UUID
	Name       string
	Email      string // as typed; nobody has confirmed it
	OfficeSlug string
	OfficeName string
	ArrivedAt  time.Time
	Inside     bool // was let in
}

// RoomView is what those who run an analysis see of its room.
type RoomView struct {
	Seat     access.Seat
	Analysis Analysis
	Waiting  []Arrival // by office, the longest waiting first
	Inside   []Arrival // let in, and not ended since; by office
	Open     bool
	Until    time.Time // when the door closes by itself
	door     account.Door
}

// Doorway is what somebody sees who has opened a room's link.
type Doorway struct {
	Institution     uuid.UUID
	Slug            string
	InstitutionName string
	Analysis        uuid.UUID
	Title           string
	Offices         []institution.Office // those that one may come from
}

// Ticket is what a visitor's browser keeps while its person waits: which arrival it is, and the secret that
// shows it.
type Ticket struct {
	Institution uuid.UUID
	Analysis    uuid.UUID
	Arrival     uuid.UUID
	Secret      string
}

// State is how far somebody has come who asked to be let in.
type State string

// The states. Over: the day has ended, or the place was taken away.
const (
	Unknown    State = ""
	Waiting    State = "waiting"
	LetIn      State = "let_in"
	TurnedAway State = "turned_away"
	Over       State = "over"
)

// Visit is where a ticket stands.
type Visit struct {
	State           State
	Name            string
	Slug            string
	InstitutionName string
	Title           string
	Person          uuid.UUID // once let in: the guest; zero when the place has passed to somebody with an account
}
