package mail

import (
	"context"
	"errors"
	"net/url"
	"sync/atomic"
	"time"

	"meridian/internal/jobs"
	"meridian/internal/postgres"
	"meridian/internal/seal"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Sender is the work behind Sending.
type Sender struct {
	DB     *postgres.DB
	Key    *seal.Key
	Server *Server  // nil: there is none, and messages stay to be read on the page of sent mail
	Base   *url.URL // what links begin with
	// Unsubscribe is the path on which a person wants no more messages of a kind; nil, or "", where they cannot be refused.
	Unsubscribe func(institution, person uuid.UUID, kind string) string
	Counts      struct{ Sent, Refused, Failed atomic.Int64 }
}

// Register makes a runner do this work.
func (s *Sender) Register(w *jobs.Workers) { jobs.Do(w, s.send) }

// settled is how long a message's outcome may take to be written down, also when the server is stopping: a message
// that was taken and not ticked off would go out again.
const settled = 10 * time.Second

// send hands one message to the mail server and writes down what became of it.
func (s *Sender) send(ctx context.Context, j jobs.Job[Sending]) error {
	l, state, err := s.load(ctx, j.Args)
	if err != nil {
		return s.failed(ctx, j, err)
	}
	switch {
	case state.Gone || state.Settled:
		return nil
	case state.Withdrawn:
		return s.settle(ctx, j.Args, `failed_at = now(), failure = $3`, FailureWithdrawn)
	case s.Server == nil:
		return nil
	}
	m, err := compose(l, s.Server.from(s.Base), s.Base)
	if err != nil { // an address that was good enough to be stored, and is none for the mail library
		s.Counts.Refused.Add(1)
		return errors.Join(s.settle(ctx, j.Args, `failed_at = now(), failure = $3`, FailureRefused), jobs.GiveUp(errors.New("the message's head cannot be written")))
	}
	switch err := s.Server.deliver(ctx, s.Base, m); {
	case err == nil:
		s.Counts.Sent.Add(1)
		return s.settle(ctx, j.Args, `sent_at = now(), failure = $3`, "")
	case refusal(err):
		s.Counts.Refused.Add(1)
		if settleErr := s.settle(ctx, j.Args, `failed_at = now(), failure = $3`, FailureRefused); settleErr != nil {
			return settleErr
		}
		return jobs.GiveUp(plain(err))
	default:
		return s.failed(ctx, j, plain(err))
	}
}

// failed returns the error of one try; after the last one it is written down that the message was given up.
func (s *Sender) failed(ctx context.Context, j jobs.Job[Sending], err error) error {
	s.Counts.Failed.Add(1)
	if !j.Last || ctx.Err() != nil {
		return err
	}
	failure := FailureNotTaken
	if errors.Is(err, seal.ErrOtherKey) {
		failure = FailureSealed
	}
	return errors.Join(err, s.settle(ctx, j.Args, `failed_at = now(), failure = $3`, failure))
}

// state is what is known of a message before it is sent.
type state struct{ Gone, Settled, Withdrawn bool }

func (s *Sender) load(ctx context.Context, a Sending) (l letter, st state, err error) {
	var path string
	var sealed []byte
	b := &postgres.Batch{}
	var person *uuid.UUID
	var kind string
	b.Queue(`select m.person_id, m.kind, m.id, m.address, m.name, m.sender_name, m.reply_to, m.subject, m.body, m.button, m.path, m.sealed, m.created_at,
			i.name, i.language, i.contact_name, i.contact_email,
			m.sent_at is not null or m.failed_at is not null, v.withdrawn_at is not null or v.accepted_at is not null
		from mail m join institution i on i.id = m.institution_id
		left join invitation v on v.institution_id = m.institution_id and v.id = m.invitation_id
		where m.institution_id = $1 and m.id = $2`, a.Institution, a.ID).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&person, &kind, &l.ID, &l.Address, &l.Name, &l.SenderName, &l.ReplyTo, &l.Subject, &l.Body, &l.Button, &path, &sealed, &l.QueuedAt,
			&l.Institution, &l.Language, &l.ContactName, &l.ContactEmail, &st.Settled, &st.Withdrawn)
		if errors.Is(err, pgx.ErrNoRows) {
			st.Gone = true
			return nil
		}
		return err
	})
	if err := s.DB.Look(ctx, a.Institution, b); err != nil || st.Gone || st.Settled || st.Withdrawn || s.Server == nil {
		return l, st, err
	}
	if sealed != nil {
		if path, err = s.Key.Open(sealed, l.ID.String()); err != nil {
			return l, st, err
		}
	}
	if path != "" {
		l.Link = s.Base.Scheme + "://" + s.Base.Host + path
	}
	if s.Unsubscribe != nil && person != nil {
		if path := s.Unsubscribe(a.Institution, *person, kind); path != "" {
			l.Unsubscribe = s.Base.Scheme + "://" + s.Base.Host + path
		}
	}
	return l, st, nil
}

// settle writes down what became of a message; the secret in its link is of no more use here.
func (s *Sender) settle(ctx context.Context, a Sending, set, failure string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settled)
	defer cancel()
	for {
		err := s.DB.Tenant(ctx, a.Institution, func(tx *postgres.Tx) error {
			tx.Last(`update mail set `+set+`, sealed = null where institution_id = $1 and id = $2 and sent_at is null`, a.Institution, a.ID, failure)
			return nil
		})
		if err == nil || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(200 * time.Millisecond):
		}
	}
}
