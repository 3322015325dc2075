package account

import (
	"context"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"
)

func TestSignIn(t *testing.T) {
	w := newTown(t)
	known := w.settle(w.here, "Ayesha.Khan@uni.example", access.InternationalOffice, "library")
	disabled := w.settle(w.here, "left@uni.example", access.Adviser, "")
	w.sql(w.here, `update person set disabled_at = now() where id = $1`, disabled.ID)
	w.invite(w.here, "invited@uni.example", access.Adviser, "")

	for _, c := range []struct{ name, email, password string }{
		{"as invited", "Ayesha.Khan@uni.example", goodPassword},
		{"in other letters", "AYESHA.khan@UNI.example", goodPassword},
		{"with blanks around", " ayesha.khan@uni.example\t", goodPassword},
	} {
		p, err := w.desk.SignIn(t.Context(), c.email, c.password)
		if err != nil || p != known {
			t.Errorf("%s: %+v, %v, want %+v", c.name, p, err, known)
		}
	}
	// Whatever is wrong, the answer is the same.
	want := &problem.Problem{Kind: problem.Invalid, Field: "password", Text: WrongSignIn, Err: ErrWrongPassword}
	for _, c := range []struct{ name, email, password string }{
		{"wrong password", "ayesha.khan@uni.example", "a wrong long password"},
		{"no password", "ayesha.khan@uni.example", ""},
		{"blanks around the password", "ayesha.khan@uni.example", goodPassword + " "},
		{"password in other letters", "ayesha.khan@uni.example", strings.ToUpper(goodPassword)},
		{"much too long", "ayesha.khan@uni.example", strings.Repeat("p", 1<<20)},
		{"unknown", "nobody@uni.example", goodPassword},
		{"unknown, no password", "nobody@uni.example", ""},
		{"the password of nobody", "nobody@uni.example", "nobody has this password"},
		{"the password of nobody, invited", "invited@uni.example", "nobody has this password"},
		{"disabled", "left@uni.example", goodPassword},
		{"invited, no password yet", "invited@uni.example", ""},
		{"no address", "", goodPassword},
		{"a zero byte", "ayesha.khan@uni.example\x00", goodPassword},
		{"not UTF-8", "ayesha.khan\xff@uni.example", goodPassword},
		{"a wildcard", "ayesha%", goodPassword},
		{"SQL", "' or true --", goodPassword},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := w.desk.SignIn(t.Context(), c.email, c.password)
			if p != (Person{}) {
				t.Errorf("signed in as %+v", p)
			}
			if got, ok := errors.AsType[*problem.Problem](err); !ok || !reflect.DeepEqual(got, want) {
				t.Errorf("answered %#v, want %#v", err, want)
			}
		})
	}
}

// What the database keeps of a password is argon2id at the parameters that OWASP names.
func TestPasswordInTheDatabase(t *testing.T) {
	w := newTown(t)
	a, b := w.settle(w.here, "a@uni.example", access.Adviser, ""), w.settle(w.here, "b@uni.example", access.Adviser, "")
	const read = `select password_hash from person where id = $1`
	first, second := value[string](w, w.here, read, a.ID), value[string](w, w.here, read, b.ID)
	for _, hash := range []string{first, second, noAccount} {
		if !regexp.MustCompile(`^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$`).MatchString(hash) {
			t.Errorf("stored is %q", hash)
		}
	}
	if first == second {
		t.Error("the same password of two people is stored alike")
	}
}

func TestPasswordRule(t *testing.T) {
	p := NewPasswords()
	for password, want := range map[string]bool{
		strings.Repeat("p", 11): false, strings.Repeat("p", 12): true, strings.Repeat("é", 11): false, strings.Repeat("é", 12): true, strings.Repeat("p", 200): true,
		strings.Repeat("é", 200): true, strings.Repeat("p", 201): false, "": false, "twelve chars\xff": false, "            ": true,
	} {
		err := p.Check(password)
		if got := problem.Of(err); (err == nil) != want || err != nil && (got.Kind != problem.Invalid || got.Field != "password") {
			t.Errorf("Check(%.20q of %d bytes) = %v, want good %v", password, len(password), err, want)
		}
	}
}

// Only a few passwords are worked on at a time; who waits longer than the request lives is no wrong password.
func TestPasswordsWaitForAPlace(t *testing.T) {
	w := newTown(t)
	w.settle(w.here, "a@uni.example", access.Adviser, "")
	p := w.desk.Passwords
	for range cap(p.places) {
		p.places <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Hash(ctx, goodPassword); !errors.Is(err, context.Canceled) {
		t.Errorf("hashing: %v", err)
	}
	if ok, err := p.Matches(ctx, goodPassword, nil); ok || !errors.Is(err, context.Canceled) {
		t.Errorf("comparing: %v, %v", ok, err)
	}
	for range cap(p.places) {
		<-p.places
	}
	if _, err := w.desk.SignIn(t.Context(), "a@uni.example", goodPassword); err != nil {
		t.Errorf("with a place again: %v", err)
	}
	if len(p.places) != 0 {
		t.Errorf("%d places are not given back", len(p.places))
	}
}

// Many at once do not pile up: whoever finds no place in the queue, or waits too long, comes back later.
func TestPasswordsAreBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewPasswords()
		for range cap(p.places) {
			p.places <- struct{}{}
		}
		began := time.Now()
		var waited sync.WaitGroup
		for range cap(p.queue) {
			waited.Go(func() {
				if _, err := p.Hash(t.Context(), goodPassword); !problem.Is(err, problem.Overloaded) || time.Since(began) != maxWait {
					t.Errorf("after %v: %v", time.Since(began), err)
				}
			})
		}
		synctest.Wait()
		if _, err := p.Matches(t.Context(), goodPassword, nil); !problem.Is(err, problem.Overloaded) || time.Since(began) != 0 {
			t.Errorf("one too many: %v after %v", err, time.Since(began))
		}
		waited.Wait()
		<-p.places
		if ok, err := p.Matches(t.Context(), goodPassword, nil); ok || err != nil {
			t.Errorf("with a place again: %v, %v", ok, err)
		}
	})
}

func TestSignedOutRaisesTheAccessVersion(t *testing.T) {
	w := newTown(t)
	p, other := w.settle(w.here, "a@uni.example", access.Adviser, ""), w.settle(w.here, "b@uni.example", access.Adviser, "")
	if err := w.desk.SignedOut(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	const read = `select access_version from person where id = $1`
	if got := value[int64](w, w.here, read, p.ID); got != p.AccessVersion+1 {
		t.Errorf("it was %d and is %d", p.AccessVersion, got)
	}
	if got := value[int64](w, w.here, read, other.ID); got != other.AccessVersion {
		t.Errorf("of another person it was %d and is %d", other.AccessVersion, got)
	}
}
