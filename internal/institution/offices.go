package institution

import (
	"slices"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// QueueOffices queues the reading of all offices of the transaction's institution in the order that it
// has given them, the archived ones too: what was said in their name still bears it. See Current.
func QueueOffices(b *postgres.Batch, into *[]Office) {
	postgres.Collect(b, into, `select id, slug, name, kind, head_email, place, archived_at is not null as archived,
			coalesce(merged_into, '00000000-0000-0000-0000-000000000000') as merged_into from office
		where institution_id = `+postgres.ThisInstitution+` order by place, name collate "und-x-icu", slug`)
}

// Offices reads all offices of the transaction's institution.
func Offices(tx *postgres.Tx) ([]Office, error) {
	b := &postgres.Batch{}
	var all []Office
	QueueOffices(b, &all)
	return all, tx.Send(b)
}

// Current leaves the archived offices out: what a choice offers.
func Current(list []Office) []Office {
	return slices.DeleteFunc(slices.Clone(list), func(o Office) bool { return o.Archived })
}

// OfficesBySlug is a look-up over a list of offices.
func OfficesBySlug(list []Office) map[string]Office {
	m := make(map[string]Office, len(list))
	for _, o := range list {
		m[o.Slug] = o
	}
	return m
}

// saveOffice adds the office behind those that were given a place, or changes the one with its slug.
func saveOffice(tx *postgres.Tx, institution uuid.UUID, o Office) {
	tx.Last(`insert into office (institution_id, id, slug, name, kind, head_email, place)
		select $1, $2, $3, $4, $5, $6, case when coalesce(max(place), 0) > 0 then max(place) + 1 else 0 end from office where institution_id = $1
		on conflict (institution_id, slug) do update set name = excluded.name, kind = excluded.kind, head_email = excluded.head_email`,
		institution, o.ID, o.Slug, o.Name, o.Kind, o.HeadEmail)
}
