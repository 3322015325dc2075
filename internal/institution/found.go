package institution

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Found adds new offices to an institution at once, so that people can be invited into them in the same
// transaction. What is wrong with one of them is Invalid, and then none is added.
func Found(tx *postgres.Tx, institution uuid.UUID, offices []Office) error {
	b := &postgres.Batch{}
	for _, o := range offices {
		if err := checkOffice(o); err != nil {
			return err
		}
		b.Queue(`insert into office (institution_id, id, slug, name, kind, head_email, place)
			select $1, $2, $3, $4, $5, $6, `+atTheEnd,
			institution, o.ID, o.Slug, o.Name, o.Kind, o.HeadEmail)
	}
	return tx.Send(b)
}
