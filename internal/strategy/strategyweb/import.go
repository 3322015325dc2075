package strategyweb

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ImportForm is the page on which a Word file, or text from elsewhere, becomes sections.
type ImportForm struct {
	URL, Back, StrategyTitle, ID string
	Begins                       bool // the strategy has no section yet: it takes the file's title
	FileError                    string
	Markup, MarkupError          string
}

// ShowImport answers GET of the page on which a file is brought in.
func (p *Pages) ShowImport(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.showImport(w, r, c, id, http.StatusOK, nil)
}

// Import answers its POST: what was read from a Word file in the browser (content), or text in simple markup.
func (p *Pages) Import(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "id", "content", "markup")
	if err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	in, err := incoming(r.Context(), form.Get("content"), form.Get("markup"))
	var done strategy.Imported
	if err == nil {
		in.ID = form.Get("id")
		done, err = p.Desk.Bring(r.Context(), c, id, in)
	}
	if problem.Is(err, problem.Invalid) {
		said := notTaken(r.Context(), err)
		return p.showImport(w, r, c, id, http.StatusUnprocessableEntity, func(v *ImportForm) {
			if v.Markup = form.Get("markup"); v.Markup != "" || problem.Of(err).Field == "markup" {
				v.MarkupError = said
			} else {
				v.FileError = said
			}
		})
	}
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "1 section was brought in.", "%d sections were brought in.", done.Sections),
			UndoURL: link.ImportUndo(c.Slug, id, done.ID), UndoLabel: i18n.T(r.Context(), "Undo")})
	}
	return p.Site.Done(w, r, done.Live, link.Strategy(c.Slug, id, "edit"))
}

func incoming(ctx context.Context, content, markup string) (strategy.Incoming, error) {
	switch {
	case content != "" && markup != "":
		return strategy.Incoming{}, problem.At("content", "Please send one at a time: a file, or text.")
	case content != "":
		return strategy.IncomingFromJSON(content)
	case strings.TrimSpace(markup) == "":
		return strategy.Incoming{}, problem.At("markup", "Please paste a text first.")
	}
	return strategy.IncomingFromMarkup(markup, i18n.T(ctx, "Introduction"))
}

// notTaken says why nothing came in, and which section is at fault where it is one.
func notTaken(ctx context.Context, err error) string {
	if u, ok := errors.AsType[*strategy.Unfit](err); ok {
		reason := i18n.Say(ctx, u.Reason)
		if u.Title == "" {
			return i18n.T(ctx, "Nothing was brought in. Section %d: %s", u.Section, reason)
		}
		return i18n.T(ctx, "Nothing was brought in. Section %d, “%s”: %s", u.Section, u.Title, reason)
	}
	return i18n.Say(ctx, problem.Of(err).Text)
}

func (p *Pages) showImport(w http.ResponseWriter, r *http.Request, c access.Caller, id uuid.UUID, status int, change func(*ImportForm)) error {
	to, err := p.Desk.ToBring(r.Context(), c, id)
	if err != nil {
		return err
	}
	v := ImportForm{URL: link.Strategy(c.Slug, id, "import"), Back: link.Strategy(c.Slug, id, "edit"), StrategyTitle: to.Strategy.Title,
		ID: once.Fresh().String(), Begins: to.Sections == 0}
	if change != nil {
		change(&v)
	}
	page := p.Site.Page(r, to.Seat, i18n.T(r.Context(), "Bring in text"))
	page.Script = "word"
	return p.Site.Render(w, r, status, ImportPage(page, v))
}
