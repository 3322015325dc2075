package notice

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"meridian/internal/link"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// ofTheDay is the kind of the letter of a day, among those of messages.
const ofTheDay = "digest"

// refusal is the kind of message that a person of an institution wants no more.
type refusal struct {
	institution, person uuid.UUID
	kind                string
}

const sealedFor = "unsubscribe" // what a token's seal is bound to

// UnsubscribePath is the page on which a person wants no more messages of a kind; "" for messages that are no notices. Who
// has the path may do that and nothing else, without being signed in.
func (d *Desk) UnsubscribePath(institution, person uuid.UUID, kind string) string {
	if kind != ofTheDay && !slices.Contains(Kinds, Kind(kind)) {
		return ""
	}
	sealed := d.Post.Key.Seal(strings.Join([]string{institution.String(), person.String(), kind}, " "), sealedFor)
	return link.Unsubscribe(base64.RawURLEncoding.EncodeToString(sealed))
}

// open reads a token; anything else than what UnsubscribePath made is NotFound.
func (d *Desk) open(token string) (r refusal, err error) {
	sealed, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return r, problem.Absent()
	}
	text, err := d.Post.Key.Open(sealed, sealedFor)
	parts := strings.Split(text, " ")
	if err != nil || len(parts) != 3 {
		return r, problem.Absent()
	}
	r.kind = parts[2]
	if r.institution, err = uuid.Parse(parts[0]); err == nil {
		r.person, err = uuid.Parse(parts[1])
	}
	return r, err
}

// Unsubscribing is what a token is for, as a sentence in English that goes through i18n.T. Without a good token it is
// NotFound.
func (d *Desk) Unsubscribing(token string) (string, error) {
	r, err := d.open(token)
	if err != nil || r.kind == ofTheDay {
		return "What happened since yesterday", err
	}
	return Kind(r.kind).Sentence(), nil
}

// Unsubscribe stops the messages that a token is for: those of its kind, or those of the day. It is for whoever has the
// token; doing it again changes nothing.
func (d *Desk) Unsubscribe(ctx context.Context, token string) error {
	r, err := d.open(token)
	if err != nil {
		return err
	}
	return d.DB.Tenant(ctx, r.institution, func(tx *postgres.Tx) error {
		if r.kind == ofTheDay {
			tx.Last(`update notice_choice c set mail = 'never' from membership m where c.institution_id = $1 and m.institution_id = $1 and m.id = c.membership_id and m.person_id = $2 and c.mail = 'daily'`, r.institution, r.person)
			for _, k := range Kinds {
				if k.Usual() == Daily {
					tx.Last(`insert into notice_choice (institution_id, membership_id, kind, mail) select $1, m.id, $3, 'never' from membership m where m.institution_id = $1 and m.person_id = $2
						on conflict do nothing`, r.institution, r.person, k)
				}
			}
			return nil
		}
		tx.Last(`insert into notice_choice (institution_id, membership_id, kind, mail) select $1, m.id, $3, 'never' from membership m where m.institution_id = $1 and m.person_id = $2
			on conflict (institution_id, membership_id, kind) do update set mail = 'never'`, r.institution, r.person, r.kind)
		return nil
	})
}
