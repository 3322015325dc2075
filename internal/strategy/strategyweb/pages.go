// Package strategyweb is the pages on which a strategy is read and written.
package strategyweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/respond"
	"meridian/internal/strategy"

	"github.com/a-h/templ"
	"github.com/google/uuid"
)

// Pages are the page actions of the stage.
type Pages struct {
	Site    *respond.Site
	Desk    *strategy.Desk
	Hub     *live.Hub
	Session func(ctx context.Context, token string) bool // is the session still there
	Counted func()                                       // called once for every event stream that opens
	Aside   Aside                                        // what a later stage shows beside a strategy that is read
}

// Aside is a later stage's part of the page on which a strategy is read.
type Aside struct {
	// Show answers what stands beside the text, and the question with which the page is asked for again.
	Show func(r *http.Request, v strategy.View) (templ.Component, string, error)
	// Kind tells readers apart who see different things of it.
	Kind func(seat access.Seat, s strategy.Strategy) string
	// News renders what of it has changed after a live version, for all readers of a kind, each with an id.
	News func(ctx context.Context, slug string, k live.Key, kind string, since int64) ([]byte, error)
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

// askedSection is who asks, and for which section of which strategy.
func (p *Pages) askedSection(r *http.Request) (c access.Caller, strategy, section uuid.UUID, err error) {
	c, strategy, err = p.asked(r)
	if err == nil {
		section, err = respond.ID(r, "section")
	}
	return c, strategy, section, err
}

// dayOnly is how a day without its hour is written.
const dayOnly = "2 January 2006"

// day writes a moment for readers without script; the time element around it carries the instant.
func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// instant writes a moment for a time element.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
