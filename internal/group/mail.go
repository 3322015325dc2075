package group

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// Letter is a mail to a group.
type Letter struct {
	Subject, Text string
	Deputies      bool // to the deputies too
}

// Check tells what is wrong with a letter; nil when nothing is.
func (l Letter) Check() error {
	subject, text := typed.Clean(l.Subject), typed.Clean(l.Text)
	switch {
	case subject == "":
		return problem.At("subject", "Please write what the mail is about.")
	case strings.ContainsFunc(subject, unicode.IsControl):
		return problem.At("subject", "The subject must be one line without control characters.")
	case text == "":
		return problem.At("text", "Please write something first.")
	}
	if err := checkText("subject", subject, maxSubject, "The subject is longer than 200 characters. Please shorten it; nothing was lost."); err != nil {
		return err
	}
	return checkText("text", text, maxMessage, "The text is longer than 5,000 characters. Please shorten it; nothing was lost.")
}

// sameLetter is how long the same words to the same group count as one letter that was sent twice by mistake.
const sameLetter = 10 * time.Minute

// Mail sends a letter to those who hold the group's seats today, and to their deputies if asked. The result is to
// how many people it went. The same letter again within ten minutes is not sent again.
func (d *Desk) Mail(ctx context.Context, c access.Caller, id uuid.UUID, l Letter) (sent int, err error) {
	err = d.write(ctx, c, id, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		if err := l.Check(); err != nil {
			return err
		}
		to, _ := Recipients(At(g.seatsOf(id), today(d.Now(), g.settings.TimeZone)), l.Deputies)
		if len(to) == 0 {
			return problem.At("text", "Nobody holds a seat of this group and has an address: there is nobody to send it to.")
		}
		m := mail.Message{Kind: "group", SenderName: g.settings.Sender(), ReplyTo: g.settings.Answers(), Subject: typed.Clean(l.Subject), Text: typed.Clean(l.Text),
			Button: "Open the working group", Path: link.Group(seat.Slug, id, "")}
		if err := tx.Row(`select count(*) from mail where institution_id = $1 and kind = $2 and path = $3 and subject = $4 and body = $5 and created_at > now() - $6::interval`,
			[]any{seat.Institution, m.Kind, m.Path, m.Subject, m.Text, sameLetter}, &sent); err != nil || sent > 0 {
			return err
		}
		for _, who := range to {
			m.Person, m.Address, m.Name = who.Person, who.Email, who.Name
			if _, err := d.Post.Queue(tx, seat.Institution, m); err != nil {
				return err
			}
		}
		sent = len(to)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "group mailed", Subject: activity.OfGroup, ID: id, Detail: now.Name + ": " + strconv.Itoa(sent)})
		return nil
	})
	return sent, err
}
