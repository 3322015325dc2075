package account_test

import (
	"slices"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// BenchmarkListOf50 reads the first 50 offices of one institution among 200 in three ways, in turn: past the
// policies as a superuser, under them, and under them with the permission check that a page makes. The ratios
// of the medians are what the policies, and both together, cost.
func BenchmarkListOf50(b *testing.B) {
	d := postgrestest.New(b)
	seed(b, d.AdminURL)
	above, err := postgres.Open(b.Context(), d.AdminURL)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(above.Close)
	ctx := b.Context()
	caller := access.Caller{Slug: "university-77"}
	var place uuid.UUID
	if err := above.Global(b.Context(), func(tx *postgres.Tx) error {
		return tx.Row(`select institution_id, person_id from membership m join institution i on i.id = m.institution_id where i.slug = $1 limit 1`,
			[]any{caller.Slug}, &place, &caller.Person)
	}); err != nil {
		b.Fatal(err)
	}
	type row struct {
		ID   uuid.UUID
		Name string
	}
	list := func(batch *postgres.Batch, into *[]row) {
		postgres.Collect(batch, into, `select id, name from office where institution_id = `+postgres.ThisInstitution+` order by slug limit 50`)
	}
	ways := []func() ([]row, error){
		func() (rows []row, err error) {
			b := &postgres.Batch{}
			list(b, &rows)
			return rows, above.LookBySlug(ctx, caller.Slug, b)
		},
		func() (rows []row, err error) {
			b := &postgres.Batch{}
			list(b, &rows)
			return rows, d.LookBySlug(ctx, caller.Slug, b)
		},
		func() (rows []row, err error) {
			_, err = account.SitToRead(ctx, d.DB, caller, func(b *postgres.Batch) { list(b, &rows) })
			return rows, err
		},
	}
	took := make([][]time.Duration, len(ways))
	for n := 0; b.Loop(); n++ {
		for i := range ways {
			way := (i + n) % len(ways)
			began := time.Now()
			rows, err := ways[way]()
			took[way] = append(took[way], time.Since(began))
			if err != nil || len(rows) != 50 {
				b.Fatalf("way %d: %d rows, %v", way, len(rows), err)
			}
		}
	}
	median := func(way int) float64 {
		slices.Sort(took[way])
		return float64(took[way][len(took[way])/2]) / float64(time.Microsecond)
	}
	b.ReportMetric(median(0), "µs/plain")
	b.ReportMetric(median(1)/median(0), "×policies")
	b.ReportMetric(median(2)/median(0), "×policies+permission")
}

// seed makes 200 institutions of 500 offices and one person each, past the policies.
func seed(b *testing.B, adminURL string) {
	b.Helper()
	conn, err := pgx.Connect(b.Context(), adminURL)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(b.Context())
	if _, err := conn.Exec(b.Context(), `
		insert into institution (id, slug, name) select gen_random_uuid(), 'university-' || n, 'University ' || n from generate_series(1, 200) n;
		insert into office (institution_id, id, slug, name, kind)
			select i.id, gen_random_uuid(), 'office-' || n, 'Office ' || n, 'office' from institution i, generate_series(1, 500) n;
		insert into person (id, email, name) select i.id, i.slug || '@example.org', i.name from institution i;
		insert into membership (institution_id, id, person_id, role, accepted_at, last_used_at) select i.id, i.id, i.id, 'international_office', now(), now() from institution i;
		analyze`); err != nil {
		b.Fatal(err)
	}
}
