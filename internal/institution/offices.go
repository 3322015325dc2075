package institution

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// QueueOffices queues the reading of all offices of the transaction's institution, by name.
func QueueOffices(b *postgres.Batch, into *[]Office) {
	postgres.Collect(b, into, `select id, slug, name, kind, head_email from office
		where institution_id = `+postgres.ThisInstitution+` order by name collate "und-x-icu", slug`)
}

// Offices reads all offices of the transaction's institution.
func Offices(tx *postgres.Tx) ([]Office, error) {
	b := &postgres.Batch{}
	var all []Office
	QueueOffices(b, &all)
	return all, tx.Send(b)
}

// OfficesBySlug is a look-up over a list of offices.
func OfficesBySlug(list []Office) map[string]Office {
	m := make(map[string]Office, len(list))
	for _, o := range list {
		m[o.Slug] = o
	}
	return m
}

func saveOffice(tx *postgres.Tx, institution uuid.UUID, o Office) {
	tx.Last(`insert into office (institution_id, id, slug, name, kind, head_email) values ($1, $2, $3, $4, $5, $6)
		on conflict (institution_id, slug) do update set name = excluded.name, kind = excluded.kind, head_email = excluded.head_email`,
		institution, o.ID, o.Slug, o.Name, o.Kind, o.HeadEmail)
}
