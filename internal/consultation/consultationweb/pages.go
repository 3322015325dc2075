// Package consultationweb is the pages on which everybody is heard on a strategy, and answered.
package consultationweb

import (
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/consultation"
	"meridian/internal/respond"

	"github.com/google/uuid"
)

// Pages are the page actions of the stage.
type Pages struct {
	Site *respond.Site
	Desk *consultation.Desk
}

// asked is who asks, and for which strategy.
func (p *Pages) asked(r *http.Request) (access.Caller, uuid.UUID, error) {
	c, err := p.Site.Caller(r)
	if err != nil {
		return c, uuid.Nil, err
	}
	id, err := respond.ID(r, "strategy")
	return c, id, err
}

// askedThread is who asks, and for which contribution to which strategy.
func (p *Pages) askedThread(r *http.Request) (c access.Caller, strategy, id uuid.UUID, err error) {
	c, strategy, err = p.asked(r)
	if err == nil {
		id, err = respond.ID(r, "thread")
	}
	return c, strategy, id, err
}

// day writes a moment for readers without script; the time element around it carries the instant.
func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// instant writes a moment for a time element.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
