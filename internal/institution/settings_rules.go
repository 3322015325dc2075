package institution

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the rule for a time zone must judge alike on every machine
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"
)

// Language is one that an institution can choose: its BCP 47 tag, and its name in itself.
type Language struct{ Tag, Name string }

// Languages are those that pages can be shown in.
var Languages = []Language{{Tag: "en", Name: "English"}}

// check cleans what people type and tells what is wrong with it; nil when nothing is. What invitations
// say is not asked here.
func (s *Settings) check() error {
	for _, text := range []*string{&s.Name, &s.ShortName, &s.TimeZone, &s.ContactName, &s.ContactEmail} {
		*text = strings.TrimSpace(*text)
	}
	if err := CheckName("name", s.Name); err != nil {
		return err
	}
	if s.ShortName != "" {
		if err := CheckName("short_name", s.ShortName); err != nil {
			return err
		}
		if utf8.RuneCountInString(s.ShortName) > 40 {
			return problem.At("short_name", "The short name is longer than 40 characters.")
		}
	}
	if !ValidZone(s.TimeZone) {
		return problem.At("time_zone", "This time zone is not known. Please choose one of the list, such as Europe/Berlin.")
	}
	if !slices.ContainsFunc(Languages, func(l Language) bool { return l.Tag == s.Language }) {
		return problem.At("language", "Meridian does not speak this language yet. Please choose one of the list.")
	}
	s.WorkingDays = slices.Compact(slices.Sorted(slices.Values(s.WorkingDays)))
	if len(s.WorkingDays) == 0 {
		return problem.At("working_days", "Please choose at least one working day.")
	}
	if s.WorkingDays[0] < 1 || s.WorkingDays[len(s.WorkingDays)-1] > 7 {
		return problem.At("working_days", "The working days go from 1, Monday, to 7, Sunday.")
	}
	if !validYearStart(s.YearStart) {
		return problem.At("year_start", "Please choose a day that every year has.")
	}
	if s.ContactName != "" {
		if err := CheckName("contact_name", s.ContactName); err != nil {
			return err
		}
	}
	if s.ContactEmail != "" {
		return CheckEmail("contact_email", s.ContactEmail)
	}
	return nil
}

// ValidZone tells whether name is a time zone of the IANA database.
func ValidZone(name string) bool {
	if name == "" || name == "Local" || len(name) > 64 || strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// validYearStart tells whether s is MM-DD of a day that is in every year.
func validYearStart(s string) bool {
	_, err := time.Parse("2006-01-02", "2001-"+s)
	return err == nil
}

// changed names the settings that differ, as a page calls them, in English.
func (s Settings) changed(before Settings) []string {
	var list []string
	for _, c := range []struct {
		label string
		same  bool
	}{
		{"name", s.Name == before.Name},
		{"short name", s.ShortName == before.ShortName},
		{"time zone", s.TimeZone == before.TimeZone},
		{"language", s.Language == before.Language},
		{"working days", slices.Equal(s.WorkingDays, before.WorkingDays)},
		{"start of the academic year", s.YearStart == before.YearStart},
		{"contact", s.ContactName == before.ContactName && s.ContactEmail == before.ContactEmail},
	} {
		if !c.same {
			list = append(list, c.label)
		}
	}
	return list
}
