// Package ui holds what all pages share: the shell around them, fields, icons, and the pages for what went wrong.
// Components show what they are given; they compute nothing and ask nobody.
package ui

import "strconv"

// Page is what the shell needs to know. Package respond fills it.
type Page struct {
	Title, Lang, Dir string
	Asset            func(string) string // a built file's name, as "app.css", to the address that has the hash of its content in it
	Script           string              // "", "board", "people", "method", "draft", "versions", "strategies" or "word": the module to load besides site.js
	Method           bool                // load the method's style and module too; they come by themselves with Script "method"
	Bare             bool                // nothing but the main part: for a projector
	Person           *Person             // nil when signed out
	Institution      *Institution        // nil outside of any
	Nav              []NavItem           // along the process, only what exists
	Tools            []NavItem           // the institution's own pages: offices, people, settings
	Flash            *Flash
	Warning          string  // stands on every page, e.g. about demo passwords
	Kept             *Kept   // a form that was posted while signed out
	Contact          Contact // whom to ask; shown at the foot
	Elsewhere        string  // where to choose another of one's institutions; "" when there is one
	Switch           string  // where to act as another of one's memberships here; "" when there is one
}

// Contact is whom an institution's people ask. Empty fields are left out.
type Contact struct{ Name, Email string }

// Person is who is signed in, as shown in the shell.
type Person struct{ ID, Name, Initials, Office, Role string }

// Here is somebody who has the same thing open, all pages of that person taken together. Package respond makes one.
type Here struct {
	Person, Name, Initials string
	Editing                string // the id of the part that is open in an editor; "" for none
	Away                   bool   // no page of theirs is in sight at the moment
}

// Institution is the one the page belongs to.
type Institution struct {
	Name, Slug, URL string
	Logo            string // its address; "" when there is none
	Demo            bool
}

// NavItem is a stop of the way from analysis to action.
type NavItem struct {
	Label, URL, Icon string
	Current          bool
}

// Flash is said once, after an action. Kind is "done", "note" or "problem".
type Flash struct {
	Kind, Text         string
	UndoURL, UndoLabel string // a POST form when UndoURL is set
}

// Kept is a form whose sender had to sign in first.
type Kept struct {
	Action  string
	Fields  []KeptField
	Discard string // address to which giving up is posted
}

// KeptField is one of its fields; the hidden ones are sent again unseen.
type KeptField struct {
	Name, Value, Label string
	Hidden             bool
}

// Input describes a one-line field for component Field.
type Input struct {
	ID, Name, Label, Type, Value string
	Hint, Error                  string
	Autocomplete, InputMode      string
	MinLength                    int
	Required, Autofocus          bool
}

// Option is one of the choices of a Select.
type Option struct{ Value, Label string }

// Confirmation describes a button that asks once more.
type Confirmation struct {
	Label, Name string // on the button, and its accessible name: the label and the thing
	Question    string // what will be lost, and what stays
	Yes         string // on the button that does it
	Action      string // where it posts
	Fields      []string
	Quiet       bool
}

func (in Input) describedBy() string {
	switch {
	case in.Error != "" && in.Hint != "":
		return in.ID + "-error " + in.ID + "-hint"
	case in.Error != "":
		return in.ID + "-error"
	case in.Hint != "":
		return in.ID + "-hint"
	}
	return ""
}

func keptID(i int) string { return "kept-" + strconv.Itoa(i) }

func home(p Page) string {
	if p.Institution != nil {
		return p.Institution.URL
	}
	return "/"
}

func (c Contact) words() string {
	if c.Name == "" {
		return c.Email
	}
	return c.Name
}
