package account

import (
	"crypto/sha256"
	"encoding/base64"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func TestInvitation(t *testing.T) {
	w := newTown(t)
	secret := w.invite(w.here, " Ayesha.Khan@uni.example ", access.MemberOffice, "library")
	if raw, err := base64.RawURLEncoding.DecodeString(secret); err != nil || len(raw) != 32 {
		t.Errorf("the secret %q has %d bytes, %v", secret, len(raw), err)
	}
	// Of the secret the database keeps its hash only.
	sum := sha256.Sum256([]byte(secret))
	if got := value[[]byte](w, w.here, `select hash from token`); string(got) != string(sum[:]) {
		t.Errorf("kept is %x", got)
	}
	want := Invitation{Email: "Ayesha.Khan@uni.example", Institution: "University here", Slug: "here", Offices: []string{"Library"}, Role: access.MemberOffice, Landing: "/here",
		Person: value[uuid.UUID](w, w.here, `select id from person`), place: w.here.ID}
	for range 3 { // looking uses nothing up
		if got, err := w.desk.Invited(t.Context(), secret); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("invited as %+v, %v, want %+v", got, err, want)
		}
	}
	// What is refused uses nothing up either.
	for _, c := range []struct{ name, password, field string }{
		{"", goodPassword, "name"},
		{strings.Repeat("n", 201), goodPassword, "name"},
		{"two\nlines", goodPassword, "name"},
		{"Ayesha Khan", strings.Repeat("p", 11), "password"},
		{"Ayesha Khan", strings.Repeat("p", 201), "password"},
	} {
		_, i, err := w.desk.Accept(t.Context(), secret, c.name, c.password)
		if p := problem.Of(err); err == nil || p.Kind != problem.Invalid || p.Field != c.field || !reflect.DeepEqual(i, want) {
			t.Errorf("accepting with %.20q, %.20q: %+v, %v, want a problem of %s", c.name, c.password, i, err, c.field)
		}
	}
	p, i, err := w.desk.Accept(t.Context(), secret, " Ayesha Khan ", goodPassword)
	if err != nil || !reflect.DeepEqual(i, want) || p.Name != "Ayesha Khan" || p.Email != want.Email {
		t.Fatalf("accepted: %+v, %+v, %v", p, i, err)
	}
	if signed, err := w.desk.SignIn(t.Context(), "ayesha.khan@uni.example", goodPassword); err != nil || signed != p {
		t.Errorf("signed in: %+v, %v, want %+v", signed, err, p)
	}
	if seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); err != nil || seat.Role != access.MemberOffice || seat.OfficeSlug != "library" {
		t.Errorf("the seat: %+v, %v", seat, err)
	}
	// Used twice.
	if _, err := w.desk.Invited(t.Context(), secret); !problem.Is(err, problem.NotFound) {
		t.Errorf("looking at a used invitation: %v", err)
	}
	if _, _, err := w.desk.Accept(t.Context(), secret, "Somebody Else", "another long password"); !problem.Is(err, problem.NotFound) {
		t.Errorf("using an invitation twice: %v", err)
	}
	if signed, err := w.desk.SignIn(t.Context(), "ayesha.khan@uni.example", goodPassword); err != nil || signed.Name != "Ayesha Khan" {
		t.Errorf("afterwards: %+v, %v", signed, err)
	}
}

func TestInvitationEnds(t *testing.T) {
	const life = 14 * 24 * time.Hour
	for _, c := range []struct {
		name  string
		after time.Duration
		want  bool
	}{
		{"a second before its end", life - time.Second, true},
		{"at its end", life, false},
		{"a second after its end", life + time.Second, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			secret := w.invite(w.here, "a@uni.example", access.Adviser, "")
			w.now = w.now.Add(c.after)
			_, looked := w.desk.Invited(t.Context(), secret)
			_, _, accepted := w.desk.Accept(t.Context(), secret, "A", goodPassword)
			for what, err := range map[string]error{"looking": looked, "accepting": accepted} {
				if (err == nil) != c.want || err != nil && !problem.Is(err, problem.NotFound) {
					t.Errorf("%s: %v, want good %v", what, err, c.want)
				}
			}
		})
	}
}

// It ends between the page and the form: the form is refused and the person has no password.
func TestInvitationEndsWhileTyping(t *testing.T) {
	w := newTown(t)
	secret := w.invite(w.here, "a@uni.example", access.Adviser, "")
	calls := 0
	start := w.now
	w.desk.Now = func() time.Time {
		if calls++; calls == 1 {
			return start.Add(invitationLife - time.Second)
		}
		return start.Add(invitationLife + time.Second)
	}
	if _, _, err := w.desk.Accept(t.Context(), secret, "A", goodPassword); !problem.Is(err, problem.NotFound) {
		t.Errorf("answered %v", err)
	}
	if value[bool](w, w.here, `select exists (select from person where password_hash is not null)`) {
		t.Error("the password was set")
	}
}

