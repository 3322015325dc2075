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
	"meridian/internal/once"

	"github.com/google/uuid"
)

func previewOf(ctx context.Context, plan account.OnboardPlan, s institution.Settings) *OnboardPreview {
	v := &OnboardPreview{ID: once.Fresh().String(), Invite: plan.Count(account.WillWait, account.InvitedAgain, account.RoleAdded), Offices: len(plan.NewOffices), Bad: badLines(ctx, plan.Bad())}
	made := map[uuid.UUID]bool{}
	for _, o := range plan.NewOffices {
		made[o.ID] = true
	}
	for _, r := range plan.Rows {
		if r.Reason != "" {
			continue
		}
		row := PreviewRow{Line: r.Line, Office: r.Office.Name, Name: r.Name, Email: r.Email, As: as(ctx, r.Role, r.Standing), What: what(ctx, r, made[r.Office.ID]), Notes: notes(ctx, r)}
		if r.NewOffice {
			row.Slug = "/" + r.Office.Slug
		}
		if row.Quiet = !r.NewOffice && (r.Outcome == account.AlreadyMember || r.Outcome == account.OfficeOnly); row.Quiet {
			v.Nothing++
		}
		v.Rows = append(v.Rows, row)
	}
	v.Letter = letterOf(plan, s)
	return v
}

// letterOf is the invitation of the first who gets one, with all offices that the plan asks the person for.
func letterOf(plan account.OnboardPlan, s institution.Settings) *PreviewLetter {
	l, ok := plan.FirstLetter(s)
	if !ok {
		return nil
	}
	return &PreviewLetter{Who: called(l.Name, l.Email), Subject: l.Subject, Text: l.Text}
}

func what(ctx context.Context, r account.OnboardRow, made bool) string {
	switch r.Outcome {
	case account.RoleAdded:
		return i18n.T(ctx, "is a member; the role is added")
	case account.AlreadyMember:
		return i18n.T(ctx, "is a member already")
	case account.InvitedAgain:
		return i18n.T(ctx, "was invited before; gets a new link")
	case account.OfficeOnly:
		if made {
			return i18n.T(ctx, "office only: nobody is invited yet")
		}
		return i18n.T(ctx, "the office is there already; nobody is invited")
	}
	return i18n.T(ctx, "is invited")
}

// notes is what is worth a second look in a row that can be taken.
func notes(ctx context.Context, r account.OnboardRow) []string {
	var list []string
	if r.SameAs > 0 {
		said := i18n.T(ctx, "the same address as line %d; one person for both offices", r.SameAs)
		if r.Nth > 2 {
			said = i18n.T(ctx, "the same address as line %d; one person for all these offices", r.SameAs)
		}
		list = append(list, said)
	}
	if r.NameOf > 0 {
		list = append(list, i18n.T(ctx, "with another name: %s of line %d is used", r.Name, r.NameOf))
	}
	if r.Outcome == account.OfficeOnly && r.Name != "" {
		list = append(list, i18n.T(ctx, "%s has no e-mail address", r.Name))
	}
	if r.Unusual {
		list = append(list, i18n.T(ctx, "unusual address"))
	}
	if r.Like != "" {
		list = append(list, i18n.T(ctx, "looks like: %s; if it is the same, write it the same way", r.Like))
	}
	return list
}

func badLines(ctx context.Context, rows []account.OnboardRow) []BadLine {
	var list []BadLine
	for _, r := range rows {
		raw := []rune(strings.Join(strings.Fields(r.Raw), " "))
		if len(raw) > 120 {
			raw = append(raw[:120], '…')
		}
		list = append(list, BadLine{Line: r.Line, Raw: string(raw), Reason: i18n.Say(ctx, r.Reason)})
	}
	return list
}

// doneWords says what was done, and how the links get to people where no mail goes out.
func doneWords(ctx context.Context, plan account.OnboardPlan, sends bool) string {
	var parts []string
	waiting, again := plan.Count(account.WillWait), plan.Count(account.InvitedAgain)
	switch {
	case waiting > 0 && sends:
		parts = append(parts, i18n.N(ctx, "One invitation is on its way.", "%d invitations are on their way.", waiting))
	case waiting > 0:
		parts = append(parts, i18n.N(ctx, "One person is invited.", "%d people are invited.", waiting))
	}
	switch {
	case again > 0 && sends:
		parts = append(parts, i18n.N(ctx, "One person was invited before and gets a new link.", "%d people were invited before and get a new link.", again))
	case again > 0:
		parts = append(parts, i18n.N(ctx, "One person was invited before; the earlier link has ended.", "%d people were invited before; their earlier links have ended.", again))
	}
	if n := plan.Count(account.RoleAdded); n > 0 {
		parts = append(parts, i18n.N(ctx, "One member has a role more.", "%d members have a role more.", n))
	}
	if n := len(plan.NewOffices); n > 0 {
		parts = append(parts, i18n.N(ctx, "One office was added.", "%d offices were added.", n))
	}
	if waiting+again > 0 && !sends {
		parts = append(parts, i18n.T(ctx, "No mail server is set: print the sheet of links."))
	}
	if len(parts) == 0 {
		return i18n.T(ctx, "Everybody and everything in the list was there already.")
	}
	return strings.Join(parts, " ")
}

// againWords asks before everybody who has not joined is written to; printed offers those with a link on paper, if
// there are any.
func againWords(ctx context.Context, a account.Again) (question, printed string) {
	question = i18n.N(ctx, "One person gets a new link by mail.", "%d people get a new link by mail.", a.Sent)
	if a.Sent == 0 {
		question = i18n.T(ctx, "Nobody gets a new link now: mail does not reach the addresses, or a link was made within the last ten minutes.")
		if a.ByHand > 0 {
			question = i18n.T(ctx, "Nobody gets a new link, unless you tick the box.")
		}
	}
	question += " " + i18n.T(ctx, "With a new link the earlier ones of that person end, also printed ones and those handed over before.")
	if a.ByHand > 0 {
		printed = i18n.N(ctx, "Also the one with a printed or copied link", "Also those with a printed or copied link: %d", a.ByHand)
	}
	return question, printed
}

// sheetView is a sheet without its slips yet.
func sheetView(ctx context.Context, c access.Caller, h account.SheetHead) SheetView {
	until := h.Until.UTC()
	if zone, err := time.LoadLocation(h.Settings.TimeZone); err == nil {
		until = h.Until.In(zone)
	}
	v := SheetView{Institution: h.Seat.InstitutionName, Back: link.Onboard(c.Slug, ""), Until: until.Format("2 January 2006, 15:04")}
	switch name, address := h.Settings.ContactName, h.Settings.ContactEmail; {
	case name != "" && address != "":
		v.Contact = i18n.T(ctx, "%s, %s", name, address)
	default:
		v.Contact = name + address
	}
	return v
}

// together writes names one after the other.
func together(ctx context.Context, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return i18n.T(ctx, "%s and %s", strings.Join(names[:last], ", "), names[last])
}
