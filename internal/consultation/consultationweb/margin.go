package consultationweb

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"meridian/internal/access"
	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/strategy"

	"github.com/a-h/templ"
	"github.com/google/uuid"
)

// MarginView is what was said about a strategy, as it stands beside the text.
type MarginView struct {
	Form              SayForm
	Total             int
	Remarks           []RemarkView
	Filters           []Filter
	SuggestionsURL    string // where several are put into the text; "" for who may not
	Waiting           int    // suggestions
	Window, WindowURL string // a consultation is open; "" when none is
}

// Filter is a choice of which contributions are shown.
type Filter struct {
	Label, URL string
	Current    bool
	Count      int
}

// Beside is what stands beside a strategy that is read, and with which question the page is asked for again.
func (p *Pages) Beside(r *http.Request, read strategy.View) (templ.Component, string, error) {
	ctx := r.Context()
	v, err := p.Desk.Beside(ctx, read)
	if err != nil {
		return nil, "", err
	}
	slug, s := v.Seat.Slug, v.Strategy.ID
	chosen := r.URL.Query().Get("said")
	m := MarginView{Form: sayForm(ctx, v), Total: len(v.Contributions)}
	if v.Window != nil {
		m.Window, m.WindowURL = i18n.T(ctx, "The offices are heard until %s.", day(v.Window.Closes)), link.Consultation(slug, s, "")
	}
	for _, c := range v.Contributions {
		if c.Waits() && v.Viewer.Disposes {
			m.Waiting++
			m.SuggestionsURL = link.Suggestions(slug, s)
		}
	}
	filters := []struct {
		value, label string
		shows        func(consultation.Contribution) bool
	}{
		{"", i18n.T(ctx, "All"), func(consultation.Contribution) bool { return true }},
		{"open", i18n.T(ctx, "Open"), func(c consultation.Contribution) bool { return !c.Thread.Resolved() && !c.Withdrawn() }},
		{"mine", i18n.T(ctx, "Mine"), func(c consultation.Contribution) bool { return c.Person == v.Seat.Person }},
		{"office", i18n.T(ctx, "My office's"), func(c consultation.Contribution) bool { return c.Office != uuid.Nil && c.Office == v.Seat.Office }},
	}
	base, question := link.Strategy(slug, s, ""), ""
	for _, f := range filters {
		one := Filter{Label: f.label, URL: base + "?said=" + f.value + "#margin", Current: f.value == chosen}
		if f.value == "" {
			one.URL = base + "#margin"
		}
		if f.value == "office" && v.Seat.Office == uuid.Nil {
			continue
		}
		for _, c := range v.Contributions {
			if f.shows(c) {
				one.Count++
				if one.Current {
					m.Remarks = append(m.Remarks, remarkOf(ctx, slug, s, c))
				}
			}
		}
		if one.Current && chosen != "" {
			question = "?said=" + chosen
		}
		m.Filters = append(m.Filters, one)
	}
	return Margin(m), question, nil
}

// KindOf tells readers apart who see different things of what was said.
func (p *Pages) KindOf(seat access.Seat, s strategy.Strategy) string {
	v := consultation.ViewerOf(seat.Actor, s)
	if v.Disposes {
		return v.Office.String() + "+"
	}
	return v.Office.String()
}

// News renders what was said or has changed after a live version, for all readers of a kind; see KindOf.
func (p *Pages) News(ctx context.Context, slug string, k live.Key, kind string, since int64) ([]byte, error) {
	office, disposes := strings.CutSuffix(kind, "+")
	id, err := uuid.Parse(office)
	if err != nil {
		return nil, err
	}
	list, err := p.Desk.Since(ctx, k, consultation.Viewer{Office: id, Disposes: disposes}, since)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, c := range list {
		if err := Remark(remarkOf(ctx, slug, k.ID, c)).Render(ctx, &b); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}
