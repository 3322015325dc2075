package activityweb

import (
	"unicode"
	"unicode/utf8"

	"meridian/internal/activity"
	"meridian/web/ui"
)

// View is the page of the log.
type View struct {
	Action, Export, Newest, Older string // addresses; Older is "" on the last page
	All                           bool   // the whole log; else one's own entries
	Filtered, Paged               bool
	Filter                        activity.Filter
	Errors                        map[string]string // by field
	People, Offices, Kinds        []ui.Option
	Rows                          []Row
}

// Row is one entry.
type Row struct {
	When, WhenText           string
	Who, Office              string
	What, Label, URL, Detail string
}

// sentence begins a text with a capital letter, as a cell does.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
