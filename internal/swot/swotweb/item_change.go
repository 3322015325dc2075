package swotweb

import (
	"errors"
	"net/http"
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

// target reads what a POST to an item is about. The form must have been parsed.
func (p *Pages) target(r *http.Request) (c access.Caller, t swot.Target, err error) {
	if c, t.Analysis, err = p.asked(r); err != nil {
		return c, t, err
	}
	t.Item, err = respond.ID(r, "item")
	return c, t, err
}

// AddItem answers POST …/items.
func (p *Pages) AddItem(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "quadrant", "text", "evidence", "office")
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	in := swot.NewItem{ID: form.Get("id"), Quadrant: form.Get("quadrant"), Text: form.Get("text"), Evidence: form.Get("evidence"), Office: form.Get("office")}
	if formErr != nil {
		return p.refuse(w, r, c, analysis, formErr, func(b *Board, text string) { b.refillAdd(in, text) })
	}
	board, keep := p.byWriter(w, r)
	done, err := board.Add(r.Context(), c, analysis, in)
	if problem.Is(err, problem.Conflict) {
		return p.refuseStill(w, r, c, analysis, err, i18n.T(r.Context(), "This was not stored"), in.Text, in.Evidence)
	}
	if err != nil {
		return p.refuse(w, r, c, analysis, err, func(b *Board, text string) { b.refillAdd(in, text) })
	}
	keep(done.Unsigned)
	return p.Site.Done(w, r, done.Live, link.ItemAnchorFor(c.Slug, analysis, done.Item, in.Office))
}

// EditItem answers POST …/items/{item}.
func (p *Pages) EditItem(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "text", "evidence", "version")
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	text, evidence := form.Get("text"), form.Get("evidence")
	refill := func(b *Board, message string) { b.refillEdit(t.Item, text, evidence, message) }
	version, err := strconv.Atoi(form.Get("version"))
	if formErr == nil && (err != nil || version < 1) {
		formErr = problem.At("version", i18n.T(r.Context(), "The form has no valid version. Your text is kept: please load the board anew."))
	}
	if formErr != nil {
		return p.refuse(w, r, c, t.Analysis, formErr, refill)
	}
	done, err := p.by(r).Edit(r.Context(), c, t, text, evidence, version)
	if s, ok := errors.AsType[*swot.Stale](err); ok {
		return p.showStale(w, r, c, t, s, err)
	}
	if problem.Is(err, problem.Conflict) {
		return p.refuseStill(w, r, c, t.Analysis, err, i18n.T(r.Context(), "This was not stored"), text, evidence)
	}
	if err != nil {
		return p.refuse(w, r, c, t.Analysis, err, refill)
	}
	return p.Site.Done(w, r, done.Live, link.ItemAnchor(c.Slug, t.Analysis, t.Item))
}

// MoveItem answers POST …/items/{item}/move.
func (p *Pages) MoveItem(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "quadrant", "before")
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return p.refuse(w, r, c, t.Analysis, formErr, nil)
	}
	var before uuid.UUID
	if text := form.Get("before"); text != "" {
		if before, err = uuid.Parse(text); err != nil {
			return p.refuse(w, r, c, t.Analysis, problem.At("before", i18n.T(r.Context(), "The place is not valid. Please choose it again.")), nil)
		}
	}
	done, err := p.by(r).Move(r.Context(), c, t, form.Get("quadrant"), before)
	if s, ok := errors.AsType[*swot.Stale](err); ok {
		return p.showStale(w, r, c, t, s, err)
	}
	if err != nil {
		return p.refuse(w, r, c, t.Analysis, err, nil)
	}
	return p.Site.Done(w, r, done.Live, link.ItemAnchor(c.Slug, t.Analysis, t.Item))
}

// WithdrawItem answers POST …/items/{item}/withdraw; the page after it offers the way back.
func (p *Pages) WithdrawItem(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	done, err := p.by(r).Withdraw(r.Context(), c, t)
	if err != nil {
		return err
	}
	switch {
	case respond.IsLive(r):
	case done.Unsigned: // a session knows its person, and must not be written right after the item
		return p.Site.Done(w, r, done.Live, link.ItemWithdrawn(c.Slug, t.Analysis))
	default:
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The item was withdrawn."),
			UndoURL: link.Item(c.Slug, t.Analysis, t.Item, "restore"), UndoLabel: i18n.T(r.Context(), "Undo")})
	}
	return p.Site.Done(w, r, done.Live, boardURL(c, t.Analysis))
}

// RestoreItem answers POST …/items/{item}/restore.
func (p *Pages) RestoreItem(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	done, err := p.by(r).Restore(r.Context(), c, t)
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.ItemAnchor(c.Slug, t.Analysis, t.Item))
}
