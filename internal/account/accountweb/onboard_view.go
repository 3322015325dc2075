package accountweb

import (
	"context"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// OnboardPage is the page "Bring offices on board".
type OnboardPage struct {
	People, PreviewAction, InviteAction, MessageAction, AgainAction, SheetAction string
	Pasted, Role, Office, PasteError                                             string
	Roles, Offices                                                               []ui.Option
	Typical                                                                      []TypicalView
	Preview                                                                      *OnboardPreview
	Done                                                                         string // what was done, above the lines that were left
	Bad                                                                          []BadLine
	Message                                                                      MessageView
	Invited                                                                      []InvitedView
	Tally                                                                        []TallyView
	Waiting                                                                      int // memberships that nobody has accepted
	Sends                                                                        bool
	AgainQuestion, AgainPrinted                                                  string // AgainPrinted offers those with a link on paper; empty: there are none
	WaitingOffices                                                               []ui.Option
}

// TypicalView is an office to tick.
type TypicalView struct {
	Name  string
	Core  bool
	There bool // the institution has one of this name
}

// OnboardPreview is what would become of what was brought.
type OnboardPreview struct {
	ID                       string
	Invite, Offices, Nothing int // people to invite, offices to make, rows that change nothing
	Rows                     []PreviewRow
	Bad                      []BadLine
	Letter                   *PreviewLetter // nil when nobody gets one
}

// PreviewLetter is the invitation as the first of those invited will read it.
type PreviewLetter struct{ Who, Subject, Text string }

// PreviewRow is one of its good rows.
type PreviewRow struct {
	Line                  int
	Office, Slug          string // Slug of a new office
	Name, Email, As, What string
	Notes                 []string // what is worth a second look
	Quiet                 bool     // nothing happens
}

// BadLine is a line that cannot be taken.
type BadLine struct {
	Line        int
	Raw, Reason string
}

// MessageView is the form of the invitation's words beside what becomes of them.
type MessageView struct {
	Subject, Text, SenderName, ReplyTo string
	SenderHint, ReplyHint              string
	Field, Error                       string
	ShownSubject, ShownText            string // for an example
	Example                            account.InvitedPerson
	Institution                        string
	Open                               bool
	settings                           institution.Settings
}

func (v MessageView) at(field string) string {
	if v.Field == field {
		return v.Error
	}
	return ""
}

// InvitedView is a line of the list of those who were asked in.
type InvitedView struct {
	Name, Email, Office, As string
	State, Tone             string
	When, WhenText          string
	Send, Withdraw, Copy    string // addresses; empty once joined
	Who                     string
}

// TallyView is how many have come how far.
type TallyView struct{ Text, Tone string }

// SheetView is the sheet of links to cut up.
type SheetView struct {
	Institution, Back string
	Until, Contact    string // until when the links open, and whom to ask; Contact may be empty
	Slips             []SlipView
}

// SlipView is one slip of it.
type SlipView struct {
	Offices, Who, Email, URL string
	QR                       QRView
}

func onboardPage(ctx context.Context, c access.Caller, v account.OnboardView, sends bool) OnboardPage {
	o := OnboardPage{People: link.People(c.Slug), PreviewAction: link.Onboard(c.Slug, "preview"), InviteAction: link.Onboard(c.Slug, "invite"),
		MessageAction: link.Onboard(c.Slug, "message"), AgainAction: link.Onboard(c.Slug, "again"), SheetAction: link.Onboard(c.Slug, "sheet"),
		Role: string(access.MemberOffice), Roles: roleOptions(ctx, ""), Sends: sends}
	there := map[string]bool{}
	for _, f := range v.Offices {
		there[strings.ToLower(f.Name)] = true
		o.Offices = append(o.Offices, ui.Option{Value: f.Slug, Label: f.Name})
	}
	for _, t := range account.TypicalOffices {
		o.Typical = append(o.Typical, TypicalView{Name: t.Name, Core: t.Core, There: there[strings.ToLower(t.Name)]})
	}
	o.Message = messageView(ctx, MessageView{settings: v.Settings}, account.InvitationMessage{Subject: v.Settings.InvitationSubject, Text: v.Settings.InvitationText,
		SenderName: v.Settings.SenderName, ReplyTo: v.Settings.ReplyTo}, "", "")
	o.Message.Open = false
	o.list(ctx, c, v)
	o.AgainQuestion, o.AgainPrinted = againWords(ctx, v.Again)
	return o
}

// fill puts back what was brought.
func (o *OnboardPage) fill(in account.Onboarding) {
	o.Pasted, o.Office = in.Text, in.Office
	if in.Role != "" {
		o.Role = string(in.Role)
	}
}

// messageView fills the invitation in for an example person.
func messageView(_ context.Context, before MessageView, m account.InvitationMessage, field, text string) MessageView {
	s := before.settings
	v := MessageView{Subject: m.Subject, Text: m.Text, SenderName: m.SenderName, ReplyTo: m.ReplyTo, Field: field, Error: text, Institution: s.Name, Open: true, settings: s,
		Example: account.InvitedPerson{Name: "Sana Iqbal", OfficeName: "Library", Email: "library@example.edu"}}
	if v.Subject == "" {
		v.Subject = institution.DefaultInvitationSubject
	}
	if v.Text == "" {
		v.Text = institution.DefaultInvitationText
	}
	s.SenderName, s.ReplyTo = "", ""
	v.SenderHint, v.ReplyHint = s.Sender(), s.Answers()
	s.InvitationSubject, s.InvitationText = v.Subject, v.Text
	v.ShownSubject, v.ShownText = account.InvitationWords(s, v.Example.Name, v.Example.Email, v.Example.OfficeName)
	return v
}

// as is what somebody is in the institution: the standing in an office, else the role.
func as(ctx context.Context, role access.Role, standing access.Standing) string {
	if standing != access.Plain {
		return i18n.Say(ctx, standing.Label())
	}
	return i18n.Say(ctx, role.Label())
}

// list fills the list of those who were asked in, and its figures.
func (o *OnboardPage) list(ctx context.Context, c access.Caller, v account.OnboardView) {
	counts := map[account.InvitationState]int{}
	offices := map[string]bool{}
	for _, p := range v.Invited {
		state, when := p.State(v.Now)
		counts[state]++
		text, tone := stateWords(ctx, state, o.Sends)
		i := InvitedView{Name: p.Name, Email: p.Email, Office: p.OfficeName, As: as(ctx, p.Role, p.Standing), State: text, Tone: tone, Who: called(p.Name, p.Email)}
		if !when.IsZero() {
			i.When, i.WhenText = when.UTC().Format(time.RFC3339), when.UTC().Format("2 January 2006, 15:04 UTC")
		}
		if state != account.InvitationJoined {
			o.Waiting++
			if p.Office != "" && !offices[p.Office] {
				offices[p.Office] = true
				o.WaitingOffices = append(o.WaitingOffices, ui.Option{Value: p.Office, Label: p.OfficeName})
			}
			if p.ID != uuid.Nil {
				i.Send, i.Withdraw, i.Copy = link.InvitationDo(c.Slug, p.ID, "send"), link.InvitationDo(c.Slug, p.ID, "withdraw"), link.InvitationDo(c.Slug, p.ID, "link")
			}
		}
		o.Invited = append(o.Invited, i)
	}
	for _, s := range []account.InvitationState{account.InvitationJoined, account.InvitationOpened, account.InvitationSent, account.InvitationWaiting, account.InvitationLinkShown, account.InvitationBounced, account.InvitationExpired, account.InvitationNotAsked} {
		if n := counts[s]; n > 0 {
			text, tone := stateWords(ctx, s, o.Sends)
			o.Tally = append(o.Tally, TallyView{Text: i18n.T(ctx, "%s: %d", text, n), Tone: tone})
		}
	}
}

func stateWords(ctx context.Context, s account.InvitationState, sends bool) (text, tone string) {
	switch s {
	case account.InvitationJoined:
		return i18n.T(ctx, "Joined"), "good"
	case account.InvitationOpened:
		return i18n.T(ctx, "Opened"), ""
	case account.InvitationSent:
		return i18n.T(ctx, "Sent"), ""
	case account.InvitationBounced:
		return i18n.T(ctx, "Bounced"), "bad"
	case account.InvitationLinkShown:
		return i18n.T(ctx, "Link handed over"), ""
	case account.InvitationExpired:
		return i18n.T(ctx, "Link has expired"), "warn"
	case account.InvitationNotAsked:
		return i18n.T(ctx, "Not asked yet"), "warn"
	}
	if !sends {
		return i18n.T(ctx, "Not sent: no mail server"), "warn"
	}
	return i18n.T(ctx, "Mail is waiting"), ""
}

func nobodyYet(ctx context.Context, sends bool) string {
	if !sends {
		return i18n.T(ctx, "Once you have, you see here who has opened the link and who has joined.")
	}
	return i18n.T(ctx, "Once you have, you see here whose mail has gone out, who has opened it and who has joined.")
}

func withNone(none string, list []ui.Option) []ui.Option {
	return append([]ui.Option{{Value: "", Label: none}}, list...)
}
