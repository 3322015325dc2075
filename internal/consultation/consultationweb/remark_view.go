package consultationweb

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/richtext"
	"meridian/internal/thread"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// RemarkView is a contribution as a page shows it. It holds nothing of who reads, so that readers who are alike share it.
type RemarkView struct {
	ID, URL, Anchor      string
	Kind, KindLabel      string
	State, StateLabel    string // StateLabel is "" where nothing is to be said of it
	Exact, Words         string
	Prefix, Suffix       string
	Section, About       string // id of the section; what it is about, in words
	AboutURL             string
	Instead              string
	Difference           []richtext.Stretch // of a suggestion, word by word
	Suggests             bool
	Applied              bool
	Person, Office       string // ids for the filters: the author's person, the slug of the office
	Name, OfficeName     string
	At, AtDay            string
	Text                 string
	Edited               bool
	Mentioned            string
	Withdrawn            bool
	Held, Late, Resolved bool
	ResolvedBy           string
	Replies              []ReplyView
	Answer               *AnswerView
	Misread              string
	ReplyURL, ReplyID    string
	Heard                string // where it was heard, of what was entered for an office
}

// ReplyView is what somebody replied.
type ReplyView struct {
	ID, Name, Office, At, AtDay, Text string
	Edited                            bool
}

// AnswerView is what becomes of a contribution.
type AnswerView struct {
	Value, Label, Reason, By, At, AtDay string
	Private                             bool
}

func remarkOf(ctx context.Context, slug string, strategy uuid.UUID, c consultation.Contribution) RemarkView {
	t := c.Thread
	v := RemarkView{
		ID: c.ID.String(), URL: link.Thread(slug, strategy, c.ID, ""), Anchor: thread.Anchor(c.ID), Kind: string(c.Kind), KindLabel: kindLabel(ctx, c.Kind), State: c.State(),
		Exact: c.Exact, Words: c.Words, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix, Suggests: c.Kind == consultation.Suggestion, Applied: c.AppliedAt != nil,
		Person: c.Person.String(), Office: c.OfficeSlug, Name: c.Name, OfficeName: c.OfficeName, At: instant(c.CreatedAt), AtDay: day(c.CreatedAt),
		Text: t.Text, Edited: t.EditedAt != nil, Mentioned: joined(t.Mentioned), Withdrawn: c.Withdrawn(), Held: c.Held, Late: c.Late, Resolved: t.Resolved(), ResolvedBy: t.ResolvedBy,
		Misread: c.Misread, ReplyURL: link.Thread(slug, strategy, c.ID, "replies"), ReplyID: once.Fresh().String(),
	}
	if c.Source != "" && c.SourceDate != nil {
		v.Heard = i18n.T(ctx, "Entered for the office, from %s of %s", sourceLabel(ctx, c.Source), c.SourceDate.Format("2 January 2006"))
	}
	switch {
	case v.Withdrawn || v.Applied:
	case c.State() == "check":
		v.StateLabel = i18n.T(ctx, "Text changed, please check")
	case c.State() == "detached":
		v.StateLabel = i18n.T(ctx, "Its words are gone")
	}
	if c.Replacement != nil {
		v.Instead = *c.Replacement
		v.Difference = richtext.DiffText(c.Exact, *c.Replacement)
	}
	v.About, v.AboutURL = i18n.T(ctx, "The strategy as a whole"), link.Strategy(slug, strategy, "")
	if c.Section != uuid.Nil {
		v.Section, v.About, v.AboutURL = c.Section.String(), c.SectionTitle, link.SectionAnchor(slug, strategy, c.Section)
	}
	if c.Of != "" {
		v.About = c.Of
	}
	for _, r := range t.Replies {
		v.Replies = append(v.Replies, ReplyView{ID: thread.Anchor(r.ID), Name: r.Name, Office: r.Office, At: instant(r.CreatedAt), AtDay: day(r.CreatedAt), Text: r.Text, Edited: r.EditedAt != nil})
	}
	if a := c.Answer; a != nil {
		v.Answer = &AnswerView{Value: string(a.Answered), Label: i18n.Say(ctx, a.Answered.Label()), Reason: a.Reason, By: a.By, At: instant(a.GivenAt), AtDay: day(a.GivenAt), Private: c.Private}
	}
	return v
}

func joined(names []string) string {
	s := ""
	for n, name := range names {
		if n > 0 {
			s += ", "
		}
		s += name
	}
	return s
}

func kindLabel(ctx context.Context, k consultation.Kind) string {
	switch k {
	case consultation.Suggestion:
		return i18n.T(ctx, "Suggestion")
	case consultation.Remark:
		return i18n.T(ctx, "Remark")
	case consultation.Objection:
		return i18n.T(ctx, "Objection")
	}
	return i18n.T(ctx, "Comment")
}

// short is the beginning of a text, for the name of a button or a page.
func short(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// gist is what a contribution is called where there is little room.
func (v RemarkView) gist() string {
	for _, s := range []string{v.Text, v.Instead, v.Exact, v.KindLabel} {
		if s != "" {
			return short(s)
		}
	}
	return ""
}

// SayForm is the form with which something is said about a strategy.
type SayForm struct {
	Action, SuggestAction             string
	ID, Section, Version, Exact       string
	Prefix, Suffix, Text, Replacement string
	Objective, Indicator, About       string
	Question                          string
	Office                            string // on whose behalf
	Heard                             consultation.Heard
	Offices                           []ui.Option // for who enters what others have said
	BehalfOpen                        bool
	Held, MayHold                     bool
	Mention                           []string
	Sections                          []ui.Option
	People                            []ui.Option
	Errors                            map[string]string
	Suggests                          bool // the part for other words is open
}

func sayForm(ctx context.Context, v consultation.View) SayForm {
	slug, s := v.Seat.Slug, v.Strategy.ID
	f := SayForm{Action: link.Threads(slug, s), SuggestAction: link.Suggestions(slug, s), ID: once.Fresh().String(), Errors: map[string]string{}, MayHold: v.Seat.Office != uuid.Nil && v.Seat.Guest == uuid.Nil,
		Sections: []ui.Option{{Label: i18n.T(ctx, "The strategy as a whole")}}}
	for _, sec := range v.Sections {
		if !sec.Withdrawn() {
			f.Sections = append(f.Sections, ui.Option{Value: sec.ID.String(), Label: sec.Title})
		}
	}
	if v.Seat.May(access.EnterOnBehalf, access.Subject{}) {
		f.Offices = []ui.Option{{Label: i18n.T(ctx, "For nobody else")}}
		for _, o := range v.People.Offices {
			if o.Slug != v.Seat.OfficeSlug {
				f.Offices = append(f.Offices, ui.Option{Value: o.Slug, Label: o.Name})
			}
		}
	}
	f.People = append(f.People, ui.Option{Label: i18n.T(ctx, "Nobody")})
	for _, o := range v.People.Offices {
		f.People = append(f.People, ui.Option{Value: o.Slug, Label: o.Name})
	}
	for _, one := range v.People.Persons {
		if one.Person != v.Seat.Person {
			f.People = append(f.People, ui.Option{Value: one.Membership.String(), Label: one.Name})
		}
	}
	return f
}
