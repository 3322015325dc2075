// Package groupweb shows working groups: the list, and the page of a group with its terms of reference and its seats.
package groupweb

import (
	"context"
	"net/http"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/group"
	"meridian/internal/i18n"
	"meridian/internal/respond"

	"github.com/google/uuid"
)

// Pages are the page actions of the stage.
type Pages struct {
	Site *respond.Site
	Desk *group.Desk
}

// asked reads who asks for which group; a form must have been parsed before.
func (p *Pages) asked(r *http.Request) (c access.Caller, id uuid.UUID, err error) {
	if c, err = p.Site.Caller(r); err == nil {
		id, err = respond.ID(r, "group")
	}
	return c, id, err
}

// askedSeat reads who asks for which seat of which group.
func (p *Pages) askedSeat(r *http.Request) (c access.Caller, id, seat uuid.UUID, err error) {
	if c, id, err = p.asked(r); err == nil {
		seat, err = respond.ID(r, "seat")
	}
	return c, id, seat, err
}

func dayOf(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	return Day{ISO: t.Format(time.DateOnly), Text: t.Format("2 January 2006")}
}

func whoOf(m *group.Member) Who {
	if m == nil {
		return Who{}
	}
	return Who{Name: m.Name, Office: m.OfficeName, Left: !m.Current}
}

func quorumLabel(ctx context.Context, r group.QuorumRule) string {
	switch r {
	case group.TwoThirds:
		return i18n.T(ctx, "Two thirds of the seats")
	case group.All:
		return i18n.T(ctx, "All seats")
	case group.Number:
		return i18n.T(ctx, "A number of seats")
	}
	return i18n.T(ctx, "More than half of the seats")
}

// quorumNow is what a rule means for a group of so many seats.
func quorumNow(ctx context.Context, q group.Quorum, seats int) string {
	if needed := q.Needed(seats); needed > seats {
		return i18n.T(ctx, "%d seats needed, %d there", needed, seats)
	}
	if seats == 1 {
		return i18n.T(ctx, "%d of 1 seat", q.Needed(seats))
	}
	return i18n.T(ctx, "%d of %d seats", q.Needed(seats), seats)
}

func paragraphs(text string) []string {
	var list []string
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			list = append(list, p)
		}
	}
	return list
}

func names(offices []group.Office) (list []string) {
	for _, o := range offices {
		list = append(list, o.Name)
	}
	return list
}

func slugs(offices []group.Office) (list []string) {
	for _, o := range offices {
		list = append(list, o.Slug)
	}
	return list
}
