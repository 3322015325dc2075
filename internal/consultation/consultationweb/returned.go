package consultationweb

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/richtext"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ReturnedView is the page that takes a Word document which an office has sent back.
type ReturnedView struct {
	Title, Back, Action, KeepURL string
	Office, Note, Day            string
	Offices                      []ui.Option
	Read                         bool // a file was read, and what it holds is shown
	Found                        string
	Entries                      []EntryView
	Ignored                      []IgnoredView
	Formatting                   int
	Errors                       map[string]string
}

// EntryView is a comment or a tracked change of the document.
type EntryView struct {
	N                          string
	Author, About, Exact, Text string
	Suggests, Chosen           bool
	Difference                 []richtext.Stretch
	Lost                       string
	Check                      bool // somebody should look whether the words are those that were meant
	Resolved                   bool
}

// IgnoredView is what cannot be entered.
type IgnoredView struct{ Author, Words, Reason string }

// ShowReturned answers GET of the page.
func (p *Pages) ShowReturned(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Returning(r.Context(), c, id)
	if err != nil {
		return err
	}
	return p.returned(w, r, v, http.StatusOK, ReturnedView{Day: time.Now().UTC().Format(time.DateOnly)})
}

func (p *Pages) returned(w http.ResponseWriter, r *http.Request, v consultation.Returned, status int, view ReturnedView) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	look, err := p.Desk.Look(r.Context(), c, id)
	if err != nil {
		return err
	}
	view.Title, view.Back, view.Action, view.KeepURL = v.Strategy.Title, link.Strategy(c.Slug, id, ""), link.Returned(c.Slug, id, ""), link.Returned(c.Slug, id, "keep")
	view.Offices = []ui.Option{{Label: i18n.T(r.Context(), "Please choose")}}
	for _, o := range look.People.Offices {
		if o.Slug != look.Seat.OfficeSlug {
			view.Offices = append(view.Offices, ui.Option{Value: o.Slug, Label: o.Name})
		}
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "A document that came back: %s", v.Strategy.Title))
	page.Script = "method"
	return p.Site.Render(w, r, status, ReturnedPage(page, view))
}

// PreviewReturned answers the POST of a file with what it holds. Nothing is written.
func (p *Pages) PreviewReturned(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "file", "office", "source_note", "source_date")
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Returning(r.Context(), c, id)
	if err != nil {
		return err
	}
	view := ReturnedView{Office: form.Get("office"), Note: form.Get("source_note"), Day: form.Get("source_date"), Errors: map[string]string{}}
	err = formErr
	if err == nil {
		file, head, none := r.FormFile("file")
		if none != nil || head.Size == 0 {
			err = problem.At("file", "Please choose the Word document (.docx) that came back.")
		} else {
			defer file.Close()
			v, err = p.Desk.ReadReturned(r.Context(), c, id, file, head.Size)
		}
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		view.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
		return p.returned(w, r, v, http.StatusUnprocessableEntity, view)
	}
	if err != nil {
		return err
	}
	if err := view.fill(r.Context(), v, nil); err != nil {
		return err
	}
	return p.returned(w, r, v, http.StatusOK, view)
}

// fill shows what a document holds; without a choice, all is chosen that is not done.
func (view *ReturnedView) fill(ctx context.Context, v consultation.Returned, chosen []string) error {
	found, err := json.Marshal(v.Entries)
	if err != nil {
		return err
	}
	view.Read, view.Found, view.Formatting = true, string(found), v.Formatting
	for n, e := range v.Entries {
		one := EntryView{N: strconv.Itoa(n), Author: e.Author, About: v.Titles[e.Section], Exact: e.Exact, Text: e.Text, Resolved: e.Resolved, Lost: i18n.Say(ctx, e.Lost), Check: e.Check, Chosen: !e.Resolved}
		if chosen != nil {
			one.Chosen = slices.Contains(chosen, one.N)
		}
		if e.Replacement != nil {
			one.Suggests, one.Difference = true, richtext.DiffText(e.Exact, *e.Replacement)
		}
		view.Entries = append(view.Entries, one)
	}
	for _, i := range v.Ignored {
		view.Ignored = append(view.Ignored, IgnoredView{Author: i.Author, Words: short(i.Words), Reason: i18n.Say(ctx, i.Reason)})
	}
	return nil
}

// KeepReturned answers the POST that enters what was chosen.
func (p *Pages) KeepReturned(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"office", "source_note", "source_date", "found"}, []string{"keep"})
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Returning(r.Context(), c, id)
	if err != nil {
		return err
	}
	if json.Unmarshal([]byte(form.Get("found")), &v.Entries) != nil {
		formErr = problem.At("file", "What was read could not be understood. Please choose the file again.")
	}
	var chosen []consultation.Entry
	for n, e := range v.Entries {
		if slices.Contains(form["keep"], strconv.Itoa(n)) && e.ID != uuid.Nil {
			chosen = append(chosen, e)
		}
	}
	made := 0
	err = formErr
	if err == nil {
		made, err = p.Desk.BringIn(r.Context(), c, id, form.Get("office"), consultation.Heard{Note: form.Get("source_note"), Day: form.Get("source_date")}, chosen)
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		view := ReturnedView{Office: form.Get("office"), Note: form.Get("source_note"), Day: form.Get("source_date"), Errors: map[string]string{why.Field: i18n.Say(r.Context(), why.Text)}}
		keep := form["keep"]
		if keep == nil {
			keep = []string{}
		}
		if err := view.fill(r.Context(), v, keep); err != nil {
			return err
		}
		return p.returned(w, r, v, http.StatusUnprocessableEntity, view)
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "1 is entered for the office, and the office is told.", "%d are entered for the office, and the office is told.", made)})
	return p.Site.Done(w, r, 0, link.Strategy(c.Slug, id, "")+"#margin")
}
