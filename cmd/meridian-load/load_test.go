package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestMain lets the tests start the floor as the program does: by running
// themselves again.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == floorCommand {
		main()
	}
	os.Exit(m.Run())
}

func fakeSystem(t *testing.T, f *fake) *system {
	t.Helper()
	o := options{institution: "demo", email: "a@b.example", password: "secret"}
	s, err := newSystem(t.Context(), f.start(t), o, processes{server: os.Getpid(), postgres: os.Getpid()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMeasure(t *testing.T) {
	tests := []struct {
		name            string
		server          *fake
		accepted, moved int // of 20 edits
		resets, lost    int64
	}{
		{"all is well", &fake{}, 20, 20, 0, 0},
		{"answers come after the events", &fake{ackLate: 60 * time.Millisecond}, 20, 20, 0, 0},
		{"versions come together", &fake{coalesce: true}, 20, 20, 0, 0},
		{"an edit is refused", &fake{refuseAt: items + 5}, 19, 19, 0, 0},
		{"a reset", &fake{resetAt: items + 5}, 20, 19, 3, 0},
		{"the streams end", &fake{cutAt: items + 15}, 20, 15, 0, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := fakeSystem(t, tt.server)
			s.patience = 2 * time.Second
			r, err := s.measure(t.Context(), load{boards: 3, rate: 40, duration: 500 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			if r.Edits != 20 || r.Accepted != tt.accepted || r.Arrived != tt.moved || r.Resets != tt.resets || r.Lost != tt.lost {
				t.Errorf("%+v", r)
			}
			if whole := tt.moved == 20; whole != r.complete() || whole == (time.Duration(r.AllP99) == never) {
				t.Errorf("complete %v, p99 %v", r.complete(), r.AllP99)
			}
			if tt.server.ackLate > 0 && (r.AllP50 >= r.AckP50 || time.Duration(r.AckP50) < tt.server.ackLate) {
				t.Errorf("boards %v, answers %v: the time until the boards have it must not wait for the answer", r.AllP50, r.AckP50)
			}
			if each := r.BytesPerEdit * int64(r.Accepted*r.Boards) / r.Events; each < 4_900 || each > 5_200 {
				t.Errorf("%d bytes per event", each)
			}
			if r.MemoryOpen <= 0 || r.ClientCPU < 0 {
				t.Errorf("memory %d, CPU %v", r.MemoryOpen, r.ClientCPU)
			}
		})
	}
}

// TestOpenLoop holds that edits are timed from when they were due: a server that
// takes 50 ms for each falls behind at 40 a second, and the later ones show it.
func TestOpenLoop(t *testing.T) {
	t.Parallel()
	r, err := fakeSystem(t, &fake{slow: 50 * time.Millisecond}).measure(t.Context(), load{boards: 2, rate: 40, duration: 500 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if r.Arrived != 20 || time.Duration(r.AllMax) < 450*time.Millisecond {
		t.Errorf("the slowest took %v, and 20 at 50 ms from 25 ms on are 500 ms late", time.Duration(r.AllMax))
	}
}

func TestFindRate(t *testing.T) {
	if testing.Short() {
		t.Skip("tries many rates")
	}
	t.Parallel()
	// 20 ms for each edit, one after the other: hardly 50 a second. In a second
	// half as many again may pile up before the last are late.
	r, err := fakeSystem(t, &fake{slow: 20 * time.Millisecond}).findRate(t.Context(), 2, time.Second, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	if r == nil || r.Rate < 30 || r.Rate > 75 || !r.held() {
		t.Errorf("%+v", r)
	}
}

func TestSignInMustSucceed(t *testing.T) {
	o := options{institution: "demo", email: "a@b.example", password: "wrong"}
	if _, err := newSystem(t.Context(), new(fake).start(t), o, processes{}); err == nil || !strings.Contains(err.Error(), "422") {
		t.Errorf("got %v", err)
	}
}

func TestRunAgainstAFake(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "figures.json")
	var out, progress bytes.Buffer
	code := run(t.Context(), []string{"-address", new(fake).start(t), "-email", "a@b.example", "-password", "secret",
		"-n", "3,1", "-seconds", "1", "-sign-ins", "0", "-find-rate-at", "0", "-json", file}, &out, &progress)
	if code != 0 {
		t.Fatalf("code %d\n%s", code, &progress)
	}
	for _, part := range []string{"1 open boards", "3 open boards", "10 of 10", "No floor", "every board has the edit, p99"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the table lacks %q:\n%s", part, &out)
		}
	}
	data, err := os.ReadFile(file)
	var got report
	if err == nil {
		err = json.Unmarshal(data, &struct {
			Runs *[]struct {
				Meridian struct {
					Arrived int
					P99     float64 `json:"all_p99_ms"`
				}
			}
			Cores *int
		}{Cores: &got.Cores})
	}
	if err != nil || got.Cores == 0 {
		t.Errorf("%v in %s", err, data)
	}
}

func TestRunStopsWhenInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	began := time.Now()
	code := run(ctx, []string{"-address", new(fake).start(t), "-email", "a@b.example", "-password", "secret", "-n", "2", "-seconds", "60"}, io.Discard, io.Discard)
	if code != 2 || time.Since(began) > 5*time.Second {
		t.Errorf("code %d after %v", code, time.Since(began))
	}
}

func TestOptions(t *testing.T) {
	tests := []struct{ args, want string }{
		{"-n 10,x", "number"},
		{"-n 0", "number"},
		{"-n 1000000", "number"},
		{"-rate 0", "-rate"},
		{"-seconds 0", "-seconds"},
		{"-address ftp://127.0.0.1", "URL"},
		{"-address http://example.org", "-allow-remote"},
		{"-address http://127.0.0.1.example.org", "-allow-remote"},
		{"-address http://example.org -allow-remote", ""},
		{"-address http://[::1]:80", ""},
		{"-address http://localhost:80", ""},
		{"extra", "unexpected"},
	}
	for _, tt := range tests {
		_, err := parseOptions(strings.Fields(tt.args), io.Discard)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.args, err, tt.want)
		}
	}
	o, err := parseOptions([]string{"-quick", "-rate", "7"}, io.Discard)
	if err != nil || len(o.boards) != 2 || o.duration != 5*time.Second || o.rate != 7 {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestPercentile(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(100 - i)
	}
	tests := []struct {
		values []time.Duration
		p      int
		want   time.Duration
	}{
		{hundred, 50, 50}, {hundred, 99, 99}, {hundred, 100, 100},
		{[]time.Duration{5}, 50, 5}, {[]time.Duration{5}, 99, 5},
		{[]time.Duration{1, 2, 3}, 50, 2}, {[]time.Duration{1, never}, 99, never}, {nil, 50, never},
	}
	for _, tt := range tests {
		if got := percentile(tt.values, tt.p); time.Duration(got) != tt.want {
			t.Errorf("p%d of %v is %v, want %v", tt.p, tt.values, got, tt.want)
		}
	}
}

func TestParseStat(t *testing.T) {
	got, err := parseStat([]byte("42 (a) b (c)) S 7 1 1 0 -1 0 0 0 0 0 100 20 3 4 20 0 1 0"))
	if want := (stat{7, 1200 * time.Millisecond, 70 * time.Millisecond}); err != nil || got != want {
		t.Errorf("got %+v and %v, want %+v", got, err, want)
	}
	if _, err := parseStat([]byte("garbage")); err == nil {
		t.Error("garbage was taken")
	}
}

func TestParseMachine(t *testing.T) {
	got, err := parseMachine("cpu  1 2 3 1000 2000 4 5 6 0 0\ncpu0 9 9 9 9 9 9 9 9 9 9\n")
	if want := 210 * time.Millisecond; err != nil || got != want {
		t.Errorf("got %v and %v, want %v", got, err, want)
	}
	if _, err := parseMachine("garbage"); err == nil {
		t.Error("garbage was taken")
	}
}

func TestArrivals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newArrivals(40, 3)
		began := time.Now()
		time.Sleep(time.Second)
		a.reached(40, 41)
		time.Sleep(time.Second)
		a.reached(40, 43) // three at once
		a.reached(43, 99) // beyond what is recorded
		for version, want := range map[int64]time.Duration{40: 0, 41: 2 * time.Second, 42: 0, 43: 0, 44: 0} {
			at, ok := a.complete(version, 2)
			if ok != (want > 0) || ok && at.Sub(began) != want {
				t.Errorf("version %d: %v, %v", version, at, ok)
			}
		}
	})
}
