package mail

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"
)

// tidy refuses what could not stand in the head of a message. Names come from people and are made fit for one line
// instead: a message must not fail because of them.
func tidy(m Message) (Message, error) {
	if !bare(m.Address) {
		return m, problem.At("email", "This is not an e-mail address.")
	}
	if m.ReplyTo != "" && !bare(m.ReplyTo) {
		return m, problem.At("reply_to", "This is not an e-mail address.")
	}
	if m.Subject = strings.TrimSpace(m.Subject); m.Subject == "" || !oneLine(m.Subject) {
		return m, problem.At("subject", "The subject must be one line of text.")
	}
	if !utf8.ValidString(m.Text) || strings.ContainsRune(m.Text, 0) {
		return m, problem.At("text", "The text has characters that cannot be shown.")
	}
	m.Name, m.SenderName, m.Button = inOneLine(m.Name), inOneLine(m.SenderName), inOneLine(m.Button)
	m.Text = strings.ReplaceAll(m.Text, "\r\n", "\n")
	return m, nil
}

// bare tells whether s is one address and nothing else: no name, no second address, no line break.
func bare(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= 254 && oneLine(s)
}

func oneLine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, breaking)
}

func inOneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if breaking(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))), " ")
}

// breaking are characters that end a line or cannot be seen.
func breaking(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
