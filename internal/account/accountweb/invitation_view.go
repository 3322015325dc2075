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
	Institution, Office, Role string // Institution is empty for an administrator
	Email, Name               string
	NameError, Error          string // Error is the password's
	Way                       Way
	Me                        string // who is signed in
	Administrator             bool
	Opened                    string // address that is told once the page is read; empty: nobody is
	SignOut, Reset            string // addresses
}

// LinkView shows the link of one invitation, once.
type LinkView struct {
	Who, Office string
	URL         string
	QR          QRView
	Back        string
}
