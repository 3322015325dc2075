package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestSignInsBesideABoard(t *testing.T) {
	t.Parallel()
	s := fakeSystem(t, new(fake))
	l := load{boards: 2, rate: 20, duration: 300 * time.Millisecond}
	r, err := s.measureSignIns(t.Context(), 4, []string{"a@b.example"}, "secret", l)
	if err != nil {
		t.Fatal(err)
	}
	if r.In < 4 || r.Other != 0 || r.Later != 0 || r.check() != nil {
		t.Errorf("%+v: %v", r, r.check())
	}
	var out bytes.Buffer
	r.write(&out)
	for _, part := range []string{"4 sign-ins at once", "during", "in quiet", "every board has the edit, p99"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the table lacks %q:\n%s", part, &out)
		}
	}
	r, err = s.measureSignIns(t.Context(), 4, []string{"a@b.example"}, "wrong", l)
	if err != nil || r.In != 0 || r.check() == nil {
		t.Errorf("sign-ins that fail count as an answer: %+v, %v, %v", r, err, r.check())
	}
}
