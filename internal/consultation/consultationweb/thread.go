package consultationweb

import (
	"context"
	"net/http"
	"slices"

	"meridian/internal/access"
	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/thread"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ThreadView is one contribution on a page of its own, with all that this reader may do about it.
type ThreadView struct {
	Remark                       RemarkView
	Title, Back, Anchor          string
	Live                         string
	ReplyID, Reply               string
	EditURL, Edit                string // of who wrote it
	ResolveURL, ReopenURL        string
	WithdrawURL, SendURL         string
	DisposeURL, Answered, Reason string
	Publish                      bool
	Answers                      []ui.Option
	AcceptURL, Instead           string
	MisreadURL, Misread          string
	Errors                       map[string]string
}

// ShowThread answers GET of one contribution.
func (p *Pages) ShowThread(w http.ResponseWriter, r *http.Request) error {
	c, strategy, id, err := p.askedThread(r)
	if err != nil {
		return err
	}
	return p.thread(w, r, c, strategy, id, http.StatusOK, nil)
}

func (p *Pages) thread(w http.ResponseWriter, r *http.Request, c access.Caller, strategy, id uuid.UUID, status int, fill func(*ThreadView)) error {
	v, err := p.Desk.Look(r.Context(), c, strategy)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(v.Contributions, func(one consultation.Contribution) bool { return one.ID == id })
	if n < 0 {
		return problem.Absent()
	}
	view := threadOf(r.Context(), v, v.Contributions[n])
	if fill != nil {
		fill(&view)
	}
	page := p.Site.Page(r, v.Seat, view.Remark.KindLabel+": "+view.Remark.gist())
	page.Script = "method"
	return p.Site.Render(w, r, status, ThreadPage(page, view))
}

func threadOf(ctx context.Context, v consultation.View, c consultation.Contribution) ThreadView {
	slug, s := v.Seat.Slug, v.Strategy.ID
	do := func(verb string) string { return link.Thread(slug, s, c.ID, verb) }
	view := ThreadView{Remark: remarkOf(ctx, slug, s, c), Title: v.Strategy.Title, Back: link.Strategy(slug, s, ""), Anchor: link.ThreadAnchor(slug, s, c.ID), ReplyID: once.Fresh().String(), Errors: map[string]string{}}
	view.Reply = ""
	if !c.Withdrawn() {
		if c.Thread.Resolved() {
			view.ReopenURL = do("reopen")
		} else {
			view.ResolveURL = do("resolve")
		}
		if c.Thread.Own(v.Seat.Actor) || c.EnteredFor(v.Seat.Actor) {
			view.EditURL, view.Edit = do(""), c.Thread.Text
		}
		if thread.MayWithdraw(v.Seat.Actor, c.Thread.Comment) || c.EnteredFor(v.Seat.Actor) {
			view.WithdrawURL = do("withdraw")
		}
		if c.Held && v.Seat.May(access.TakePosition, access.Subject{Office: c.Office}) {
			view.SendURL = do("send")
		}
	}
	if v.Viewer.Disposes && !c.Held {
		view.DisposeURL = do("disposition")
		view.Answers = append(view.Answers, ui.Option{Label: i18n.T(ctx, "Please choose")})
		for _, a := range consultation.AllAnswers {
			view.Answers = append(view.Answers, ui.Option{Value: string(a), Label: i18n.Say(ctx, a.Label())})
		}
		if c.Answer != nil {
			view.Answered, view.Reason = string(c.Answer.Answered), c.Answer.Reason
		}
	}
	if c.Waits() && v.MayTakeUp() {
		view.AcceptURL, view.Instead = do("accept"), *c.Replacement
	}
	if (c.Person == v.Seat.Person || c.EnteredFor(v.Seat.Actor)) && c.Answer != nil && c.Answer.PublishedAt != nil && c.Misread == "" {
		view.MisreadURL = do("misread")
	}
	return view
}

// changed answers a change of a contribution. What breaks a rule comes back on its page; fill puts there what was typed.
func (p *Pages) changed(w http.ResponseWriter, r *http.Request, c access.Caller, strategy, id uuid.UUID, done consultation.Done, err error, said string, fill func(*ThreadView)) error {
	why := problem.Of(err)
	if err != nil && (respond.IsLive(r) || why.Kind != problem.Invalid && why.Kind != problem.Conflict && why.Kind != problem.TooMany) {
		return err
	}
	if err != nil {
		respond.RetryAfter(w, why)
		return p.thread(w, r, c, strategy, id, respond.Status(why.Kind), func(v *ThreadView) {
			v.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
			if fill != nil {
				fill(v)
			}
		})
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.Say(r.Context(), said)})
	}
	return p.Site.Done(w, r, done.Live, link.Thread(c.Slug, strategy, id, ""))
}

