package postgres_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func TestTxRoundTrips(t *testing.T) {
	d := postgrestest.New(t)
	in := newInstitution(t, d, "here")
	w := newWire(t, d.AppURL)
	db, err := postgres.Open(t.Context(), w.url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// All connections but one are taken away: the statements are prepared on the one that is measured.
	for range 15 {
		conn, err := db.Pool().Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Release()
	}
	var n int
	read := func(tx *postgres.Tx) error { return tx.Row(`select count(*) from office`, nil, &n) }
	write := func(tx *postgres.Tx) { tx.Last(addOffice, in, uuid.New(), "o"+uuid.NewString()[:8]) }
	for _, c := range []struct {
		name string
		want int64
		fn   func(*postgres.Tx) error
	}{
		{"nothing", 0, func(*postgres.Tx) error { return nil }},
		{"only last", 1, func(tx *postgres.Tx) error { write(tx); write(tx); return nil }},
		{"one read", 2, read},
		{"read, then write last", 2, func(tx *postgres.Tx) error { write(tx); return read(tx) }},
		{"two reads, then write last", 3, func(tx *postgres.Tx) error { write(tx); return errors.Join(read(tx), read(tx)) }},
		{"refused after a read", 2, func(tx *postgres.Tx) error { return errors.Join(read(tx), problem.Absent()) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before int64
			for range 2 { // the first time prepares the statements
				before = w.trips.Load()
				if err := db.Tenant(t.Context(), in, c.fn); err != nil && !problem.Is(err, problem.NotFound) {
					t.Fatal(err)
				}
			}
			if got := w.trips.Load() - before; got != c.want {
				t.Errorf("%d round trips, want %d", got, c.want)
			}
		})
	}
}

// However a transaction ends badly, nothing of it stays and the connection is fit for the next user.
func TestTxLeavesNothingBehind(t *testing.T) {
	boom := errors.New("boom")
	for _, c := range []struct {
		name string
		fn   func(context.Context, context.CancelFunc, *postgres.Tx) error
		want func(error) bool
		gone bool // the connection does not come back
	}{
		{"refused before anything was sent", func(context.Context, context.CancelFunc, *postgres.Tx) error { return boom },
			func(err error) bool { return err == boom }, false},
		{"refused after a write", func(_ context.Context, _ context.CancelFunc, tx *postgres.Tx) error { return boom },
			func(err error) bool { return err == boom }, false},
		{"a statement that fails", func(_ context.Context, _ context.CancelFunc, tx *postgres.Tx) error { return tx.Exec(`select 1 / 0`) },
			func(err error) bool { return err != nil }, false},
		{"a last statement that fails", func(_ context.Context, _ context.CancelFunc, tx *postgres.Tx) error {
			tx.Last(`select 1 / 0`)
			return nil
		}, func(err error) bool { return err != nil }, false},
		{"an error that was swallowed", func(_ context.Context, _ context.CancelFunc, tx *postgres.Tx) error {
			_ = tx.Exec(`select 1 / 0`)
			return nil
		}, func(err error) bool { return err != nil }, false},
		{"cancelled between two statements", func(_ context.Context, cancel context.CancelFunc, tx *postgres.Tx) error {
			cancel()
			return tx.Exec(`select 1`)
		}, func(err error) bool { return errors.Is(err, context.Canceled) }, false},
		{"cancelled before the commit", func(_ context.Context, cancel context.CancelFunc, tx *postgres.Tx) error {
			cancel()
			return nil
		}, func(err error) bool { return errors.Is(err, context.Canceled) }, false},
		{"cancelled while a statement runs", func(ctx context.Context, cancel context.CancelFunc, tx *postgres.Tx) error {
			return tx.Exec(`select pg_sleep(30)`)
		}, func(err error) bool { return errors.Is(err, context.Canceled) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := postgrestest.New(t)
			in := newInstitution(t, d, "here")
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.gone {
				watch := connect(t, d.AdminURL)
				go func() {
					for {
						var n int
						if watch.QueryRow(ctx, `select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`).Scan(&n) != nil {
							return
						}
						if n > 0 {
							cancel()
							return
						}
					}
				}()
			}
			var pid uint32
			err := d.Tenant(ctx, in, func(tx *postgres.Tx) error {
				if c.name != "refused before anything was sent" {
					if err := tx.Row(`select pg_backend_pid()`, nil, &pid); err != nil {
						return err
					}
					if err := tx.Exec(addOffice, in, uuid.New(), "lost"); err != nil {
						return err
					}
				}
				return c.fn(ctx, cancel, tx)
			})
			if !c.want(err) {
				t.Errorf("the answer is %v", err)
			}
			seen := clean(t, d.Pool())
			if pid != 0 && seen[pid] == c.gone {
				t.Errorf("connection back in the pool: %v, want %v", seen[pid], !c.gone)
			}
			if n := offices(t, d, in); n != 0 {
				t.Errorf("%d rows of the broken transaction are there", n)
			}
		})
	}
}

func TestTxPanicRollsBack(t *testing.T) {
	d := postgrestest.New(t)
	in := newInstitution(t, d, "here")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = d.Tenant(t.Context(), in, func(tx *postgres.Tx) error {
			if err := tx.Exec(addOffice, in, uuid.New(), "lost"); err != nil {
				return err
			}
			panic("a fault of ours")
		})
	}()
	clean(t, d.Pool())
	if n := offices(t, d, in); n != 0 {
		t.Errorf("%d rows of the broken transaction are there", n)
	}
}

