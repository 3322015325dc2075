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
	URL, Back                      string
	Strategy, StrategyTitle, Title string // Strategy is its address
	Version                        int
	Base, Markup                   string
	Error                          string
	Closed                         bool       // nobody writes here now: the text is only to be taken along
	Clash                          *TextClash // two people wrote the same words; nil: no
}

// TextClash is what the two wrote, beside each other. What is marked in theirs and mine differs from what it was; where
// that is not known, mine from theirs.
type TextClash struct {
	Was          string
	Theirs, Mine []Piece
	WasUnknown   bool
}

// Piece is a stretch of a text that was compared with another.
type Piece struct {
	Kind string // takenOut, putIn, or "" where nothing changed
	Text string
}

const (
	takenOut = "out"
	putIn    = "in"
)

// ShowText answers GET of the page on which a section is written without an editor.
func (p *Pages) ShowText(w http.ResponseWriter, r *http.Request) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	return p.showText(out, r, c, id, section, http.StatusOK, nil)
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
	done, err := p.Desk.WriteText(r.Context(), c, id, section, strategy.Written{Version: version, Base: form.Get("base"), Markup: form.Get("markup")})
	if clash, ok := errors.AsType[*strategy.Clash](err); ok {
		return p.showText(w, r, c, id, section, http.StatusConflict, func(v *TextForm) {
			v.Version, v.Base, v.Markup, v.Clash = clash.Version, clash.Theirs, clash.Mine, clashOf(clash)
		})
	}
	if wrong := problem.Of(err); err != nil && (wrong.Kind == problem.Invalid || wrong.Kind == problem.Overloaded || wrong.Kind == problem.TooMany || wrong.Kind == problem.Locked) {
		respond.RetryAfter(w, wrong)
		return p.showText(w, r, c, id, section, respond.Status(wrong.Kind), func(v *TextForm) {
			v.Version, v.Base, v.Markup = version, form.Get("base"), form.Get("markup")
			v.Error, v.Closed = i18n.Say(r.Context(), wrong.Text), wrong.Kind == problem.Locked
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
	if err != nil && (change == nil || !problem.Is(err, problem.Locked)) { // what was typed is given back, also where it can no longer be saved
		return err
	}
	doc, err := richtext.Parse(s.Section.Doc)
	if err != nil {
		return err
	}
	markup := richtext.Markup(doc)
	v := TextForm{
		URL: link.Section(c.Slug, id, section, "text"), Back: link.SectionWritten(c.Slug, id, section), Strategy: link.Strategy(c.Slug, id, ""), StrategyTitle: s.Strategy.Title, Title: s.Section.Title,
		Version: s.Section.Version, Base: markup, Markup: markup,
	}
	if change != nil {
		change(&v)
	}
	page := p.Site.Page(r, s.Seat, i18n.T(r.Context(), "Write: %s", s.Section.Title))
	page.Script = "versions"
	return p.Site.Render(w, r, status, TextPage(page, v))
}

func clashOf(c *strategy.Clash) *TextClash {
	v := &TextClash{Was: c.Base, WasUnknown: c.Base == ""}
	base := c.Base
	if v.WasUnknown {
		base = c.Theirs
	}
	for _, passage := range richtext.Compare(base, c.Mine, c.Theirs) {
		v.Theirs = append(v.Theirs, piecesOf(passage.Base, passage.Theirs)...)
		v.Mine = append(v.Mine, piecesOf(passage.Base, passage.Mine)...)
	}
	return v
}

func piecesOf(before, after string) (list []Piece) {
	if before == after {
		return []Piece{{"", after}}
	}
	if before != "" {
		list = append(list, Piece{takenOut, before})
	}
	if after != "" {
		list = append(list, Piece{putIn, after})
	}
	return list
}

func textLabel(ctx context.Context, v TextForm) string {
	if v.Clash != nil {
		return i18n.T(ctx, "What it is to be")
	}
	return i18n.T(ctx, "The text of the section")
}
