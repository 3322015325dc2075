package swotweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// MergeItems answers the POST that makes a joint item, or adds to one. The page after it is filtered as it was.
func (p *Pages) MergeItems(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "into", "text", "evidence", "quadrant", "reason"}, []string{"items"})
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	in := swot.NewJoint{ID: form.Get("id"), Items: form["items"], Into: form.Get("into"), Text: form.Get("text"), Evidence: form.Get("evidence"),
		Quadrant: form.Get("quadrant"), Reason: form.Get("reason")}
	err = formErr
	var done swot.Merged
	if err == nil {
		done, err = p.Board.Merge(r.Context(), c, analysis, in)
	}
	if err != nil {
		return p.refuseMerging(w, r, c, analysis, err, in.Items, func(v *MergeView, field, text string) { v.refill(in, field, text) })
	}
	if !respond.IsLive(r) && done.Step != uuid.Nil {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "One item was taken over.", "%d items are one joint item now.", done.Sources),
			UndoURL: link.Step(c.Slug, analysis, done.Step), UndoLabel: i18n.T(r.Context(), "Undo")})
	}
	anchor := "joint-" + done.Item.String()
	if done.From != "" {
		anchor = "candidates-" + string(done.From)
	}
	return p.Site.Done(w, r, done.Live, link.Merging(c.Slug, analysis, filterOf(r.URL.Query()).query(), anchor))
}

// refill puts back what was typed, with the message beside its field.
func (v *MergeView) refill(in swot.NewJoint, field, text string) {
	f := &v.Form
	f.Into, f.Text, f.Quadrant, f.Reason = in.Into, in.Text, in.Quadrant, in.Reason
	switch field {
	case "items":
		f.ItemsError = text
	case "into":
		f.IntoError = text
	case "text":
		f.TextError = text
	case "quadrant":
		f.QuadrantError = text
	case "reason":
		f.ReasonError = text
	default:
		f.Error = text
	}
}

// ChooseSources answers the POST that says whose items are merged.
func (p *Pages) ChooseSources(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, nil, []string{"sources"})
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	err = formErr
	var done swot.Done
	if err == nil {
		done, err = p.Board.ChooseSources(r.Context(), c, analysis, form["sources"])
	}
	if err != nil {
		return p.refuseMerging(w, r, c, analysis, err, nil, func(v *MergeView, _, text string) { v.SourcesError = text })
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The sources are chosen. Their items stand side by side below.")})
	}
	return p.Site.Done(w, r, done.Live, link.Merging(c.Slug, analysis, nil, "items"))
}

// PartJoint answers the POST that takes a source out of a joint item, or takes the joint item apart.
func (p *Pages) PartJoint(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "source")
	if err != nil {
		return err
	}
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	source := uuid.Nil
	if text := form.Get("source"); text != "" {
		if source, err = uuid.Parse(text); err != nil {
			source = uuid.Max // no item has this id
		}
	}
	done, err := p.Board.Part(r.Context(), c, t, source)
	if err != nil {
		return p.refuseMerging(w, r, c, t.Analysis, err, nil, func(v *MergeView, _, text string) { v.Form.Error = text })
	}
	if !respond.IsLive(r) {
		words := i18n.T(r.Context(), "The item was taken out: it is listed by itself again.")
		if source == uuid.Nil {
			words = i18n.T(r.Context(), "The joint item was taken apart: its items are listed by themselves again.")
		}
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: words})
	}
	return p.Site.Done(w, r, done.Live, link.Merging(c.Slug, t.Analysis, nil, "joints"))
}
