package mail

import (
	"bytes"
	"errors"
	"html/template"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	gomail "github.com/wneessen/go-mail"
)

// letter is a message with all that it takes to write it out.
type letter struct {
	ID                                 uuid.UUID
	Address, Name, SenderName, ReplyTo string
	Subject, Body, Button, Link        string // Link is the whole address; empty: none
	Institution, Language              string
	ContactName, ContactEmail          string
	Unsubscribe                        string // the whole address where one wants no more of its kind; empty: none
	QueuedAt                           time.Time
}

// linkMark is where the link stands in a text.
const linkMark = "{link}"

// compose writes a letter out: plain text and HTML made from it, from the installation's address.
func compose(l letter, from string, base *url.URL) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	sender := l.SenderName
	if sender == "" {
		sender = l.Institution
	}
	if !bare(l.Address) || l.ReplyTo != "" && !bare(l.ReplyTo) {
		return nil, errors.New("an address of the message is none")
	}
	// By parts: a name may hold quotes, which the library's functions for whole addresses would take as theirs.
	m.FromMailAddress(&mail.Address{Name: inOneLine(sender), Address: from})
	m.AddToMailAddress(&mail.Address{Name: inOneLine(l.Name), Address: l.Address})
	if l.ReplyTo != "" {
		m.ReplyToMailAddress(&mail.Address{Address: l.ReplyTo})
	}
	m.Subject(inOneLine(l.Subject))
	m.SetMessageIDWithValue(l.ID.String() + "@" + domain(base)) // the same at each try, by which a second copy is known
	m.SetDateWithValue(l.QueuedAt)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // no holiday replies
	m.SetGenHeader(gomail.HeaderContentLang, l.Language)
	if l.Unsubscribe != "" { // RFC 8058: the reader's mail program asks for it with one click
		m.SetGenHeaderPreformatted(gomail.HeaderListUnsubscribe, "<"+l.Unsubscribe+">")
		m.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(gomail.TypeTextPlain, plainText(l))
	html, err := htmlText(l)
	if err != nil {
		return nil, err
	}
	m.AddAlternativeString(gomail.TypeTextHTML, html)
	return m, nil
}

func plainText(l letter) string {
	text := strings.TrimSpace(l.Body)
	switch {
	case strings.Contains(text, linkMark):
		text = strings.ReplaceAll(text, linkMark, l.Link)
	case l.Link != "":
		text += "\n\n" + l.Link
	}
	if ask := l.ask(); ask != "" {
		text += "\n\n-- \nQuestions? Ask " + ask
	}
	if l.Unsubscribe != "" {
		text += "\n\nNo more mails of this kind: " + l.Unsubscribe
	}
	return text + "\n"
}

// ask is whom an institution's people ask, as "Name <address>"; empty when it has named nobody.
func (l letter) ask() string {
	switch {
	case l.ContactEmail == "":
		return l.ContactName
	case l.ContactName == "":
		return l.ContactEmail
	}
	return l.ContactName + " <" + l.ContactEmail + ">"
}

// paragraph is a piece of the HTML part: a button, or lines in which links may stand.
type paragraph struct {
	Button bool
	Lines  [][]piece
}

type piece struct {
	Text string
	Link bool
}

// paragraphs parts a text at empty lines. A line with nothing but the link becomes the button; a link that the text
// does not mention follows it.
func (l letter) paragraphs() (list []paragraph) {
	text := strings.TrimSpace(l.Body)
	if l.Link != "" && !strings.Contains(text, linkMark) {
		text += "\n\n" + linkMark
	}
	var now paragraph
	flush := func() {
		if len(now.Lines) > 0 {
			list = append(list, now)
		}
		now = paragraph{}
	}
	for _, line := range strings.Split(text, "\n") {
		switch line = strings.TrimSpace(line); line {
		case "":
			flush()
		case linkMark:
			flush()
			if l.Link != "" {
				list = append(list, paragraph{Button: true})
			}
		default:
			var pieces []piece
			for n, part := range strings.Split(line, linkMark) {
				if n > 0 && l.Link != "" {
					pieces = append(pieces, piece{l.Link, true})
				}
				pieces = append(pieces, piece{part, false})
			}
			now.Lines = append(now.Lines, pieces)
		}
	}
	flush()
	return list
}

// direction is that of a language's script.
func direction(language string) string {
	base, _, _ := strings.Cut(language, "-")
	switch base {
	case "ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb":
		return "rtl"
	}
	return "ltr"
}

// Mail programs know no style sheets: the looks stand with each element. The colours are those of the site.
var page = template.Must(template.New("mail").Parse(`<!doctype html>
<html lang="{{.Language}}" dir="{{.Dir}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>{{.Subject}}</title></head>
<body style="margin:0;padding:24px 16px;background:#f6f4ef;color:#1b2431;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:36em;margin:0 auto">
<div style="padding:28px;background:#ffffff;border:1px solid #e0dbd0;border-radius:10px">
<p style="margin:0 0 20px;color:#5b6472;font-size:14px" dir="auto">{{.Institution}}</p>
{{range .Paragraphs}}{{if .Button}}<p style="margin:24px 0"><a href="{{$.Link}}" style="display:inline-block;padding:12px 22px;background:#1f4e79;color:#ffffff;border-radius:6px;font-weight:600;text-decoration:none">{{$.Button}}</a></p>
{{else}}<p style="margin:0 0 16px" dir="auto">{{range $n, $line := .Lines}}{{if $n}}<br>{{end}}{{range $line}}{{if .Link}}<a href="{{.Text}}" style="color:#1f4e79">{{.Text}}</a>{{else}}{{.Text}}{{end}}{{end}}{{end}}</p>
{{end}}{{end}}{{if .Link}}<p lang="en" dir="ltr" style="margin:24px 0 0;color:#5b6472;font-size:13px">If the link does not open, copy this address into your browser:<br><a href="{{.Link}}" dir="ltr" style="color:#1f4e79;word-break:break-all">{{.Link}}</a></p>
{{end}}</div>
{{if .Ask}}<p lang="en" dir="ltr" style="margin:16px 0 0;color:#5b6472;font-size:13px">Questions? Ask {{if .ContactEmail}}<a href="mailto:{{.ContactEmail}}" style="color:#1f4e79"><bdi>{{.Ask}}</bdi></a>{{else}}<bdi>{{.Ask}}</bdi>{{end}}</p>
{{end}}{{if .Unsubscribe}}<p lang="en" dir="ltr" style="margin:16px 0 0;color:#5b6472;font-size:13px"><a href="{{.Unsubscribe}}" style="color:#1f4e79">No more mails of this kind</a></p>
{{end}}</div>
</body>
</html>
`))

func htmlText(l letter) (string, error) {
	button := l.Button
	if button == "" {
		button = "Open in Meridian"
	}
	var b bytes.Buffer
	err := page.Execute(&b, map[string]any{
		"Language": l.Language, "Dir": direction(l.Language), "Subject": l.Subject, "Institution": l.Institution,
		"Paragraphs": l.paragraphs(), "Link": l.Link, "Button": button, "Ask": l.ask(), "ContactEmail": l.ContactEmail, "Unsubscribe": l.Unsubscribe,
	})
	return b.String(), err
}