// The next user of a connection must not inherit the tenant, nor the person.
func TestTxTenantDoesNotLeak(t *testing.T) {
	d := postgrestest.New(t)
	a := newInstitution(t, d, "aaa")
	nothing := func(tx *postgres.Tx) error { return tx.Exec(`select 1`) }
	for name, open := range map[string]func() error{
		"by id":     func() error { return d.Tenant(t.Context(), a, nothing) },
		"by slug":   func() error { return d.TenantBySlug(t.Context(), "aaa", nothing) },
		"as person": func() error { return d.AsPerson(t.Context(), uuid.New(), nothing) },
		"refused": func() error {
			_ = d.Tenant(t.Context(), a, func(tx *postgres.Tx) error { return errors.Join(nothing(tx), errors.New("no")) })
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := open(); err != nil {
				t.Fatal(err)
			}
			if len(clean(t, d.Pool())) == 0 {
				t.Error("no pooled connection was looked at")
			}
			err := d.Global(t.Context(), func(tx *postgres.Tx) error {
				var setting string
				err := tx.Row(`select coalesce(current_setting('app.institution_id', true), '') || coalesce(current_setting('app.person_id', true), '')`, nil, &setting)
				if setting != "" {
					t.Errorf("a global transaction sees the setting %q", setting)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// What was given to Last is sent after everything else, in order, and is committed with it.
func TestTxLast(t *testing.T) {
	d := postgrestest.New(t)
	in := newInstitution(t, d, "here")
	var order []string
	note := func(name string) func(pgx.Row) error {
		return func(row pgx.Row) error { order = append(order, name); var s string; return row.Scan(&s) }
	}
	const add = addOffice + ` returning slug`
	err := d.Tenant(t.Context(), in, func(tx *postgres.Tx) error {
		tx.Last(add, in, uuid.New(), "third").QueryRow(note("third"))
		tx.Last(add, in, uuid.New(), "fourth").QueryRow(note("fourth"))
		b := &postgres.Batch{}
		b.Queue(add, in, uuid.New(), "first").QueryRow(note("first"))
		b.Queue(add, in, uuid.New(), "second").QueryRow(note("second"))
		return tx.Send(b)
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"first", "second", "third", "fourth"}; !slices.Equal(order, want) {
		t.Errorf("the statements ran as %v, want %v", order, want)
	}
	if n := offices(t, d, in); n != 4 {
		t.Errorf("%d rows were committed, want 4", n)
	}
	// The commit has travelled by then, so a callback's error can only be told.
	err = d.Tenant(t.Context(), in, func(tx *postgres.Tx) error {
		tx.Last(`select slug from office where false`).QueryRow(func(row pgx.Row) error { var s string; return row.Scan(&s) })
		return nil
	})
	if !problem.Is(err, problem.NotFound) {
		t.Errorf("a callback's error is answered as %v", err)
	}
	clean(t, d.Pool())
}

func TestTenantBySlug(t *testing.T) {
	d := postgrestest.New(t)
	a := newInstitution(t, d, "aaa")
	if err := d.Tenant(t.Context(), a, func(tx *postgres.Tx) error { return tx.Exec(addOffice, a, uuid.New(), "office") }); err != nil {
		t.Fatal(err)
	}
	for slug, want := range map[string]int{"aaa": 1, "AAA": 0, "bbb": 0, "": 0, "' or true --": 0} {
		n := -1
		err := d.TenantBySlug(t.Context(), slug, func(tx *postgres.Tx) error { return tx.Row(`select count(*) from office`, nil, &n) })
		if err != nil || n != want {
			t.Errorf("slug %q: %d rows, %v, want %d", slug, n, err, want)
		}
	}
}

func TestFindAndCollect(t *testing.T) {
	d := postgrestest.New(t)
	type row struct{ Slug string }
	newInstitution(t, d, "aaa")
	newInstitution(t, d, "bbb")
	var all []row
	var one, none row
	var foundOne, foundNone bool
	err := d.Global(t.Context(), func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &all, `select slug from institution order by slug`)
		postgres.Find(b, &one, &foundOne, `select slug from institution where slug = $1`, "bbb")
		postgres.Find(b, &none, &foundNone, `select slug from institution where slug = $1`, "ccc")
		return tx.Send(b)
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all, []row{{"aaa"}, {"bbb"}}) || one.Slug != "bbb" || !foundOne || none.Slug != "" || foundNone {
		t.Errorf("collected %v, found %v %v and %v %v", all, one, foundOne, none, foundNone)
	}
}

func TestFirstAndAll(t *testing.T) {
	d := postgrestest.New(t)
	all, broken, none := []string{"before"}, []int{1}, []int{1}
	one, kept, unread := "before", "before", 7
	var foundOne, foundKept, foundUnread bool
	read := func(sql string, query func(pgx.Rows) error) error {
		b := &postgres.Batch{}
		b.Queue(sql).Query(query)
		return d.DB.LookGlobal(t.Context(), b)
	}
	for _, c := range []struct {
		sql   string
		query func(pgx.Rows) error
		fails bool
	}{
		{`select * from (values ('a'), ('b')) v`, postgres.All(&all, pgx.RowTo[string]), false},
		{`select 1 where false`, postgres.All(&none, pgx.RowTo[int]), false},
		{`select 1 / (n - 2) from generate_series(1, 3) n`, postgres.All(&broken, pgx.RowTo[int]), true},
		{`select * from (values ('a'), ('b')) v`, postgres.First(&one, &foundOne, pgx.RowTo[string]), false},
		{`select 'a' where false`, postgres.First(&kept, &foundKept, pgx.RowTo[string]), false},
		{`select 1 / (n - 2) from generate_series(1, 3) n`, postgres.First(&unread, &foundUnread, pgx.RowTo[int]), true},
	} {
		if err := read(c.sql, c.query); (err != nil) != c.fails {
			t.Errorf("%s: %v", c.sql, err)
		}
	}
	if !slices.Equal(all, []string{"a", "b"}) || none == nil || len(none) != 0 || broken != nil {
		t.Errorf("all %q, of none %v, of an error %v", all, none, broken)
	}
	if one != "a" || !foundOne || kept != "before" || foundKept || unread != 7 || foundUnread {
		t.Errorf("first %q %v, of none %q %v, of an error %d %v", one, foundOne, kept, foundKept, unread, foundUnread)
	}
}
