// Package link is every address of the site as a function. No other code puts a path together.
package link

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/google/uuid"
)

// Home leads to the institution of a person who has one, else to a choice.
func Home() string { return "/" }

// SignIn is the sign-in page; after it the person goes on to next (a path of this site, or "").
func SignIn(next string) string {
	if next == "" || next == "/" {
		return "/sign-in"
	}
	return "/sign-in?" + url.Values{"next": {next}}.Encode()
}

// SignOut takes the POST that ends the session.
func SignOut() string { return "/sign-out" }

// Kept takes the POST that throws away a form kept over a sign-in.
func Kept() string { return "/sign-in/kept" }

// Invitation is the page that an invitation's secret opens.
func Invitation(secret string) string { return "/invitations/" + url.PathEscape(secret) }

// InvitationOpened takes the POST by which an invitation's page says that somebody looks at it.
func InvitationOpened(secret string) string { return Invitation(secret) + "/opened" }

// Password is where somebody who has forgotten the password asks for a link.
func Password() string { return "/password" }

// PasswordAsked says that a link is on its way, if there is somebody to send it to.
func PasswordAsked() string { return Password() + "?asked=1" }

// PasswordReset is the page that such a link opens.
func PasswordReset(secret string) string { return "/password/" + url.PathEscape(secret) }

// Join is the page that a room's QR code opens.
func Join(secret string) string { return "/join/" + url.PathEscape(secret) }

// Waiting is where somebody in the room waits to be let in.
func Waiting(secret string) string { return Join(secret) + "/waiting" }

// JoinEnter takes the POST by which somebody who has been let in enters.
func JoinEnter(secret string) string { return Join(secret) + "/enter" }

// Confirmation is the page by which a guest of a room stays.
func Confirmation(secret string) string { return "/join/confirm/" + url.PathEscape(secret) }

// Account is the page of the signed-in person.
func Account() string { return "/account" }

// AccountDo takes the POST of one of the account's forms: "name", "password", "email", "sessions/end", …
func AccountDo(verb string) string { return "/account/" + verb }

// EmailChange is the page that the mail to a new address opens.
func EmailChange(secret string) string { return "/account/email/" + url.PathEscape(secret) }

// Sessions lists a person's sessions.
func Sessions() string { return "/account/sessions" }

// Administration is the administrator's page and takes the POST that creates an institution.
func Administration() string { return "/administration" }

// AdministrationInvite takes the POST that invites an institution's first member.
func AdministrationInvite() string { return "/administration/invitations" }

// OwnData is the download of what is stored about a person.
func OwnData() string { return "/account/data" }

// Seat is where a person with several memberships of an institution chooses which to act as; it takes the POST.
func Seat(slug string) string { return Institution(slug) + "/seat" }

// Mail shows the messages that were sent.
func Mail() string { return "/mail" }

// Institution is the start page of an institution.
func Institution(slug string) string { return "/" + slug }

// Offices lists an institution's offices and takes the POST that adds one.
func Offices(slug string) string { return Institution(slug) + "/offices" }

// OfficesImport takes the POST of a file of offices, and is the page that chooses one.
func OfficesImport(slug string) string { return Institution(slug) + "/office-import" }

// Office is one office's page and takes the POST that changes it; verb is "", "archive", "restore", "place" or "merge".
func Office(slug, office, verb string) string { return below(Offices(slug)+"/"+office, verb) }

// OfficeAnchor is the place of an office in the list.
func OfficeAnchor(slug, office string) string { return Offices(slug) + "#" + OfficeRow(office) }

// OfficeRow is the id of that place.
func OfficeRow(office string) string { return "office-" + office }

// People lists an institution's people.
func People(slug string) string { return Institution(slug) + "/people" }

// Member takes the POST that changes a membership: "role", "standing", "end", "disable", "enable", "anonymise" …
func Member(slug string, membership uuid.UUID, verb string) string {
	return below(People(slug)+"/"+membership.String(), verb)
}

// Invitations takes the POST that invites one person.
func Invitations(slug string) string { return Institution(slug) + "/invitations" }

// InvitationDo takes the POST on an invitation: "send", "withdraw", "link".
func InvitationDo(slug string, id uuid.UUID, verb string) string {
	return below(Invitations(slug)+"/"+id.String(), verb)
}

// Onboard is the page "Bring offices on board"; verb is "", "preview", "invite", "message", "again" or "sheet".
func Onboard(slug, verb string) string { return below(People(slug)+"/onboard", verb) }

// Settings is the page of an institution's settings and takes its POST.
func Settings(slug string) string { return Institution(slug) + "/settings" }

