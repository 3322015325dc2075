package swotweb

import (
	"context"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// RoomPageView is the page on which people are let in.
type RoomPageView struct {
	Title, BoardURL  string
	URL              string // the room's own address
	Open, Close      string // where the buttons post
	DoorOpen         bool
	Until, UntilText string
	Address          string // of the door; "" when this browser does not know it
	Code             *ui.QR // of the address
	List             RoomList
}

// RoomList is who waits and who is inside: the part of the page that is read again every two seconds.
type RoomList struct {
	Refresh      string // address of the page, for those without script
	Admit, Away  string // where the forms post
	Waiting      []RoomOffice
	Inside       []RoomOffice
	Wait, Within int    // how many
	Through      string // when the last of those shown arrived
}

// RoomOffice is the people of one office.
type RoomOffice struct {
	Slug, Name string
	People     []RoomPerson
}

// RoomPerson is one who waits or is inside.
type RoomPerson struct {
	ID, Name, Email, At, AtText string
}

// JoinView is the page that a room's link opens.
type JoinView struct {
	Institution, Title                        string
	Name, Office, Email                       string
	Offices                                   []ui.Option
	NameError, OfficeError, EmailError, Error string
}

// WaitView is the page on which somebody waits to be let in.
type WaitView struct {
	State                    swot.State
	Name, Institution, Title string
	URL, Enter, Again        string
	Passed                   bool // the place belongs to an account now
}

// StayView is the page behind a guest's mail.
type StayView struct {
	Institution, Address, Name, Board string
	Account                           bool // somebody has an account with the address
	Mine                              bool // and is signed in here
	Other                             bool // somebody else is signed in here
	NameError, PasswordError, Error   string
}

func roomPageView(v swot.RoomView) RoomPageView {
	slug, id := v.Seat.Slug, v.Analysis.ID
	page := RoomPageView{
		Title: v.Analysis.Title, BoardURL: link.Analysis(slug, id), URL: link.Room(slug, id, ""),
		Open: link.Room(slug, id, "open"), Close: link.Room(slug, id, "close"), DoorOpen: v.Open,
		List: roomList(v),
	}
	if v.Open {
		page.Until, page.UntilText = v.Until.UTC().Format(time.RFC3339), Day(v.Until)
	}
	return page
}

func roomList(v swot.RoomView) RoomList {
	slug, id := v.Seat.Slug, v.Analysis.ID
	l := RoomList{
		Refresh: link.Room(slug, id, ""), Admit: link.Room(slug, id, "admit"), Away: link.Room(slug, id, "turn-away"),
		Waiting: roomOffices(v.Waiting), Inside: roomOffices(v.Inside), Wait: len(v.Waiting), Within: len(v.Inside),
	}
	var last time.Time
	for _, a := range v.Waiting {
		if a.ArrivedAt.After(last) {
			last = a.ArrivedAt
		}
	}
	l.Through = last.UTC().Format(time.RFC3339Nano)
	return l
}

// roomOffices groups a list that is sorted by office.
func roomOffices(list []swot.Arrival) []RoomOffice {
	var offices []RoomOffice
	for _, a := range list {
		if n := len(offices); n == 0 || offices[n-1].Slug != a.OfficeSlug {
			offices = append(offices, RoomOffice{Slug: a.OfficeSlug, Name: a.OfficeName})
		}
		o := &offices[len(offices)-1]
		o.People = append(o.People, RoomPerson{ID: a.ID.String(), Name: a.Name, Email: a.Email,
			At: a.ArrivedAt.UTC().Format(time.RFC3339), AtText: Day(a.ArrivedAt)})
	}
	return offices
}

// waiting says how many wait.
func (l RoomList) waiting(ctx context.Context) string {
	if l.Wait == 0 {
		return i18n.T(ctx, "Nobody is waiting")
	}
	return i18n.N(ctx, "1 person is waiting", "%d people are waiting", l.Wait)
}

// inside says how many have been let in.
func (l RoomList) inside(ctx context.Context) string {
	return i18n.N(ctx, "1 person has been let in", "%d people have been let in", l.Within)
}
