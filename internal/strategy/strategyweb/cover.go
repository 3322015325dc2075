package strategyweb

import (
	"context"
	"time"

	"meridian/internal/i18n"
)

// Cover is the title page that a strategy is printed with.
type Cover struct {
	Institution, Title, Period string
	State                      string // "Version 3", "Draft, as of"
	At, Day                    string // when it was kept, or of when the draft is
	Fingerprint                string // the beginning of it; empty: none
	Contents                   []Entry
}

// Entry is a line of the contents.
type Entry struct{ URL, Title string }

// draftCover is the title page of the text as it stands at a moment.
func draftCover(ctx context.Context, institution string, d Draft, at time.Time) *Cover {
	c := &Cover{Institution: institution, Title: d.Title, Period: d.Period, State: i18n.T(ctx, "Draft, as it stood on"), At: instant(at), Day: day(at)}
	for _, s := range d.Sections {
		c.Contents = append(c.Contents, Entry{"#section-" + s.ID, s.Title})
	}
	return c
}

// coverFoot is what stands at the foot of every page.
func coverFoot(ctx context.Context, c Cover) string {
	if c.Fingerprint == "" {
		return i18n.T(ctx, "%s · %s %s", c.Institution, c.State, c.Day)
	}
	return i18n.T(ctx, "%s · %s · %s", c.Institution, c.State, c.Fingerprint)
}
