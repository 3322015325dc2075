package swotweb

import (
	"context"
	"net/url"
	"strings"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/internal/thread"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ItemPageView is one item with everything that is said about it.
type ItemPageView struct {
	Head                      Head
	URL, BoardURL, HistoryURL string
	Live                      int64
	Text, Evidence            string
	Quadrant, Heading         string // key, and name in the reader's language
	Office, Author            string // as the analysis shows them; "" leaves them out
	Scribed, Withdrawn, Joint bool
	ChangedAt, ChangedText    string
	Reason                    string
	Votes                     string // "" while they are not counted
	Into                      *PartView
	Sources                   []PartView
	Threads                   []ThreadView
	Total, Open               int // threads, and those that are not resolved
	OnlyOpen                  bool
	AllURL, OpenURL           string
	Form                      CommentForm // for a thread of its own; its Action is "" where nothing can be said
	SignedNote                bool        // items carry no names here, comments do
}

// PartView is an item that another one was made of.
type PartView struct{ Text, URL, Title, Office, Heading string }

// ThreadView is a thread; its first comment may be gone.
type ThreadView struct {
	First                CommentView
	Replies              []CommentView
	Resolved             bool
	ResolvedBy           string
	ResolveURL, ReplyURL string
	Reply                *CommentForm // set on the page with ?reply=
}

// CommentView is one comment.
type CommentView struct {
	ID, Name, Initials, Office string
	At, AtText                 string
	Text, Mentioned            string
	Edited, Gone               bool
	EditURL, WithdrawURL       string // "" leaves the button out
	Edit                       *CommentForm
}

// CommentForm writes a comment, a reply, or the new words of one.
type CommentForm struct {
	Action, Prefix, ID, ReplyTo, Text, Error string
	Label, Button, Cancel                    string // Cancel is where giving up leads; "" leaves it out
	Mention                                  bool
	Options                                  []MentionOption
	Mentions                                 []MentionOption // those chosen already
	MentionError                             string
	Focus                                    bool
}

// MentionOption is somebody who can be called in.
type MentionOption struct{ Value, Name, Label string }

// talkAsked is what the address asks the page to open.
type talkAsked struct {
	Reply, Edit string
	OnlyOpen    bool
}

func talkAsks(q url.Values) talkAsked {
	return talkAsked{Reply: q.Get("reply"), Edit: q.Get("edit"), OnlyOpen: q.Get("show") == "open"}
}

func itemPageOf(ctx context.Context, v swot.ItemView, ask talkAsked) ItemPageView {
	slug, a, i := v.Seat.Slug, v.Analysis, v.Item
	url := link.Item(slug, a.ID, i.ID, "")
	heading := headingOf(ctx, string(i.Quadrant))
	page := ItemPageView{
		Head: head(ctx, slug, a, "item", heading, ""), URL: url, HistoryURL: link.Item(slug, a.ID, i.ID, "history"), BoardURL: link.ItemAnchor(slug, a.ID, i.ID), Live: a.Live,
		Text: i.Text, Evidence: i.Evidence, Quadrant: string(i.Quadrant), Heading: heading,
		Office: i.OfficeName, Author: i.AuthorName, Scribed: i.Scribed, Withdrawn: i.Withdrawn(), Joint: i.Joint, Reason: i.Reason,
		ChangedAt: instant(i.ChangedAt), ChangedText: dayOf(i.ChangedAt), Total: len(v.Threads), OnlyOpen: ask.OnlyOpen,
		AllURL: url + "#comments", OpenURL: url + "?show=open#comments", SignedNote: a.Anonymous(),
	}
	if a.Phase == swot.Closed {
		page.Votes = i18n.N(ctx, "1 dot", "%d dots", i.Votes)
	}
	if v.Joint != nil {
		p := partOf(ctx, v, *v.Joint)
		page.Into = &p
	}
	for _, s := range v.Sources {
		page.Sources = append(page.Sources, partOf(ctx, v, s))
	}
	options := mentionOptions(ctx, v)
	replying := false
	for _, t := range v.Threads {
		if !t.Resolved() {
			page.Open++
		}
		if t.Resolved() && ask.OnlyOpen && t.ID.String() != ask.Reply {
			continue
		}
		view := threadOf(ctx, v, t, ask, url)
		if t.ID.String() == ask.Reply && !i.Withdrawn() {
			replying = true
			view.Reply = &CommentForm{Action: link.Item(slug, a.ID, i.ID, "comments"), Prefix: "reply", ID: once.Fresh().String(), ReplyTo: ask.Reply,
				Label: i18n.T(ctx, "Your reply"), Button: i18n.T(ctx, "Reply"), Cancel: page.AllURL, Mention: true, Options: options, Focus: true}
		}
		page.Threads = append(page.Threads, view)
	}
	if !replying && !i.Withdrawn() {
		page.Form = CommentForm{Action: link.Item(slug, a.ID, i.ID, "comments"), Prefix: "comment", ID: once.Fresh().String(),
			Label: i18n.T(ctx, "Your comment"), Button: i18n.T(ctx, "Comment"), Mention: true, Options: options}
	}
	return page
}

func partOf(ctx context.Context, v swot.ItemView, p swot.Part) PartView {
	return PartView{Text: p.Text, URL: link.Item(v.Seat.Slug, p.Analysis, p.ID, ""), Title: p.Title, Office: p.Office, Heading: headingOf(ctx, string(p.Quadrant))}
}

func threadOf(ctx context.Context, v swot.ItemView, t thread.Thread, ask talkAsked, url string) ThreadView {
	slug, a := v.Seat.Slug, v.Analysis.ID
	view := ThreadView{First: commentOf(ctx, v, t.Comment, ask, url), Resolved: t.Resolved(), ResolvedBy: t.ResolvedBy,
		ResolveURL: link.Comment(slug, a, t.ID, "resolve")}
	if t.Resolved() {
		view.ResolveURL = link.Comment(slug, a, t.ID, "reopen")
	}
	if !v.Item.Withdrawn() {
		view.ReplyURL = url + "?reply=" + t.ID.String() + "#reply-form"
	}
	for _, c := range t.Replies {
		view.Replies = append(view.Replies, commentOf(ctx, v, c, ask, url))
	}
	return view
}

func commentOf(ctx context.Context, v swot.ItemView, c thread.Comment, ask talkAsked, url string) CommentView {
	view := CommentView{ID: c.ID.String(), Name: c.Name, Initials: respond.Initials(c.Name), Office: c.Office, Text: c.Text,
		At: c.CreatedAt.UTC().Format(time.RFC3339), AtText: Day(c.CreatedAt), Mentioned: strings.Join(c.Mentioned, ", "),
		Edited: c.EditedAt != nil, Gone: c.Withdrawn()}
	if c.Withdrawn() {
		return view
	}
	if thread.MayWithdraw(v.Seat.Actor, c) {
		view.WithdrawURL = link.Comment(v.Seat.Slug, v.Analysis.ID, c.ID, "withdraw")
	}
	if c.Own(v.Seat.Actor) {
		view.EditURL = url + "?edit=" + view.ID + "#" + thread.Anchor(c.ID)
		if view.ID == ask.Edit {
			view.Edit = &CommentForm{Action: link.Comment(v.Seat.Slug, v.Analysis.ID, c.ID, ""), Prefix: "edit", Text: c.Text,
				Label: i18n.T(ctx, "Your comment"), Button: i18n.T(ctx, "Save"), Cancel: url + "#" + thread.Anchor(c.ID), Focus: true}
		}
	}
	return view
}

// mentionOptions are the offices and people who can be called in. Beside who does not see the item yet stands that.
func mentionOptions(ctx context.Context, v swot.ItemView) []MentionOption {
	var list []MentionOption
	for _, o := range v.People.Offices {
		list = append(list, MentionOption{Value: o.Slug, Name: o.Name, Label: i18n.T(ctx, "%s (everybody there)", o.Name)})
	}
	for _, p := range v.People.Persons {
		if p.Person == v.Seat.Person {
			continue
		}
		m := MentionOption{Value: p.Membership.String(), Name: p.Name, Label: p.Name}
		if p.OfficeName != "" {
			m.Label = i18n.T(ctx, "%s, %s", p.Name, p.OfficeName)
		}
		if !v.Sees(p) {
			m.Label = i18n.T(ctx, "%s – does not see this item yet", m.Label)
		}
		list = append(list, m)
	}
	return list
}

// refill puts back what was typed into the form that it was typed into, with what is wrong with it.
func (page *ItemPageView) refill(in thread.New, field, message string) {
	form := &page.Form
	for n := range page.Threads {
		if page.Threads[n].Reply != nil {
			form = page.Threads[n].Reply
		}
	}
	form.fill(in.Text, field, message)
	for _, value := range in.Mentions {
		for _, o := range form.Options {
			if o.Value == value {
				form.Mentions = append(form.Mentions, o)
			}
		}
	}
}

func (f *CommentForm) fill(text, field, message string) {
	f.Text = text
	if field == "mention" {
		f.MentionError = message
	} else {
		f.Error = message
	}
}

// refillEdit puts back what was typed into the editor of a comment.
func (page *ItemPageView) refillEdit(comment uuid.UUID, text, field, message string) {
	open := func(c *CommentView) {
		if c.ID == comment.String() && c.Edit != nil {
			c.Edit.fill(text, field, message)
		}
	}
	for n := range page.Threads {
		open(&page.Threads[n].First)
		for r := range page.Threads[n].Replies {
			open(&page.Threads[n].Replies[r])
		}
	}
}

func (f CommentForm) input(hint string) ui.Input {
	return ui.Input{ID: f.Prefix + "-text", Name: "text", Label: f.Label, Value: f.Text, Error: f.Error, Hint: hint, Autofocus: f.Focus}
}
