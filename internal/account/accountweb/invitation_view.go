package accountweb

// Way is how an invitation can be accepted by whoever looks at it.
type Way string

// The ways; somebody without an account chooses name and password.
const (
	Register          Way = ""
	JoinAsMe          Way = "as me"
	JoinWithPassword  Way = "with password"
	SignedInAsAnother Way = "another"
)

// InvitationView is the page behind the link of an invitation.
type InvitationView struct {
	Institution, Role string // Institution is empty for an administrator
	Offices           string // the names of all that wait for the person
	Email, Name       string
	NameError, Error  string // Error is the password's
	Way               Way
	Me                string // who is signed in
	Administrator     bool
	Opened            string // address that is told once the page is read; empty: nobody is
	SignOut, Reset    string // addresses
}

// LinkView shows a link to hand over, once. Text and Caution are said of it; empty ones are those of an invitation.
type LinkView struct {
	Who, Office string
	URL         string
	QR          QRView
	Back        string
	BackTo      string // what is found there
	Text        string
	Caution     string
}
