package mailweb

import "meridian/internal/mail"

// View is the page of messages.
type View struct {
	Sends   bool // a mail server is set
	Account string
	All     bool // also messages to others
	Groups  []Group
}

// Group is the messages of one institution.
type Group struct {
	Institution string
	All         bool // the messages of everybody there
	More        bool // older ones are not shown
	Letters     []Letter
}

// Letter is one message.
type Letter struct {
	ID, Subject, Name, Address, Sender string
	When, WhenText                     string
	State, Tone, Why                   string
	Mine, Open                         bool
	Paragraphs                         [][]mail.Piece
	Button, Link                       string // the link, when it may be followed
	Instead                            string // else what stands in its place
}

// empty tells whether there is nothing to show.
func (v View) empty() bool {
	for _, g := range v.Groups {
		if len(g.Letters) > 0 {
			return false
		}
	}
	return true
}