func TestInvitationUnknown(t *testing.T) {
	w := newTown(t)
	w.invite(w.here, "a@uni.example", access.Adviser, "")
	for _, secret := range []string{"", "x", strings.Repeat("A", 43), "\x00", "\xff", strings.Repeat("x", 1<<16)} {
		if _, err := w.desk.Invited(t.Context(), secret); !problem.Is(err, problem.NotFound) {
			t.Errorf("looking at %.10q: %v", secret, err)
		}
		if _, _, err := w.desk.Accept(t.Context(), secret, "A", goodPassword); !problem.Is(err, problem.NotFound) {
			t.Errorf("accepting %.10q: %v", secret, err)
		}
	}
}

// Of several that come at once exactly one gets in; the others find nothing. The invitation's row is
// held until they stand before it together.
func TestInvitationUsedAtOnce(t *testing.T) {
	w := newTown(t)
	secret := w.invite(w.here, "a@uni.example", access.Adviser, "")
	admin, err := pgx.Connect(t.Context(), w.db.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(t.Context())
	if _, err := admin.Exec(t.Context(), `begin; select * from token for update`); err != nil {
		t.Fatal(err)
	}
	names := []string{"Person A", "Person B", "Person C", "Person D"}
	answers := make([]error, len(names))
	var together sync.WaitGroup
	for n, name := range names {
		together.Go(func() { _, _, answers[n] = w.desk.Accept(t.Context(), secret, name, goodPassword) })
	}
	deadline := time.Now().Add(time.Minute) // the race detector makes hashing a password slow
	for waiting := 0; waiting < 2; {
		if time.Now().After(deadline) {
			t.Fatal("they do not stand before the row")
		}
		if err := admin.QueryRow(t.Context(), `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := admin.Exec(t.Context(), `rollback`); err != nil {
		t.Fatal(err)
	}
	together.Wait()
	winner := ""
	for n, err := range answers {
		switch {
		case err == nil && winner == "":
			winner = names[n]
		case err == nil:
			t.Errorf("both %s and %s got in", winner, names[n])
		case !problem.Is(err, problem.NotFound):
			t.Errorf("%s was answered %v", names[n], err)
		}
	}
	if got := value[string](w, w.here, `select name from person`); got != winner || winner == "" {
		t.Errorf("the winner is %q, the person is %q", winner, got)
	}
}

func TestInvitationEarlierLinkEnds(t *testing.T) {
	w := newTown(t)
	first := w.invite(w.here, "a@uni.example", access.Adviser, "")
	other := w.invite(w.here, "b@uni.example", access.Adviser, "")
	second := w.invite(w.here, "A@uni.example", access.Adviser, "")
	if _, err := w.desk.Invited(t.Context(), first); !problem.Is(err, problem.NotFound) {
		t.Errorf("the earlier link: %v", err)
	}
	for _, secret := range []string{second, other} {
		if _, err := w.desk.Invited(t.Context(), secret); err != nil {
			t.Errorf("a link that should open: %v", err)
		}
	}
	if n := value[int](w, w.here, `select count(*) from membership`); n != 2 {
		t.Errorf("%d memberships, want 2", n)
	}
}

// Who can sign in already has to accept as well: nobody becomes a member of an institution without being asked. The
// name and the password stay.
func TestInvitationOfSomebodyWithAnAccount(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	secret := w.invite(w.yonder, "a@uni.example", access.MemberOffice, "law")
	there := access.Caller{Person: p.ID, Slug: "yonder"}
	if seat, err := w.sit(there); !problem.Is(err, problem.NotFound) {
		t.Fatalf("before the answer: %+v, %v", seat, err)
	}
	i, err := w.desk.Invited(t.Context(), secret)
	if err != nil || !i.HasAccount || i.Name != "" || i.Slug != "yonder" {
		t.Errorf("invited as %+v, %v", i, err)
	}
	if _, _, err := w.desk.Accept(t.Context(), secret, "Another Name", "a wrong long password"); problem.Of(err).Field != "password" {
		t.Errorf("with a wrong password: %v", err)
	}
	other := w.settle(w.here, "b@uni.example", access.Adviser, "")
	if _, err := w.desk.AcceptAs(t.Context(), secret, other.ID); !problem.Is(err, problem.Refused) {
		t.Errorf("as somebody else: %v", err)
	}
	if _, err := w.sit(there); !problem.Is(err, problem.NotFound) {
		t.Errorf("after refusals: %v", err)
	}
	got, _, err := w.desk.Accept(t.Context(), secret, "Another Name", goodPassword)
	if err != nil || got.ID != p.ID || got.Name != "Somebody" || got.AccessVersion <= p.AccessVersion {
		t.Fatalf("accepted: %+v, %v", got, err)
	}
	seat, err := w.sit(there)
	if err != nil || seat.Role != access.MemberOffice || seat.OfficeSlug != "law" || seat.PersonName != "Somebody" {
		t.Errorf("the seat: %+v, %v", seat, err)
	}
	if _, err := w.desk.SignIn(t.Context(), "a@uni.example", goodPassword); err != nil {
		t.Error(err)
	}
	if n := value[int](w, w.here, `select count(*) from token where used_at is null`); n != 0 {
		t.Errorf("%d links are open", n)
	}
}

// Two institutions ask the same new person. Neither ends the other's link, and an answer to one is none
// to the other: else an institution could answer in a person's name and enter the other.
func TestInvitationsOfTwoInstitutions(t *testing.T) {
	w := newTown(t)
	here := w.invite(w.here, "a@uni.example", access.InternationalOffice, "library")
	yonder := w.invite(w.yonder, "a@uni.example", access.Adviser, "")
	for name, secret := range map[string]string{"here": here, "yonder": yonder} {
		if i, err := w.desk.Invited(t.Context(), secret); err != nil || i.Slug != name {
			t.Errorf("the link of %s: %+v, %v", name, i, err)
		}
	}
	p, _, err := w.desk.Accept(t.Context(), yonder, "Somebody", goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if seat, err := w.sit(access.Caller{Person: p.ID, Slug: "yonder"}); err != nil || seat.Role != access.Adviser {
		t.Errorf("where the invitation was accepted: %+v, %v", seat, err)
	}
	if seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); !problem.Is(err, problem.NotFound) {
		t.Errorf("where it was not: %+v, %v", seat, err)
	}
	if places, err := w.desk.Places(t.Context(), p.ID); err != nil || len(places) != 1 || places[0].Slug != "yonder" {
		t.Errorf("places: %+v, %v", places, err)
	}
	// The other invitation is still there to be answered, now with the account.
	if _, err := w.desk.AcceptAs(t.Context(), here, p.ID); err != nil {
		t.Fatal(err)
	}
	if seat, err := w.sit(access.Caller{Person: p.ID, Slug: "here"}); err != nil || seat.Role != access.InternationalOffice {
		t.Errorf("after the other answer: %+v, %v", seat, err)
	}
}

// Being asked again does not lengthen a membership, nor shorten it.
func TestInviteKeepsTheLastDay(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "a@uni.example", access.Adviser, "")
	const read = `select coalesce(to_char(valid_until, 'YYYY-MM-DD'), '') from membership`
	for _, end := range []string{"", "2099-01-01"} {
		w.sql(w.here, `update membership set valid_until = nullif($1, '')::timestamptz`, end)
		w.join(w.here, p, access.Adviser, "")
		if got := value[string](w, w.here, read); got != end {
			t.Errorf("it ended %q and ends %q", end, got)
		}
	}
}

// A link that was made before the person got a password by another way opens nothing any more.
func TestInvitationNeverReplacesAPassword(t *testing.T) {
	w := newTown(t)
	secret := w.invite(w.here, "a@uni.example", access.Adviser, "")
	w.sql(w.here, `update person set password_hash = $1`, noAccount)
	if _, _, err := w.desk.Accept(t.Context(), secret, "A", goodPassword); !problem.Is(err, problem.Invalid) {
		t.Errorf("answered %v", err)
	}
	if got := value[string](w, w.here, `select password_hash from person`); got != noAccount {
		t.Error("the password was replaced")
	}
}

func TestInviteRefuses(t *testing.T) {
	w := newTown(t)
	for _, c := range []struct {
		email, office string
		role          access.Role
		field         string
	}{
		{"nobody", "", access.Adviser, "email"},
		{"", "", access.Adviser, "email"},
		{"a@uni.example", "", "administrator", "role"},
		{"a@uni.example", "", "", "role"},
		{"a@uni.example", "nowhere", access.Adviser, "office"},
		{"a@uni.example", "", access.MemberOffice, "office"},
	} {
		_, err := w.desk.Invite(t.Context(), w.here, c.email, c.role, c.office)
		if p := problem.Of(err); err == nil || p.Kind != problem.Invalid || p.Field != c.field {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if n := value[int](w, w.here, `select (select count(*) from person) + (select count(*) from token) + (select count(*) from membership)`); n != 0 {
		t.Errorf("%d rows were written", n)
	}
}
