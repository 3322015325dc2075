package groupweb

import "meridian/web/ui"

// ListView is the list of an institution's working groups.
type ListView struct {
	Groups []GroupRow
	Create *CreateForm // nil when the viewer may not found one
}

// GroupRow is one group in the list.
type GroupRow struct {
	Name, URL              string
	Ended                  bool
	Chair                  Who
	Seats, Vacant, Missing int
	Quorum                 string
}

// Who is a person as shown; an empty Name is nobody.
type Who struct {
	Name, Office string
	Left         bool // no longer there
}

// CreateForm founds a group.
type CreateForm struct {
	Action, ID, Name                   string
	NameError, OfficesError, FormError string
	All, Open                          bool
	Offices                            []OfficeBox
}

// OfficeBox is an office to tick.
type OfficeBox struct {
	Slug, Name string
	Ticked     bool
}

// GroupView is the page of one group.
type GroupView struct {
	Name, URL, BackURL string
	Ended              bool
	Manage             bool // shows the buttons and forms
	Notice             string
	Terms              []string // paragraphs
	Chair, Secretary   Who
	Quorum, QuorumNow  string // the rule in words, and what it means now
	OutOfReach         bool   // the quorum is more than there are seats
	Day                Day    // whose seats are shown
	Earlier            bool   // Day is not today
	AtError            string
	Seats, Past        []SeatRow
	Missing, Vacant    []string // names of offices
	MissingSlugs       []string
	ReadySlugs         []string
	Change             ChangeForm
	Give               GiveForm
	Mail               MailForm
}

// Day is a day for machines, and in words for readers without script.
type Day struct{ ISO, Text string }

// SeatRow is one seat with its forms.
type SeatRow struct {
	ID, URL, Office string
	Archived        bool
	Holder, Deputy  Who
	Since, Until    Day // Until may be empty
	Ending          bool
	Form            SeatForm
	End             EndForm
}

// SeatForm gives a seat to other people of its office.
type SeatForm struct {
	Open                     bool
	Holder, Deputy           string
	HolderError, DeputyError string
	People                   []ui.Option
}

// EndForm ends a seat with a last day.
type EndForm struct {
	Open         bool
	Until, Error string
}

// ChangeForm changes what a group is. Stored is set after a conflict: what stands there now.
type ChangeForm struct {
	Open                                    bool
	Name, Terms, Quorum, Number             string
	Chair, Secretary                        string
	Version                                 string
	Errors                                  map[string]string
	ChairOptions, SecretaryOptions, Quorums []ui.Option
	Stored                                  *Stored
}

// Stored is what somebody else wrote meanwhile.
type Stored struct {
	Name, Quorum     string
	Terms            []string
	Chair, Secretary Who
}

// GiveForm gives one office a seat.
type GiveForm struct {
	Open                    bool
	ID, Office, Since       string
	OfficeError, SinceError string
	Offices                 []ui.Option
}

// MailForm writes to the group. To is set on its preview.
type MailForm struct {
	Open                    bool
	Subject, Text           string
	Deputies                bool
	SubjectError, TextError string
	Preview                 bool
	To                      []string
	Unreachable             int
}
