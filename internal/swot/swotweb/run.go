package swotweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// SetTimer answers the POST that starts or stops the timer; it leads back to the board.
func (p *Pages) SetTimer(w http.ResponseWriter, r *http.Request) error {
	return p.runs(w, r, []string{"minutes"}, "", func(ctx context.Context, c access.Caller, analysis uuid.UUID, form url.Values) (swot.Done, string, error) {
		minutes, err := strconv.Atoi(form.Get("minutes"))
		if err != nil {
			minutes = -1 // refused where the rights are asked first
		}
		done, err := p.Board.SetTimer(ctx, c, analysis, minutes)
		if minutes == 0 {
			return done, i18n.T(ctx, "The timer was stopped."), err
		}
		return done, i18n.N(ctx, "Everybody sees the timer: 1 minute.", "Everybody sees the timer: %d minutes.", minutes), err
	})
}

// ShowItems answers the POST that shows everybody what was hidden; it leads back to the board.
func (p *Pages) ShowItems(w http.ResponseWriter, r *http.Request) error {
	return p.runs(w, r, nil, "", func(ctx context.Context, c access.Caller, analysis uuid.UUID, _ url.Values) (swot.Done, string, error) {
		done, err := p.Board.ShowItems(ctx, c, analysis)
		return done, i18n.T(ctx, "Everybody sees all items now."), err
	})
}

// ShowHeading answers the POST by which the presenter shows a heading; it leads back to the projector's page.
func (p *Pages) ShowHeading(w http.ResponseWriter, r *http.Request) error {
	return p.runs(w, r, []string{"show"}, "present", func(ctx context.Context, c access.Caller, analysis uuid.UUID, form url.Values) (swot.Done, string, error) {
		done, err := p.Board.Present(ctx, c, analysis, form.Get("show"))
		return done, "", err
	})
}

// runs reads a form of whoever runs the analysis, does what it asks for, and goes to a page of the analysis with what is said of it.
func (p *Pages) runs(w http.ResponseWriter, r *http.Request, fields []string, next string,
	do func(context.Context, access.Caller, uuid.UUID, url.Values) (swot.Done, string, error)) error {
	form, formErr := respond.Form(r, fields...)
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	done, said, err := do(r.Context(), c, analysis, form)
	if err != nil {
		return p.refuse(w, r, c, analysis, err, func(b *Board, text string) {
			if b.Controls != nil && problem.Of(err).Field == "minutes" {
				b.Notice, b.Controls.Error = nil, text
			}
		})
	}
	if said != "" && !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: said})
	}
	to := link.Analysis(c.Slug, analysis)
	if next != "" {
		to = link.AnalysisDo(c.Slug, analysis, next)
	}
	return p.Site.Done(w, r, done.Live, to)
}