// Logo is an institution's logo and takes the POST of a new one.
func Logo(slug string) string { return Institution(slug) + "/logo" }

// LogoRemove takes the POST that takes the logo away.
func LogoRemove(slug string) string { return Logo(slug) + "/remove" }

// Groups lists an institution's working groups and takes the POST that makes one.
func Groups(slug string) string { return Institution(slug) + "/groups" }

// Group is a working group's page; verb is "" or what is done to it.
func Group(slug string, id uuid.UUID, verb string) string {
	return below(Groups(slug)+"/"+id.String(), verb)
}

// GroupSeat takes the POST that passes a seat on; verb is "", "end" or "resume".
func GroupSeat(slug string, group, seat uuid.UUID, verb string) string {
	return below(Group(slug, group, "seats")+"/"+seat.String(), verb)
}

// Activity is an institution's log.
func Activity(slug string) string { return Institution(slug) + "/activity" }

// ActivityExport is the log as a file, with the same filters as Activity.
func ActivityExport(slug string) string { return Activity(slug) + ".csv" }

// Room is where those who run an analysis let people in; verb is "" or what is done there.
func Room(slug string, analysis uuid.UUID, verb string) string {
	return below(Analysis(slug, analysis)+"/room", verb)
}

func below(path, verb string) string {
	if verb == "" {
		return path
	}
	return path + "/" + verb
}

// Analyses lists an institution's SWOT analyses and takes the POST that opens one.
func Analyses(slug string) string { return "/" + slug + "/swot" }

// ListsImport is the page to bring in the lists of several offices, and takes its POST.
func ListsImport(slug string) string { return Analyses(slug) + "/import" }

// Analysis is the live board.
func Analysis(slug string, id uuid.UUID) string { return Analyses(slug) + "/" + id.String() }

// AnalysisEvents is the board's event stream.
func AnalysisEvents(slug string, id uuid.UUID) string { return Analysis(slug, id) + "/events" }

// AnalysisPresence takes the POST that says which item a person has open.
func AnalysisPresence(slug string, id uuid.UUID) string { return Analysis(slug, id) + "/presence" }

// AnalysisImport is the page to bring items in, and takes its POST.
func AnalysisImport(slug string, id uuid.UUID) string { return Analysis(slug, id) + "/import" }

// AnalysisForm is an empty form: "" to print, ".csv" and ".xlsx" to fill in.
func AnalysisForm(slug string, id uuid.UUID, ext string) string {
	return Analysis(slug, id) + "/form" + ext
}

// AnalysisExport is the analysis as a file; ext is ".csv", ".xlsx" or ".json".
func AnalysisExport(slug string, id uuid.UUID, ext string) string { return Analysis(slug, id) + ext }

// AnalysisDo is a page of an analysis, or takes the POST of one of its forms: "setup", "phase", "themes", "merge", …
func AnalysisDo(slug string, id uuid.UUID, verb string) string {
	return Analysis(slug, id) + "/" + verb
}

// Themes is an analysis grouped in a frame; without one where its groups are made.
func Themes(slug string, analysis uuid.UUID, frame string) string {
	themes := AnalysisDo(slug, analysis, "themes")
	if frame == "" {
		return themes
	}
	return themes + "?frame=" + url.QueryEscape(frame)
}

// Theme is a group of an analysis, or what is done to it.
func Theme(slug string, analysis uuid.UUID, theme, verb string) string {
	return below(Themes(slug, analysis, "")+"/"+theme, verb)
}

// Beside is the board of another analysis of the institution that a board belongs to.
func Beside(board string, other uuid.UUID) string {
	return board[:strings.LastIndexByte(board, '/')+1] + other.String()
}

// Merging is the page of the joint items as a reader has filtered it, and takes the POST that makes one; anchor is the
// place on it, or empty.
func Merging(slug string, analysis uuid.UUID, filter url.Values, anchor string) string {
	page := AnalysisDo(slug, analysis, "merge")
	if len(filter) > 0 {
		page += "?" + filter.Encode()
	}
	if anchor != "" {
		page += "#" + anchor
	}
	return page
}

// Facilitator is the address of what is done about somebody who was named to run an analysis.
func Facilitator(slug string, analysis, membership uuid.UUID, verb string) string {
	return below(Analysis(slug, analysis)+"/facilitators/"+membership.String(), verb)
}

// Step takes the POST that undoes a step of an analysis.
func Step(slug string, analysis, step uuid.UUID) string {
	return Analysis(slug, analysis) + "/steps/" + step.String() + "/undo"
}

