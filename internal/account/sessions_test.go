package account

import (
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres/postgrestest"
)

// A slow request holds the data of a session from before it was ended; storing it must not bring it back.
func TestAnEndedSessionStaysEnded(t *testing.T) {
	s := Sessions{DB: postgrestest.New(t).DB}
	in := time.Now().Add(time.Hour)
	find := func(token string) bool {
		t.Helper()
		_, found, err := s.FindCtx(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.CommitCtx(t.Context(), "one", []byte("data"), in))
	must(s.CommitCtx(t.Context(), "two", []byte("data"), in))
	if !find("one") || !find("two") || find("three") {
		t.Fatal("what was stored is not what is found")
	}
	must(s.DeleteCtx(t.Context(), "one"))
	must(s.CommitCtx(t.Context(), "one", []byte("data of a slow request"), in))
	if find("one") {
		t.Error("the ended session is back")
	}
	// One that was never stored can be ended too, and then cannot begin.
	must(s.DeleteCtx(t.Context(), "never"))
	must(s.CommitCtx(t.Context(), "never", []byte("data"), in))
	if find("never") {
		t.Error("a session began after it was ended")
	}
	must(s.CommitCtx(t.Context(), "past", []byte("data"), time.Now().Add(-time.Second)))
	if find("past") {
		t.Error("an expired session is found")
	}
	must(s.Sweep(t.Context()))
	if !find("two") {
		t.Error("sweeping took a session that lives")
	}
}

// The password of the demo's people is known to everybody: without the demo it opens nothing.
func TestPeopleOfTheDemoSignInOnlyWithTheDemo(t *testing.T) {
	w := newTown(t)
	demo, err := institution.Registry{DB: w.db.DB}.Add(t.Context(), "trial", "A demo", true)
	if err != nil {
		t.Fatal(err)
	}
	member := []DemoMember{{Name: "Io", Email: "io@trial.example", Role: access.InternationalOffice}}
	if err := w.desk.AddDemoMembers(t.Context(), demo, goodPassword, member); err != nil {
		t.Fatal(err)
	}
	w.desk.Demo = func() bool { return false }
	if _, err := w.desk.SignIn(t.Context(), "io@trial.example", goodPassword); err == nil {
		t.Error("a known password opened an installation without the demo")
	}
	w.desk.Demo = func() bool { return true }
	if _, err := w.desk.SignIn(t.Context(), "io@trial.example", goodPassword); err != nil {
		t.Errorf("with the demo: %v", err)
	}
	if _, err := w.desk.Invite(t.Context(), w.here, "io@trial.example", access.InternationalOffice, ""); err == nil {
		t.Error("a person of the demo was invited into real work")
	}
	if err := w.desk.RemoveDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.SignIn(t.Context(), "io@trial.example", goodPassword); err == nil {
		t.Error("the known password outlived the demo")
	}
}