// plainly answers a POST without fields that changes a contribution.
func (p *Pages) plainly(said string, do func(context.Context, access.Caller, uuid.UUID, uuid.UUID) (consultation.Done, error)) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := respond.Form(r); err != nil {
			return err
		}
		c, strategy, id, err := p.askedThread(r)
		if err != nil {
			return err
		}
		done, err := do(r.Context(), c, strategy, id)
		return p.changed(w, r, c, strategy, id, done, err, said, nil)
	}
}

// Resolve answers POST …/threads/{thread}/resolve.
func (p *Pages) Resolve(w http.ResponseWriter, r *http.Request) error {
	return p.plainly("The thread is resolved. Everybody can open it again.", p.Desk.Resolve)(w, r)
}

// Reopen answers POST …/threads/{thread}/reopen.
func (p *Pages) Reopen(w http.ResponseWriter, r *http.Request) error {
	return p.plainly("The thread is open again.", p.Desk.Reopen)(w, r)
}

// Withdraw answers POST …/threads/{thread}/withdraw.
func (p *Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	return p.plainly("It was withdrawn. It keeps its line in the answers.", p.Desk.Withdraw)(w, r)
}

// Send answers POST …/threads/{thread}/send.
func (p *Pages) Send(w http.ResponseWriter, r *http.Request) error {
	return p.plainly("It was sent on. Everybody sees it now.", p.Desk.Send)(w, r)
}

// Edit answers POST …/threads/{thread}.
func (p *Pages) Edit(w http.ResponseWriter, r *http.Request) error {
	return p.withText("Saved.", p.Desk.Edit, func(v *ThreadView, text string) { v.Edit = text })(w, r)
}

// Misread answers POST …/threads/{thread}/misread.
func (p *Pages) Misread(w http.ResponseWriter, r *http.Request) error {
	return p.withText("Those who answered see it beside their answer.", p.Desk.Misread, func(v *ThreadView, text string) { v.Misread = text })(w, r)
}

func (p *Pages) withText(said string, do func(context.Context, access.Caller, uuid.UUID, uuid.UUID, string) (consultation.Done, error), fill func(*ThreadView, string)) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, formErr := respond.Form(r, "text")
		c, strategy, id, err := p.askedThread(r)
		if err != nil {
			return err
		}
		err = formErr
		var done consultation.Done
		if err == nil {
			done, err = do(r.Context(), c, strategy, id, form.Get("text"))
		}
		return p.changed(w, r, c, strategy, id, done, err, said, func(v *ThreadView) { fill(v, form.Get("text")) })
	}
}

// Dispose answers POST …/threads/{thread}/disposition.
func (p *Pages) Dispose(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "disposition", "reason", "publish")
	c, strategy, id, err := p.askedThread(r)
	if err != nil {
		return err
	}
	in := consultation.NewAnswer{Answered: form.Get("disposition"), Reason: form.Get("reason"), Publish: form.Get("publish") == "1"}
	err = formErr
	var done consultation.Done
	if err == nil {
		done, err = p.Desk.Dispose(r.Context(), c, strategy, id, in)
	}
	said := "The answer is prepared. It is told when it is published."
	if in.Publish {
		said = "The answer is published, and its author is told."
	}
	return p.changed(w, r, c, strategy, id, done, err, said, func(v *ThreadView) { v.Answered, v.Reason, v.Publish = in.Answered, in.Reason, in.Publish })
}

// Accept answers POST …/threads/{thread}/accept.
func (p *Pages) Accept(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "text", "reason", "publish")
	c, strategy, id, err := p.askedThread(r)
	if err != nil {
		return err
	}
	in := consultation.NewText{Reason: form.Get("reason"), Publish: form.Get("publish") == "1"}
	if form.Has("text") {
		text := form.Get("text")
		in.Text = &text
	}
	err = formErr
	var done consultation.Done
	if err == nil {
		done, err = p.Desk.TakeUp(r.Context(), c, strategy, id, in)
	}
	return p.changed(w, r, c, strategy, id, done, err, "It is in the text now.", func(v *ThreadView) { v.Instead, v.Reason = form.Get("text"), in.Reason })
}
