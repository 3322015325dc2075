package account

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"
)

// InvitationMessage is the invitation in the international office's own words. Empty fields take the default.
type InvitationMessage struct{ Subject, Text, SenderName, ReplyTo string }

// WriteMessage keeps the words of the institution's invitation. A text that has lost its {link} gets it at the end, and
// linkAdded says so.
func (d *Desk) WriteMessage(ctx context.Context, c access.Caller, m InvitationMessage) (linkAdded bool, err error) {
	err = Sit(ctx, d.DB, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		if !seat.May(access.Manage, access.Subject{}) {
			return problem.New(problem.Refused, "The invitation is written by the international office.")
		}
		if m, linkAdded, err = CheckMessage(m); err != nil {
			return err
		}
		tx.Last(`update institution set invitation_subject = $2, invitation_text = $3, sender_name = $4, reply_to = $5 where id = $1`,
			seat.Institution, m.Subject, m.Text, m.SenderName, m.ReplyTo)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "invitation message changed", Subject: activity.OfInstitution, ID: seat.Institution})
		return nil
	})
	return linkAdded, err
}

var placeholder = regexp.MustCompile(`\{[^{}\n]{0,40}\}`)

// CheckMessage is the rule for the words of an invitation; what it returns is tidied, and empty where it says the
// same as the default.
func CheckMessage(m InvitationMessage) (tidy InvitationMessage, linkAdded bool, err error) {
	m.Subject, m.SenderName, m.ReplyTo = strings.TrimSpace(m.Subject), strings.TrimSpace(m.SenderName), strings.TrimSpace(m.ReplyTo)
	m.Text = typed.Clean(m.Text)
	switch {
	case unprintable(m.Subject, "") || utf8.RuneCountInString(m.Subject) > 200:
		return m, false, problem.At("invitation_subject", "The subject must be one line of at most 200 characters.")
	case unprintable(m.Text, "\n\t"):
		return m, false, problem.At("invitation_text", "The text has characters that cannot be shown.")
	case unprintable(m.SenderName, "") || utf8.RuneCountInString(m.SenderName) > 200:
		return m, false, problem.At("sender_name", "The sender's name must be one line of at most 200 characters.")
	case m.ReplyTo != "":
		if err := checkAddress("reply_to", m.ReplyTo); err != nil {
			return m, false, err
		}
	}
	for _, field := range []struct{ name, text, known string }{
		{"invitation_subject", m.Subject, "{name} {office} {institution}"}, {"invitation_text", m.Text, "{name} {office} {institution} {link}"}} {
		for _, p := range placeholder.FindAllString(field.text, -1) {
			if !strings.Contains(" "+field.known+" ", " "+p+" ") {
				return m, false, problem.At(field.name, p+" is not known here. What can stand in for something is "+strings.ReplaceAll(field.known, " ", ", ")+".")
			}
		}
	}
	if m.Text != "" && !strings.Contains(m.Text, "{link}") {
		m.Text, linkAdded = m.Text+"\n\n{link}", true
	}
	if utf8.RuneCountInString(m.Text) > 5000 {
		return m, linkAdded, problem.At("invitation_text", "The text is longer than 5,000 characters.")
	}
	if m.Subject == institution.DefaultInvitationSubject {
		m.Subject = ""
	}
	if m.Text == institution.DefaultInvitationText {
		m.Text = ""
	}
	return m, linkAdded, nil
}

// unprintable tells whether a text has control characters other than the allowed ones, or is none.
func unprintable(s, allowed string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune(allowed, r) })
}
