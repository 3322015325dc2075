package swotweb

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowOptions answers GET of the options; with ?new= and a kind, and items, an empty form; with ?edit= the form of one.
func (p *Pages) ShowOptions(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.by(r).Whole(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	view := optionsView(r.Context(), v)
	q := r.URL.Query()
	if view.CanWrite && q.Has("edit") {
		for _, o := range v.Options {
			if o.ID.String() == q.Get("edit") && !o.Withdrawn() {
				view.Form = editOptionForm(r.Context(), v, o)
			}
		}
	} else if kind, err := swot.ParseOptionKind(q.Get("new")); err == nil && view.CanWrite && !view.NoItems {
		view.Form = newOptionForm(r.Context(), v, kind, parsedIDs(q["items"]))
	}
	return p.renderOptions(w, r, http.StatusOK, v, view)
}

func (p *Pages) renderOptions(w http.ResponseWriter, r *http.Request, status int, v swot.View, view OptionsView) error {
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Options"))
	page.Script = "method"
	return p.Site.Render(w, r, status, OptionsPage(page, view))
}

// WriteOption answers POST of a new option.
func (p *Pages) WriteOption(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "kind", "text"}, []string{"items"})
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	in := swot.NewOption{ID: form.Get("id"), Kind: form.Get("kind"), Text: form.Get("text"), Items: form["items"]}
	if formErr != nil {
		return p.refuseOption(w, r, c, analysis, uuid.Nil, in, formErr)
	}
	done, err := p.Board.WriteOption(r.Context(), c, analysis, in)
	if err != nil {
		return p.refuseOption(w, r, c, analysis, uuid.Nil, in, err)
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The option was written.")})
	}
	return p.Site.Done(w, r, done.Live, link.OptionAnchor(c.Slug, analysis, done.Item))
}

// optionTarget reads what a POST to an option is about. The form must have been parsed.
func (p *Pages) optionTarget(r *http.Request) (c access.Caller, t swot.OptionTarget, err error) {
	if c, t.Analysis, err = p.asked(r); err != nil {
		return c, t, err
	}
	t.Option, err = respond.ID(r, "option")
	return c, t, err
}

// ChangeOption answers POST of a changed option; an older version than the stored one gets 409 with both.
func (p *Pages) ChangeOption(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"kind", "text", "version"}, []string{"items"})
	c, t, err := p.optionTarget(r)
	if err != nil {
		return err
	}
	in := swot.NewOption{Kind: form.Get("kind"), Text: form.Get("text"), Items: form["items"]}
	version, err := strconv.Atoi(form.Get("version"))
	if formErr == nil && (err != nil || version < 1) {
		formErr = problem.At("version", "The form has no valid version. Your text is kept: please load the page anew.")
	}
	if formErr != nil {
		return p.refuseOption(w, r, c, t.Analysis, t.Option, in, formErr)
	}
	done, err := p.Board.ChangeOption(r.Context(), c, t, in, version)
	if err != nil {
		return p.refuseOption(w, r, c, t.Analysis, t.Option, in, err)
	}
	return p.Site.Done(w, r, done.Live, link.OptionAnchor(c.Slug, t.Analysis, t.Option))
}

// WithdrawOption answers the POST that takes an option back; the page after it offers the way back.
func (p *Pages) WithdrawOption(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, t, err := p.optionTarget(r)
	if err != nil {
		return err
	}
	done, err := p.Board.WithdrawOption(r.Context(), c, t)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The option was withdrawn."),
			UndoURL: link.Option(c.Slug, t.Analysis, t.Option, "restore"), UndoLabel: i18n.T(r.Context(), "Undo")})
	}
	return p.Site.Done(w, r, done.Live, link.Options(c.Slug, t.Analysis))
}

// RestoreOption answers the POST that puts an option back.
func (p *Pages) RestoreOption(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, t, err := p.optionTarget(r)
	if err != nil {
		return err
	}
	done, err := p.Board.RestoreOption(r.Context(), c, t)
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.OptionAnchor(c.Slug, t.Analysis, t.Option))
}

// PlaceOption answers the POST that moves an option up or down among those of its kind.
func (p *Pages) PlaceOption(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "direction")
	if err != nil {
		return err
	}
	c, t, err := p.optionTarget(r)
	if err != nil {
		return err
	}
	done, err := p.Board.PlaceOption(r.Context(), c, t, form.Get("direction"))
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.OptionAnchor(c.Slug, t.Analysis, t.Option))
}

// refuseOption answers a form that breaks a rule with the form again, as it was filled in; and one that is older than
// what is stored with both. Other errors pass on.
func (p *Pages) refuseOption(w http.ResponseWriter, r *http.Request, c access.Caller, analysis, option uuid.UUID, in swot.NewOption, err error) error {
	stale, isStale := errors.AsType[*swot.StaleOption](err)
	if !isStale && !problem.Is(err, problem.Invalid) {
		return err
	}
	why := problem.Of(err)
	ctx := r.Context()
	text := i18n.Say(ctx, why.Text)
	v, viewErr := p.by(r).Whole(ctx, c, analysis)
	if viewErr != nil {
		return viewErr
	}
	if !swot.MayWriteOptions(v.Seat.Actor, v.Analysis) {
		return problem.New(problem.Refused, "")
	}
	status := respond.Status(why.Kind)
	if respond.IsLive(r) {
		return p.Site.Render(w, r, status, AnswerFragment(Answer{Kind: string(why.Kind), Field: why.Field, Text: text}))
	}
	view := optionsView(ctx, v)
	kind, kindErr := swot.ParseOptionKind(in.Kind)
	if kindErr != nil {
		kind = swot.KindSO
	}
	n := slices.IndexFunc(v.Options, func(o swot.StrategicOption) bool { return o.ID == option })
	switch {
	case option == uuid.Nil:
		view.Form = newOptionForm(ctx, v, kind, parsedIDs(in.Items))
	case n < 0:
		return problem.Absent()
	default:
		view.Form = editOptionForm(ctx, v, v.Options[n])
		view.Form.Kind = string(kind)
		view.Form.choose(ctx, v, kind, parsedIDs(in.Items))
	}
	view.Form.Text = in.Text
	view.Notice = &Notice{Kind: string(why.Kind), Title: i18n.T(ctx, "This was not stored yet"), Text: text}
	switch {
	case isStale:
		items := map[uuid.UUID]swot.Item{}
		for _, i := range v.Items {
			items[i.ID] = i
		}
		card := optionCard(ctx, c.Slug, v.Analysis, stale.Stored, items, false)
		view.Stored = &card
		if stale.Stored.Withdrawn() { // one's own words can still become an option of their own
			view.Form.Title, view.Form.Action = i18n.T(ctx, "Write it as a new option"), link.Options(c.Slug, analysis)
			view.Form.ID, view.Form.Version = once.Fresh().String(), ""
		}
	case why.Field == "kind":
		view.Form.KindError = text
	case why.Field == "items":
		view.Form.ItemsError = text
	case why.Field == "text":
		view.Form.TextError = text
	}
	return p.renderOptions(w, r, status, v, view)
}
