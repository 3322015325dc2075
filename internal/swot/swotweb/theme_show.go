package swotweb

import (
	"context"
	"net/http"
	"slices"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// ShowThemes answers GET of an analysis by its themes; frame says in which, an unknown one is one's own.
func (p *Pages) ShowThemes(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.renderThemes(w, r, http.StatusOK, c, analysis, r.URL.Query().Get("frame"), nil)
}

func (p *Pages) renderThemes(w http.ResponseWriter, r *http.Request, status int, c access.Caller, analysis uuid.UUID, frame string, change func(*ThemesView)) error {
	v, err := p.by(r).Themes(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	f, err := swot.ParseFrame(frame)
	if err != nil {
		f = swot.FrameOwn
	}
	t := themesOf(r.Context(), v, f)
	if change != nil {
		change(&t)
	}
	t.Page = p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Themes"))
	t.Page.Script = "method"
	return p.Site.Render(w, r, status, Themes(t))
}

// refuseTheme answers a form that breaks a rule: a live page gets the message, a browser gets the page again with what
// was typed in its place. Other errors pass on.
func (p *Pages) refuseTheme(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, frame string, err error, refill func(t *ThemesView, field, text string)) error {
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	why := problem.Of(err)
	text := i18n.Say(r.Context(), why.Text)
	if respond.IsLive(r) {
		if _, err := p.Board.Look(r.Context(), c, analysis); err != nil { // whoever may not see the analysis is told nothing of its forms
			return err
		}
		return p.Site.Render(w, r, respond.Status(why.Kind), AnswerFragment(Answer{Kind: string(why.Kind), Field: why.Field, Text: text}))
	}
	return p.renderThemes(w, r, respond.Status(why.Kind), c, analysis, frame, func(t *ThemesView) {
		if why.Field != "name" {
			t.Notice = &Notice{Kind: string(why.Kind), Title: i18n.T(r.Context(), "Nothing was changed"), Text: text}
		}
		if refill != nil {
			refill(t, why.Field, text)
		}
	})
}

// PutIntoTheme answers POST …/items/{item}/theme.
func (p *Pages) PutIntoTheme(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "frame", "theme")
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return p.refuseTheme(w, r, c, t.Analysis, form.Get("frame"), formErr, nil)
	}
	done, err := p.Board.PutIntoTheme(r.Context(), c, t, form.Get("frame"), form.Get("theme"))
	if err != nil {
		return p.refuseTheme(w, r, c, t.Analysis, form.Get("frame"), err, nil)
	}
	return p.Site.Done(w, r, done.Live, link.Themes(c.Slug, t.Analysis, form.Get("frame"))+"#theme-item-"+t.Item.String())
}

// MakeTheme answers POST …/themes.
func (p *Pages) MakeTheme(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "name"}, []string{"items"})
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	in := swot.NewTheme{ID: form.Get("id"), Name: form.Get("name"), Items: form["items"]}
	refill := func(t *ThemesView, field, text string) {
		if t.New == nil {
			return
		}
		t.New.Name = in.Name
		if field == "name" {
			t.New.Error = text
		}
		for n := range t.Groups {
			for m := range t.Groups[n].Items {
				t.Groups[n].Items[m].Chosen = slices.Contains(in.Items, t.Groups[n].Items[m].ID)
			}
		}
	}
	if formErr != nil {
		return p.refuseTheme(w, r, c, analysis, "", formErr, refill)
	}
	done, err := p.Board.MakeTheme(r.Context(), c, analysis, in)
	if err != nil {
		return p.refuseTheme(w, r, c, analysis, "", err, refill)
	}
	return p.Site.Done(w, r, done.Live, p.ownTheme(c, analysis, done.Item))
}

// RenameTheme answers POST …/themes/{theme}.
func (p *Pages) RenameTheme(w http.ResponseWriter, r *http.Request) error {
	return p.changeTheme(w, r, []string{"name"}, func(ctx context.Context, c access.Caller, analysis, theme uuid.UUID) (swot.Done, error) {
		return p.Board.RenameTheme(ctx, c, analysis, theme, r.PostForm.Get("name"))
	})
}

// EndTheme answers POST …/themes/{theme}/end.
func (p *Pages) EndTheme(w http.ResponseWriter, r *http.Request) error {
	return p.changeTheme(w, r, nil, p.Board.EndTheme)
}

func (p *Pages) changeTheme(w http.ResponseWriter, r *http.Request, fields []string, act func(ctx context.Context, c access.Caller, analysis, theme uuid.UUID) (swot.Done, error)) error {
	form, formErr := respond.Form(r, fields...)
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	theme, err := respond.ID(r, "theme")
	if err != nil {
		return err
	}
	refill := func(t *ThemesView, field, text string) {
		for n := range t.Groups {
			if g := &t.Groups[n]; g.Key == theme.String() && g.Rename != nil && field == "name" {
				g.Rename.Name, g.Rename.Error = form.Get("name"), text
			}
		}
	}
	if formErr != nil {
		return p.refuseTheme(w, r, c, analysis, "", formErr, refill)
	}
	done, err := act(r.Context(), c, analysis, theme)
	if err != nil {
		return p.refuseTheme(w, r, c, analysis, "", err, refill)
	}
	return p.Site.Done(w, r, done.Live, p.ownTheme(c, analysis, theme))
}

// ownTheme is where a group of one's own stands on the page.
func (p *Pages) ownTheme(c access.Caller, analysis, theme uuid.UUID) string {
	return link.Themes(c.Slug, analysis, string(swot.FrameOwn)) + "#theme-" + theme.String()
}
