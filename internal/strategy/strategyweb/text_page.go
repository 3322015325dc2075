package strategyweb

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// TextForm is the page on which a section is written without an editor.
type TextForm struct {
	URL, Back, StrategyTitle, Title string
	Version                         int
	Base, Markup                    string
	Error                           string
	Clash                           *TextClash // two people wrote the same words; nil: no
}

// TextClash is what the two wrote, beside each other. What is marked in theirs and mine differs from what it was; where
// that is not known, mine from theirs.
type TextClash struct {
	Was          string
	Theirs, Mine []Piece
	WasUnknown   bool
}

// Piece is a stretch of a text: what stood there and what stands there now. They are equal where nothing changed.
type Piece struct{ Before, After string }

// ShowText answers GET of the page on which a section is written without an editor.
func (p *Pages) ShowText(w http.ResponseWriter, r *http.Request) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	return p.showText(w, r, c, id, section, http.StatusOK, nil)
}

// WriteText answers its POST. What others wrote meanwhile is joined with it, or shown beside it to decide.
func (p *Pages) WriteText(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "markup", "version", "base")
	if err != nil {
		return err
	}
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(form.Get("version"))
	if err != nil {
		version = -1 // that of no text: as if others had written
	}
	in := strategy.Written{Version: version, Base: form.Get("base"), Markup: form.Get("markup")}
	done, err := p.Desk.WriteText(r.Context(), c, id, section, in)
	typed := func(v *TextForm) { v.Version, v.Base, v.Markup = in.Version, in.Base, in.Markup }
	if clash, ok := errors.AsType[*strategy.Clash](err); ok {
		return p.showText(w, r, c, id, section, http.StatusConflict, func(v *TextForm) {
			v.Version, v.Base, v.Markup, v.Clash = clash.Version, clash.Theirs, clash.Mine, clashOf(clash)
		})
	}
	if problem.Is(err, problem.Invalid) {
		return p.showText(w, r, c, id, section, http.StatusUnprocessableEntity, func(v *TextForm) {
			typed(v)
			v.Error = i18n.Say(r.Context(), problem.Of(err).Text)
		})
	}
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Text: saved(r.Context(), done.Others)})
	}
	return p.Site.Done(w, r, done.Live, link.SectionWritten(c.Slug, id, section))
}

func saved(ctx context.Context, joined bool) string {
	if joined {
		return i18n.T(ctx, "Saved. Somebody else had written in this section meanwhile; both changes are in it.")
	}
	return i18n.T(ctx, "Saved.")
}

func (p *Pages) showText(w http.ResponseWriter, r *http.Request, c access.Caller, id, section uuid.UUID, status int, change func(*TextForm)) error {
	s, err := p.Desk.TextToWrite(r.Context(), c, id, section)
	if err != nil {
		return err
	}
	doc, err := richtext.Parse(s.Section.Doc)
	if err != nil {
		return err
	}
	markup := richtext.Markup(doc)
	v := TextForm{
		URL: link.Section(c.Slug, id, section, "text"), Back: link.SectionWritten(c.Slug, id, section), StrategyTitle: s.Strategy.Title, Title: s.Section.Title,
		Version: s.Section.Version, Base: markup, Markup: markup,
	}
	if change != nil {
		change(&v)
	}
	page := p.Site.Page(r, s.Seat, i18n.T(r.Context(), "Write: %s", s.Section.Title))
	page.Script = "draft"
	return p.Site.Render(w, r, status, TextPage(page, v))
}

func clashOf(c *strategy.Clash) *TextClash {
	v := &TextClash{Was: c.Base, WasUnknown: c.Base == ""}
	base := c.Base
	if v.WasUnknown {
		base = c.Theirs
	}
	for _, passage := range richtext.Compare(base, c.Mine, c.Theirs) {
		v.Theirs = append(v.Theirs, Piece{passage.Base, passage.Theirs})
		v.Mine = append(v.Mine, Piece{passage.Base, passage.Mine})
	}
	return v
}

func textLabel(ctx context.Context, v TextForm) string {
	if v.Clash != nil {
		return i18n.T(ctx, "What it is to be")
	}
	return i18n.T(ctx, "The text of the section")
}
