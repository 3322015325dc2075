package consultationweb

import (
	"context"
	"net/http"

	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// SuggestionsView is the page on which several suggestions are put into the text at once.
type SuggestionsView struct {
	Title, Back, Action, Reason string
	Publish                     bool
	Parts                       []SuggestedPart
	Fixed                       bool // nobody writes in the text now
	Error                       map[string]string
}

// SuggestedPart is a section with what is suggested for its words.
type SuggestedPart struct {
	Title, URL string
	Words      []SuggestedWords
}

// SuggestedWords are words for which something is suggested, by one person or by several.
type SuggestedWords struct {
	Before, After string // what stands around them
	Remarks       []RemarkView
}

// ShowSuggestions answers GET of the suggestions that can be put into the text: for those who write in it.
func (p *Pages) ShowSuggestions(w http.ResponseWriter, r *http.Request) error {
	return p.suggestions(w, r, http.StatusOK, nil)
}

func (p *Pages) suggestions(w http.ResponseWriter, r *http.Request, status int, fill func(*SuggestionsView)) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Look(r.Context(), c, id)
	if err != nil {
		return err
	}
	if !v.Viewer.Disposes {
		return problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, take suggestions up.")
	}
	view := suggestionsOf(r.Context(), v)
	if fill != nil {
		fill(&view)
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Suggestions: %s", v.Strategy.Title))
	page.Script = "method"
	return p.Site.Render(w, r, status, SuggestionsPage(page, view))
}

func suggestionsOf(ctx context.Context, v consultation.View) SuggestionsView {
	slug, s := v.Seat.Slug, v.Strategy.ID
	view := SuggestionsView{Title: v.Strategy.Title, Back: link.Strategy(slug, s, ""), Action: link.TakeUp(slug, s), Reason: i18n.T(ctx, "Thank you, we have taken this up."),
		Fixed: !v.MayTakeUp(), Error: map[string]string{}}
	for _, sec := range v.Sections {
		part := SuggestedPart{Title: sec.Title, URL: link.SectionAnchor(slug, s, sec.ID)}
		at := map[string]int{}
		for _, c := range v.Contributions {
			if !c.Waits() || c.Section != sec.ID {
				continue
			}
			place := c.Quote.Prefix + "\x00" + c.Words + "\x00" + c.Quote.Suffix
			n, there := at[place]
			if !there {
				n = len(part.Words)
				at[place] = n
				part.Words = append(part.Words, SuggestedWords{Before: c.Quote.Prefix, After: c.Quote.Suffix})
			}
			part.Words[n].Remarks = append(part.Words[n].Remarks, remarkOf(ctx, slug, s, c))
		}
		if len(part.Words) > 0 {
			view.Parts = append(view.Parts, part)
		}
	}
	return view
}

// AcceptSeveral answers the POST that puts the chosen suggestions into the text.
func (p *Pages) AcceptSeveral(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"reason", "publish"}, []string{"thread"})
	c, strategy, err := p.asked(r)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, text := range form["thread"] {
		id, err := uuid.Parse(text)
		if err != nil {
			return problem.Absent()
		}
		ids = append(ids, id)
	}
	in := consultation.NewText{Reason: form.Get("reason"), Publish: form.Get("publish") == "1"}
	var live int64
	var left []consultation.Left
	err = formErr
	if err == nil {
		live, left, err = p.Desk.TakeUpSeveral(r.Context(), c, strategy, ids, in)
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		return p.suggestions(w, r, http.StatusUnprocessableEntity, func(v *SuggestionsView) {
			v.Reason, v.Publish = in.Reason, in.Publish
			v.Error[why.Field] = i18n.Say(r.Context(), why.Text)
		})
	}
	if err != nil {
		return err
	}
	said := i18n.N(r.Context(), "1 suggestion is in the text.", "%d suggestions are in the text.", len(ids)-len(left))
	if len(left) > 0 {
		said += " " + i18n.N(r.Context(), "1 was left as it is:", "%d were left as they are:", len(left)) + " " + i18n.Say(r.Context(), left[0].Why)
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: said})
	return p.Site.Done(w, r, live, link.Suggestions(c.Slug, strategy))
}
