// Package swotweb shows SWOT analyses: the live board, its parts, and the pages around it.
// It holds views and components only. Views are plain values, addresses among them; components compute nothing.
package swotweb

import "meridian/web/ui"

// BoardView is the page of one analysis.
type BoardView struct {
	Page  ui.Page
	Board Board
}

// Board is an analysis as one viewer sees it.
type Board struct {
	ID, URL, Title, ScopeLabel  string
	GroupURL                    string // the page of the group that ScopeLabel names; "" for none
	Live                        int64
	Membership, Person, Office  string   // the viewer's; Office is a slug, "" for none
	Me                          string   // stands for the viewer among the items' authors
	Unsigned                    bool     // nobody can know who wrote what, nor who is here
	Mine                        []string // then: ids of the items that this browser wrote
	Scribes                     []Option // offices on whose behalf the viewer may write; empty: none
	ScribeFor                   string   // the one of them chosen last
	EditOwn                     bool     // the viewer's role edits what the viewer and the office wrote
	MoveAll, CanAdd, CanImport  bool
	ListView                    bool
	ImportURL, FormURL, RoomURL string // "" leaves the link out
	Kind                        string // of the live fragments that the viewer gets
	Voter                       string // how the pulse names the viewer; "" for none
	Pulse                       Pulse
	Controls                    *Controls // nil for those who do not run the analysis
	Quadrants                   []Quadrant
	Withdrawn                   []Item // the viewer's own withdrawn items
	Welcome                     *Welcome
	People                      []ui.Here
	More                        int     // people here beyond those in People
	Voting                      *Voting // set while dots are given
	Notice                      *Notice // what became of a form sent without JavaScript
	Still                       bool    // items can no longer be changed
	Method                      MethodBar
}

// Quadrant is one of the four headings with its items.
type Quadrant struct {
	Key, Singular, Heading string // "strength", "strength" and "Strengths" in the reader's language
	Adding                 string // "Add a strength"
	EvidenceFor            string // "Evidence for this strength"
	Side                   string // inside or outside, in words
	Inside                 bool
	Question               string
	Examples               []string
	GuideHidden            bool
	Hidden                 bool   // others have written what the viewer does not see yet
	Limit                  *Limit // nil: offices write as many as they like
	Items                  []Item
	Add                    AddForm
}

// Limit is how many items of a heading an office is kindly asked for. Words is said now, Over once there are more, with
// {n} for how many.
type Limit struct {
	Most              int
	Words, Over, Said string
}

// AddForm is the form under a heading. ID becomes the item's id, so that sending it twice adds one item.
type AddForm struct{ ID, Text, Evidence, Error string }

// Item is one entry as shown; a live fragment (Shared) carries all forms, hidden, for every viewer.
type Item struct {
	ID, BoardURL           string
	Text, Evidence         string
	OfficeName, OfficeSlug string
	Author, AuthorName     string // stands for the author, see Board.Me; the name where everybody sees the person
	Scribed                bool   // written down on behalf of its office
	Quadrant, Position     string
	Version, Live          int64
	MayEdit, MayMove       bool
	Withdrawn              bool
	Joint                  *Joint // set on a joint item
	JointID                string // the joint item that it is part of: gone from the board by itself
	Comments               int
	Edit                   *EditForm // set on the page with ?edit=
	Move                   *MoveForm // set on the page with ?move=
	Shared                 bool
	Vote                   *VoteForm // set while dots are given, for those who have a vote
}

// EditForm is the editor of an item. Base is the version that was read.
type EditForm struct {
	Text, Evidence, Error string
	Base                  int64
}

// MoveForm says where an item can go.
type MoveForm struct {
	To     string // the chosen heading's key
	Before string // id of the chosen item; "" is the end
	Groups []MoveGroup
	Error  string
}

// MoveGroup is a heading with the items one can be put before.
type MoveGroup struct {
	Key, Heading string
	Items        []MoveBefore
}

// MoveBefore is an item as a choice.
type MoveBefore struct{ ID, Text string }

// Welcome is said at a person's first arrival: who asked, what for, and who will read it.
type Welcome struct {
	Asked, Purpose, Readers string
}

// Notice tells what became of a form. Kind is that of the answer: invalid, conflict, withdrawn, problem.
type Notice struct {
	Kind, Title, Text string
	Typed             []string // texts that have no place on the board any more
}

// Answer is what a live page gets for a form that was refused.
type Answer struct {
	Kind, Field   string // Kind: conflict, withdrawn, invalid, problem
	Text          string // the message
	Version       int64  // of the stored item, with conflict
	TheirText     string
	TheirEvidence string
	MyText        string // what was sent: a conflict carries both texts
	MyEvidence    string
	WithTheirs    bool // Version and the four texts are set
}

// ConflictView puts both texts side by side, and the person decides.
type ConflictView struct {
	BoardURL, BoardTitle            string
	ItemID, AddID, Quadrant         string // AddID: the id for adding mine as a new item
	Withdrawn                       bool   // the item is no longer on the board
	Version                         int64  // of theirs
	MineText, MineEvidence          string
	TheirText, TheirEvidence        string
	TheirName, TheirAt, TheirAtText string // who and when; "" leaves it out
}

// ListView is the list of an institution's analyses.
type ListView struct {
	Analyses []AnalysisRow
	Create   *CreateForm // nil when the viewer may not open one
	ListsURL string      // where the lists of several offices are brought in; "" when the viewer may not
}

// AnalysisRow is one analysis in the list.
type AnalysisRow struct {
	Title, URL, ScopeLabel string
	Phase                  string // in a word
	Items                  int
	Offices, OfficesOf     int // offices heard, of how many that could be; OfficesOf 0 hides the share
	Updated, UpdatedText   string
}

// CreateForm opens a new analysis. The scopes are institution and office.
type CreateForm struct {
	Action, ID                          string
	Title, Scope, Office, Group         string
	TitleError, ScopeError, OfficeError string
	GroupError                          string
	Authors, AuthorsError               string
	CanInstitution                      bool // may open one for the whole institution
	Offices                             []Option
	Groups                              []ui.Option // whom it can be addressed to; empty: everybody, without a choice
	Open                                bool        // shown unfolded
}

// Option is an entry of a select.
type Option struct{ Value, Label string }

// ImportView takes rows from a file or from a spreadsheet's clipboard.
type ImportView struct {
	BoardURL, BoardTitle, Action string
	EmptyCSV, EmptyXLSX          string // addresses of an empty table to fill in; "" leaves it out
	Pasted, Error                string
	Preview                      *ImportPreview
	Lists                        *ListsForm // the table holds the lists of several offices, each for an analysis of its own
}

// ListsForm is what is asked beside a table with the lists of several offices.
type ListsForm struct {
	Title, TitleError string
	Closed            bool
	Count             int // in a preview: how many analyses would be opened
}

// ImportPreview shows what would happen; nothing is written yet.
type ImportPreview struct {
	Rows      []ImportRow
	Good, Bad int
	ID        string // for this import, so that sending it twice imports once
	Payload   string // field rows: what "Import" sends back
}

// ImportRow is one line of the file with its result; Error is why it cannot be taken.
type ImportRow struct {
	Line                             int
	Office, Quadrant, Text, Evidence string
	Error                            string
}

// FormView is an empty form to print and fill in by hand.
type FormView struct {
	BoardURL, Title, Institution, Office string
	Quadrants                            []Quadrant
}
