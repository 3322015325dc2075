package strategyweb

import (
	"context"
	"time"

	"meridian/internal/i18n"
)

// Cover is the title page that a strategy is printed with.
type Cover struct {
	Institution, Title, Period string
	State                      string // "Version 3, kept on", "Draft, as of": the moment follows
	At, Day                    string // when it was kept, or of when the draft is
	Fingerprint                string // the beginning of it; empty: none
	Foot                       string // stands at the foot of every page
	Contents                   []Entry
}

// Entry is a line of the contents.
type Entry struct{ URL, Title string }

// draftCover is the title page of the text as it stands at a moment.
func draftCover(ctx context.Context, institution string, d Draft, at time.Time) *Cover {
	c := &Cover{Institution: institution, Title: d.Title, Period: d.Period, State: i18n.T(ctx, "Draft, as of"), At: instant(at), Day: day(at)}
	c.Foot = i18n.T(ctx, "%s · Draft, as of %s", institution, c.Day)
	for _, s := range d.Sections {
		c.Contents = append(c.Contents, Entry{"#section-" + s.ID, s.Title})
	}
	return c
}
