package swotweb

import (
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/internal/thread"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowItem answers GET of an item's own page; with ?reply= or ?edit= and a comment's id that form is open in it, and with
// ?show=open it leaves out the threads that are resolved.
func (p *Pages) ShowItem(w http.ResponseWriter, r *http.Request) error {
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	v, err := p.talk(r).Item(r.Context(), c, t)
	if err != nil {
		return err
	}
	return p.renderItem(w, r, http.StatusOK, v, itemPageOf(r.Context(), v, talkAsks(r.URL.Query())))
}

func (p *Pages) renderItem(w http.ResponseWriter, r *http.Request, status int, v swot.ItemView, view ItemPageView) error {
	page := p.Site.Page(r, v.Seat, short(v.Item.Text))
	page.Script = "method"
	return p.Site.Render(w, r, status, ItemPage(page, view))
}

// talk is the talk about items for the browser that asks.
func (p *Pages) talk(r *http.Request) *swot.Talk { return p.Talk.By(penOf(r)) }

// AddComment answers POST …/items/{item}/comments.
func (p *Pages) AddComment(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "text", "reply_to"}, []string{"mention"})
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	in := thread.New{ID: form.Get("id"), Text: form.Get("text"), ReplyTo: form.Get("reply_to"), Mentions: form["mention"]}
	err = formErr
	var id uuid.UUID
	var done swot.Done
	if err == nil {
		id, done, err = p.talk(r).Add(r.Context(), c, t, in)
	}
	if problem.Is(err, problem.Invalid) || problem.Is(err, problem.TooMany) {
		why := problem.Of(err)
		respond.RetryAfter(w, why)
		return p.again(w, r, c, t, err, talkAsked{Reply: in.ReplyTo}, func(page *ItemPageView) {
			page.refill(in, why.Field, i18n.Say(r.Context(), why.Text))
		})
	}
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.CommentAnchor(c.Slug, t.Analysis, t.Item, id))
}

// again answers a form that breaks a rule: the page with what was typed in its place.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, c access.Caller, t swot.Target, err error, ask talkAsked, refill func(*ItemPageView)) error {
	v, viewErr := p.talk(r).Item(r.Context(), c, t)
	if viewErr != nil {
		return viewErr
	}
	why := problem.Of(err)
	if respond.IsLive(r) {
		return p.Site.Render(w, r, respond.Status(why.Kind), AnswerFragment(Answer{Kind: string(why.Kind), Field: why.Field, Text: i18n.Say(r.Context(), why.Text)}))
	}
	page := itemPageOf(r.Context(), v, ask)
	refill(&page)
	return p.renderItem(w, r, respond.Status(why.Kind), v, page)
}

// commented reads what a POST to a comment is about. The form must have been parsed.
func (p *Pages) commented(r *http.Request) (c access.Caller, analysis, comment uuid.UUID, err error) {
	if c, analysis, err = p.asked(r); err == nil {
		comment, err = respond.ID(r, "comment")
	}
	return c, analysis, comment, err
}

// EditComment answers POST …/comments/{comment}.
func (p *Pages) EditComment(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "text")
	c, analysis, comment, err := p.commented(r)
	if err != nil {
		return err
	}
	done := swot.Done{}
	if err = formErr; err == nil {
		done, err = p.talk(r).Edit(r.Context(), c, analysis, comment, form.Get("text"))
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		item, itemErr := p.talk(r).ItemOf(r.Context(), c, comment)
		if itemErr != nil {
			return itemErr
		}
		return p.again(w, r, c, swot.Target{Analysis: analysis, Item: item}, err, talkAsked{Edit: comment.String()}, func(page *ItemPageView) {
			page.refillEdit(comment, form.Get("text"), why.Field, i18n.Say(r.Context(), why.Text))
		})
	}
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.CommentAnchor(c.Slug, analysis, done.Item, comment))
}

// WithdrawComment answers POST …/comments/{comment}/withdraw.
func (p *Pages) WithdrawComment(w http.ResponseWriter, r *http.Request) error {
	return p.changeComment(w, r, p.talk(r).Withdraw, "The comment was withdrawn.", func(slug string, analysis, item, _ uuid.UUID) string {
		return link.Item(slug, analysis, item, "") + "#comments"
	})
}

// ResolveThread answers POST …/comments/{comment}/resolve.
func (p *Pages) ResolveThread(w http.ResponseWriter, r *http.Request) error {
	return p.changeComment(w, r, p.talk(r).Resolve, "The thread is resolved. Everybody can open it again.", link.CommentAnchor)
}

// ReopenThread answers POST …/comments/{comment}/reopen.
func (p *Pages) ReopenThread(w http.ResponseWriter, r *http.Request) error {
	return p.changeComment(w, r, p.talk(r).Reopen, "The thread is open again.", link.CommentAnchor)
}

func (p *Pages) changeComment(w http.ResponseWriter, r *http.Request, do func(context.Context, access.Caller, uuid.UUID, uuid.UUID) (swot.Done, error),
	said string, next func(slug string, analysis, item, comment uuid.UUID) string) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, analysis, comment, err := p.commented(r)
	if err != nil {
		return err
	}
	done, err := do(r.Context(), c, analysis, comment)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.Say(r.Context(), said)})
	}
	return p.Site.Done(w, r, done.Live, next(c.Slug, analysis, done.Item, comment))
}
