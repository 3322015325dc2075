package group

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// The limits of what people write, in code points.
const (
	maxTerms   = 20000
	maxSubject = 200
	maxMessage = 5000
)

// checkText tells what is wrong with a text of several lines; tooLong is the sentence for one that is longer than limit.
func checkText(field, s string, limit int, tooLong string) error {
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		return problem.At(field, "The text has characters that cannot be shown. Please remove them.")
	case utf8.RuneCountInString(s) > limit:
		return problem.At(field, tooLong)
	}
	return nil
}

// parseDay reads a day; an empty one is fallback.
func parseDay(field, s string, fallback time.Time) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return fallback, nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil || day.Year() < 1900 || day.Year() > 2200 {
		return fallback, problem.At(field, "The day must be written as YYYY-MM-DD.")
	}
	return day, nil
}

// today is the day on which an instant falls in a time zone, at midnight UTC as all days here.
func today(now time.Time, zone string) time.Time {
	if place, err := time.LoadLocation(zone); err == nil {
		now = now.In(place)
	}
	return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
}

// parseReference reads a membership's id in a form; an empty one is nobody.
func parseReference(field, s string) (uuid.UUID, error) {
	if s == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return uuid.Nil, problem.At(field, notAMember)
	}
	return id, nil
}

const notAMember = "Please choose somebody who belongs to this institution now."
