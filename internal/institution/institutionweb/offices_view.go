package institutionweb

import (
	"meridian/internal/institution"
	"meridian/web/ui"
)

// OfficesView is the list of offices.
type OfficesView struct {
	Rows                  []OfficeRow
	Archived              []OfficeRow
	CanManage             bool
	Add                   OfficeForm
	OnboardURL, ImportURL string
}

// OfficeRow is one office in the list.
type OfficeRow struct {
	ID              string // of the row, for its place in the page
	Name, URL, Kind string
	Speakers        []Speaker
	HeadEmail       string // shown while nobody of the office has a standing
	People, Invited int
	PlaceURL        string
	First, Last     bool
	MergedInto      string
	RestoreURL      string // empty: it does not come back
}

// Speaker is somebody with a standing in an office.
type Speaker struct{ Name, Standing string }

// OfficeForm is the form of a new office, or of one that is changed.
type OfficeForm struct {
	Action, ID                  string
	Name, Slug, Kind, HeadEmail string
	Errors                      map[string]string // by field; "" for the whole
	Kinds                       []ui.Option
	Open                        bool
}

// OfficeView is the page of one office.
type OfficeView struct {
	Name, Slug, Kind, HeadEmail      string
	People                           []OfficePerson
	Invited                          int
	Added, AddedText                 string
	Archived                         bool
	ArchivedAt, ArchivedText         string
	MergedInto                       *OfficeLink
	MergedFrom                       []OfficeLink
	AllURL                           string
	CanManage                        bool
	Form                             OfficeForm
	Place, Places                    int
	PlaceURL, ArchiveURL, RestoreURL string
	MergeURL, PeopleURL              string
	Targets                          []ui.Option // offices that can take it over
	PlaceError, MergeError           string
}

// OfficeLink leads to another office.
type OfficeLink struct{ Name, URL string }

// OfficePerson is somebody of an office.
type OfficePerson struct{ Name, Initials, Role, Standing string }

// MergeView asks once more before two offices become one.
type MergeView struct {
	From, Into       string
	Goes             []string // what goes from one to the other
	Action, IntoSlug string
	BackURL          string
}

// OfficeImportView is the page to bring offices in from a file.
type OfficeImportView struct {
	Action, BackURL, Error string
	Plan                   *institution.Import
	Payload                string // the rows, for the form that imports them; empty: there is a bad one, or nothing to do
}
