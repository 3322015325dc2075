package link

import "net/url"

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
