package account

import (
	"strings"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/sheet"

	"github.com/google/uuid"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// town is a database with two institutions, a desk, and a clock that stands still.
type town struct {
	*testing.T
	desk         *Desk
	db           *postgrestest.Database
	here, yonder institution.Institution
	now          time.Time
}

const goodPassword = "a good long password"

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{T: t, db: postgrestest.New(t), now: time.Now().Truncate(time.Second)}
	w.desk = NewDesk(w.db.DB)
	w.desk.Now = func() time.Time { return w.now }
	r := institution.Registry{DB: w.db.DB}
	for slug, in := range map[string]*institution.Institution{"here": &w.here, "yonder": &w.yonder} {
		var err error
		if *in, err = r.Add(t.Context(), slug, "University "+slug, false); err != nil {
			t.Fatal(err)
		}
		if _, err = r.ImportOffices(t.Context(), *in, w.table("slug,name\nlibrary,Library\nlaw,Law\n"), false); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *town) table(file string) sheet.Table {
	w.Helper()
	table, err := sheet.Read(strings.NewReader(file), sheet.Limits{})
	if err != nil {
		w.Fatal(err)
	}
	return table
}

// sql runs a statement for an institution; it is how tests make time pass in the database.
func (w *town) sql(in institution.Institution, sql string, args ...any) {
	w.Helper()
	if err := w.desk.DB.Tenant(w.Context(), in.ID, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }); err != nil {
		w.Fatal(err)
	}
}

// value reads one value for an institution.
func value[T any](w *town, in institution.Institution, sql string, args ...any) (v T) {
	w.Helper()
	if err := w.desk.DB.Tenant(w.Context(), in.ID, func(tx *postgres.Tx) error { return tx.Row(sql, args, &v) }); err != nil {
		w.Fatal(err)
	}
	return v
}

func (w *town) invite(in institution.Institution, email string, role access.Role, office string) string {
	w.Helper()
	secret, err := w.desk.Invite(w.Context(), in, email, role, office)
	if err != nil {
		w.Fatal(err)
	}
	return secret
}

// settle invites somebody who accepts with goodPassword.
func (w *town) settle(in institution.Institution, email string, role access.Role, office string) Person {
	w.Helper()
	p, _, err := w.desk.Accept(w.Context(), w.invite(in, email, role, office), "Somebody", goodPassword)
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// sit is the seat of a person, or the error.
func (w *town) sit(c access.Caller) (seat access.Seat, err error) {
	w.Helper()
	err = Sit(w.Context(), w.desk.DB, c, nil, func(_ *postgres.Tx, s access.Seat) error { seat = s; return nil })
	read, readErr := SitToRead(w.Context(), w.desk.DB, c, func(*postgres.Batch) {})
	if (err == nil) != (readErr == nil) || err == nil && read.Membership != seat.Membership && c.As == uuid.Nil {
		w.Errorf("to write: %v, %v; to read: %v, %v", seat.Membership, err, read.Membership, readErr)
	}
	return seat, err
}
