package accountweb

import (
	"context"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// memberMenu is what the viewer may do with a membership. In the list it leads to the forms on the person's page.
func memberMenu(ctx context.Context, slug string, m account.Member, inList bool) MemberMenu {
	var menu MemberMenu
	do := func(verb string) string { return link.Member(slug, m.ID, verb) }
	named := func(label string) string { return i18n.T(ctx, "%s: %s", label, m.Name) }
	post := func(label, action string, fields ...string) {
		menu.Posts = append(menu.Posts, MemberPost{Label: label, Name: named(label), Action: action, Fields: fields})
	}
	confirm := func(label, yes, action, question string) {
		menu.Confirms = append(menu.Confirms, ui.Confirmation{Label: label, Name: named(label), Yes: yes, Action: action, Question: question, Quiet: inList})
	}
	if inList && m.May.Role {
		menu.Links = append(menu.Links, ui.NavItem{Label: i18n.T(ctx, "Role, office, last day"), URL: do("") + "#role"})
	}
	if inList && m.May.Standing {
		menu.Links = append(menu.Links, ui.NavItem{Label: i18n.T(ctx, "Who speaks for the office"), URL: do("") + "#standing"})
	}
	if m.May.Invite {
		inviteAgain(ctx, slug, m, post, confirm)
	}
	if m.May.Admit {
		post(i18n.T(ctx, "Admit as a member"), do("admit"))
	}
	if m.May.Enable {
		post(i18n.T(ctx, "Enable"), do("enable"))
	}
	if m.May.Resume && inList {
		post(i18n.T(ctx, "Resume"), do("resume"))
	}
	if m.May.End {
		question := i18n.T(ctx, "%s can no longer enter by this membership, at once. What was written stays, and the international office can undo it.", m.Name)
		if m.Own {
			question = i18n.T(ctx, "This is your own membership: you can no longer enter by it, at once. Only the international office can undo it.")
		}
		confirm(i18n.T(ctx, "End"), i18n.T(ctx, "End the membership"), do("end"), question)
	}
	if m.May.Disable {
		confirm(i18n.T(ctx, "Disable"), i18n.T(ctx, "Disable"), do("disable"),
			i18n.T(ctx, "%s is shut out of this institution at once, with every role here, until you enable the person again.", m.Name))
	}
	if m.May.Anonymise {
		confirm(i18n.T(ctx, "Anonymise"), i18n.T(ctx, "Anonymise for good"), do("anonymise"),
			i18n.T(ctx, "Every membership of %s here ends, and “Former member” stands wherever the name stood. Texts stay. Address, invitations and messages are deleted. This cannot be undone.", m.Name))
	}
	return menu
}

// inviteAgain offers what can be done with an invitation that waits, or a first one to somebody who has none.
func inviteAgain(ctx context.Context, slug string, m account.Member, post func(label, action string, fields ...string), confirm func(label, yes, action, question string)) {
	if m.Invitation == uuid.Nil {
		if m.HasAddress {
			post(i18n.T(ctx, "Invite"), link.Invitations(slug), "id", once.Fresh().String(), "email", m.Email, "name", m.Name,
				"role", string(m.Role), "office", m.OfficeSlug, "until", lastDayField(m.Until))
		}
		return
	}
	post(i18n.T(ctx, "Send again"), link.InvitationDo(slug, m.Invitation, "send"))
	if m.May.Link {
		post(i18n.T(ctx, "Copy a link"), link.InvitationDo(slug, m.Invitation, "link"))
	}
	confirm(i18n.T(ctx, "Withdraw"), i18n.T(ctx, "Withdraw the invitation"), link.InvitationDo(slug, m.Invitation, "withdraw"),
		i18n.T(ctx, "The link that %s was sent opens no more. You can invite the person again.", m.Name))
}
