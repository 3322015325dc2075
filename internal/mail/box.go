package mail

import (
	"context"
	"strings"
	"time"

	"meridian/internal/postgres"
	"meridian/internal/seal"

	"github.com/google/uuid"
)

// Box shows the messages that were or will be sent.
type Box struct {
	DB  *postgres.DB
	Key *seal.Key
}

// LinkState is what can be shown of a message's link.
type LinkState string

// The states of a link.
const (
	NoLink     LinkState = ""
	LinkShown  LinkState = "shown"
	LinkOthers LinkState = "others" // it opens something as another person, who alone sees it
	LinkSent   LinkState = "sent"   // it was in the message, and its secret is not kept
	LinkSealed LinkState = "sealed" // this server has not the key
)

// Letter is a message as somebody may see it.
type Letter struct {
	ID         uuid.UUID
	Mine       bool // it was sent to the one who looks
	Address    string
	Name       string
	SenderName string
	Subject    string
	Paragraphs [][]Piece // lines are parted by a line feed in the text
	Button     string
	Link       string // the path, when LinkState is LinkShown
	LinkState  LinkState
	QueuedAt   time.Time
	SentAt     *time.Time
	FailedAt   *time.Time
	Failure    string // why it failed, in plain English; goes through i18n.T
}

// Piece is a part of a text: words, or the place of the link.
type Piece struct {
	Text string
	Link bool
}

// Private is the kind of messages that nobody but the addressee sees: even that one was sent would tell who has an
// account elsewhere.
const Private = "email"

// MostLetters is how many messages of one institution are shown, the newest.
const MostLetters = 200

// Letters are the messages that a person was sent in one institution, the newest first; with all those of everybody
// there, without other people's secrets.
func (b *Box) Letters(ctx context.Context, institution, person uuid.UUID, all bool) ([]Letter, error) {
	type row struct {
		ID                                                              uuid.UUID
		PersonID                                                        *uuid.UUID
		Address, Name, SenderName, Subject, Body, Button, Path, Failure string
		Sealed                                                          []byte
		CreatedAt                                                       time.Time
		SentAt, FailedAt                                                *time.Time
	}
	var rows []row
	batch := &postgres.Batch{}
	postgres.Collect(batch, &rows, `select id, person_id, address, name, sender_name, subject, body, button, path, failure, sealed, created_at, sent_at, failed_at
		from mail where institution_id = $1 and ($3 and kind <> '`+Private+`' or person_id = $2) order by created_at desc, id limit $4`, institution, person, all, MostLetters)
	if err := b.DB.Look(ctx, institution, batch); err != nil {
		return nil, err
	}
	list := make([]Letter, 0, len(rows))
	for _, r := range rows {
		l := Letter{ID: r.ID, Mine: r.PersonID != nil && *r.PersonID == person, Address: r.Address, Name: r.Name, SenderName: r.SenderName,
			Subject: r.Subject, Button: r.Button, QueuedAt: r.CreatedAt, SentAt: r.SentAt, FailedAt: r.FailedAt, Failure: r.Failure}
		mentions := strings.Contains(r.Body, linkMark)
		switch {
		case r.Path != "":
			l.Link, l.LinkState = r.Path, LinkShown
		case r.Sealed != nil && !l.Mine:
			l.LinkState = LinkOthers
		case r.Sealed != nil:
			if path, err := b.Key.Open(r.Sealed, r.ID.String()); err == nil {
				l.Link, l.LinkState = path, LinkShown
			} else {
				l.LinkState = LinkSealed
			}
		case mentions || r.Button != "":
			l.LinkState = LinkSent
		}
		text := strings.TrimSpace(r.Body)
		if l.LinkState != NoLink && !mentions {
			text += "\n\n" + linkMark
		}
		l.Paragraphs = pieces(text)
		list = append(list, l)
	}
	return list, nil
}

// pieces parts a text at empty lines, and each paragraph at the places of the link.
func pieces(text string) (list [][]Piece) {
	for _, paragraph := range strings.Split(text, "\n\n") {
		paragraph = strings.Trim(paragraph, "\n")
		if paragraph == "" {
			continue
		}
		var now []Piece
		for n, part := range strings.Split(paragraph, linkMark) {
			if n > 0 {
				now = append(now, Piece{Link: true})
			}
			if part != "" {
				now = append(now, Piece{Text: part})
			}
		}
		list = append(list, now)
	}
	return list
}