// Options lists the options of an analysis and takes the POST that writes one.
func Options(slug string, analysis uuid.UUID) string { return Analysis(slug, analysis) + "/options" }

// Option takes the POST that changes an option; verb is "", "withdraw", "restore" or "place".
func Option(slug string, analysis, option uuid.UUID, verb string) string {
	return below(Options(slug, analysis)+"/"+option.String(), verb)
}

// OptionAnchor is the place of an option on their page.
func OptionAnchor(slug string, analysis, option uuid.UUID) string {
	return Options(slug, analysis) + "#option-" + option.String()
}

// OptionEdit is the page of the options with one of them open to be changed.
func OptionEdit(slug string, analysis, option uuid.UUID) string {
	return Options(slug, analysis) + "?" + url.Values{"edit": {option.String()}}.Encode() + "#write"
}

// OptionNew is the page of the options with an empty form of a kind, which uses some items already.
func OptionNew(slug string, analysis uuid.UUID, kind string, items ...uuid.UUID) string {
	q := url.Values{"new": {kind}}
	for _, id := range items {
		q.Add("items", id.String())
	}
	return Options(slug, analysis) + "?" + q.Encode() + "#write"
}

// Items takes the POST that adds an item.
func Items(slug string, analysis uuid.UUID) string { return Analysis(slug, analysis) + "/items" }

// Item is an item's own page, and takes the POST that edits it; verb is "" or what else is done to it: "move",
// "withdraw", "restore", "votes", "comments", …
func Item(slug string, analysis, item uuid.UUID, verb string) string {
	return below(Items(slug, analysis)+"/"+item.String(), verb)
}

// ItemAnchor is the place of an item on its board.
func ItemAnchor(slug string, analysis, item uuid.UUID) string {
	return Analysis(slug, analysis) + "#item-" + item.String()
}

// SaidWithdrawn is what the address of a board says where no session may: that an item was withdrawn.
const SaidWithdrawn = "withdrawn"

// ItemWithdrawn is the board after a withdrawal of which only the address may tell.
func ItemWithdrawn(slug string, analysis uuid.UUID) string {
	return Analysis(slug, analysis) + "?said=" + SaidWithdrawn
}

// ItemAnchorFor is the place of an item on its board for a scribe who goes on writing on behalf of an office; without
// one it is ItemAnchor.
func ItemAnchorFor(slug string, analysis, item uuid.UUID, office string) string {
	if office == "" {
		return ItemAnchor(slug, analysis, item)
	}
	return Analysis(slug, analysis) + "?for=" + url.QueryEscape(office) + "#item-" + item.String()
}

// ResultAnchor is the place of an item among the results of its analysis.
func ResultAnchor(slug string, analysis, item uuid.UUID) string {
	return AnalysisDo(slug, analysis, "results") + "#result-" + item.String()
}

// CommentAnchor is the place of a comment on the page of its item.
func CommentAnchor(slug string, analysis, item, comment uuid.UUID) string {
	return Item(slug, analysis, item, "") + "#comment-" + comment.String()
}

// Comment takes the POST that edits a comment; verb is "" or what else is done to it: "withdraw", "resolve", "reopen".
func Comment(slug string, analysis, comment uuid.UUID, verb string) string {
	return below(Analysis(slug, analysis)+"/comments/"+comment.String(), verb)
}

// Local returns next when it is a path of this site, else "/". It is the only judge of where a
// sign-in may lead: anything with a host, a scheme, a backslash or a control character is refused.
func Local(next string) string {
	if len(next) > 2000 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsFunc(next, func(r rune) bool { return r < 0x21 || r == '\\' || r == 0x7f }) {
		return "/"
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return "/"
	}
	return next
}

// Reserved are the first segments of the site's own routes, which no institution may take as slug.
var Reserved = []string{
	"sign-in", "sign-out", "sign-up", "password", "invitations", "join", "account", "administration",
	"public", "v", "mail", "assets", "static", "api", "events", "hooks", "unsubscribe", "calendar",
	"help", "search", "health", "healthz", "readyz", "metrics", "favicon.ico", "robots.txt", ".well-known",
}

var slugForm = regexp.MustCompile(`^[a-z][a-z0-9-]{1,39}$`)

// ValidSlug tells whether s may be the slug of an office: 2 to 40 of a-z, 0-9 and hyphen, a letter first.
func ValidSlug(s string) bool { return slugForm.MatchString(s) }

// ValidInstitutionSlug is ValidSlug and not one of the Reserved words.
func ValidInstitutionSlug(s string) bool {
	for _, r := range Reserved {
		if s == r {
			return false
		}
	}
	return ValidSlug(s)
}
