package richtext

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dop251/goja"
)

// TestRepairs asks an engine's VM for what goja does otherwise than the standard.
func TestRepairs(t *testing.T) {
	e := newEngine(t, 1)
	m, err := e.pool.take()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ script, want string }{
		{`"a |b".split(/\s*(?=\b|\W|$)/)`, `["a","|","b"]`},
		{`"paragraph block*".split(/\s*(?=\b|\W|$)/)`, `["paragraph","block","*"]`},
		{`"a1b2c".split(/(\d)/)`, `["a","1","b","2","c"]`},
		{`"a1b2c".split(/(\d)/, 2)`, `["a","1"]`},
		{`"".split(/x/)`, `[""]`},
		{`"".split(/x?/)`, `[]`},
		{`"abc".split(/(?:)/)`, `["a","b","c"]`},
		{`"abc".split(/b/, 0)`, `[]`},
		{`var w = new WeakMap(), k = {}; [w.has(k), w.set(k, 0) === w, w.get(k), w.has(k), Object.keys(k), w.delete(k), w.delete(k), w.has(k)]`, `[false,true,0,true,[],true,false,false]`},
	} {
		got, err := m.runtime.RunString("JSON.stringify(" + `(function(){ return eval(` + quoted(c.script) + `) })())`)
		if err != nil || got.String() != c.want {
			t.Errorf("%s is %v (%v), want %s", c.script, got, err, c.want)
		}
	}
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// TestSplitOfGoja says when the first repair is no longer needed.
func TestSplitOfGoja(t *testing.T) {
	got, err := goja.New().RunString(`"a |b".split(/\s*(?=\b|\W|$)/).length`)
	if err != nil || got.ToInteger() == 3 {
		t.Errorf("goja splits as the standard says (%v, %v): the repair in prelude.ts can go", got, err)
	}
}

const toy = `var richtext = (function () {
	var calls = 0
	return {
		apply: function (doc) { if (doc === "loop") for (;;); if (doc === "deep") return this.x.y; if (doc === "stack") return (function f() { return f() + 1 })(); return [doc, "[]", "[]"] },
		replace: function () { return "no" },
		check: function () { calls++; return [String(calls)] }
	}
})()`

func newToy(t *testing.T, vms int) *pool {
	t.Helper()
	p, err := newPool(toy, vms)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPoolStops(t *testing.T) {
	p := newToy(t, 1)
	p.limit = 30 * time.Millisecond
	if out, err := p.call(t.Context(), "check"); err != nil || !slices.Equal(out, []string{"1"}) {
		t.Fatalf("%v, %v", out, err)
	}
	if _, err := p.call(t.Context(), "apply", []byte("loop"), nil); !errors.Is(err, ErrTooLong) {
		t.Errorf("endless: %v", err)
	}
	p.limit = callLimit
	if out, err := p.call(t.Context(), "check"); err != nil || !slices.Equal(out, []string{"1"}) {
		t.Errorf("after an interrupt the VM must be another: %v, %v", out, err)
	}
	for _, fault := range []string{"deep", "stack"} {
		_, err := p.call(t.Context(), "apply", []byte(fault), nil)
		if _, refused := errors.AsType[*Refused](err); err == nil || refused || errors.Is(err, ErrTooLong) || errors.Is(err, ErrBusy) {
			t.Errorf("%s: want a fault, got %v", fault, err)
		}
	}
	_, err := p.call(t.Context(), "replace", nil, nil)
	if r, ok := errors.AsType[*Refused](err); !ok || r.Reason != "no" {
		t.Errorf("refusal: %v", err)
	}
}

func TestPoolReplacesWornVMs(t *testing.T) {
	p := newToy(t, 1)
	for i := range callsPerVM + 1 {
		out, err := p.call(t.Context(), "check")
		if err != nil {
			t.Fatal(err)
		}
		if fresh := out[0] == "1"; fresh != (i == 0 || i == callsPerVM) {
			t.Fatalf("call %d: answer %s", i, out[0])
		}
	}
}

func TestPoolWaitsNoLongerThanItsCaller(t *testing.T) {
	p := newToy(t, 1)
	p.turns <- struct{}{} // somebody else's call
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan error)
	go func() {
		_, err := p.call(ctx, "check")
		got <- err
	}()
	cancel()
	if err := <-got; !errors.Is(err, ErrBusy) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-p.turns
	if _, err := p.call(t.Context(), "check"); err != nil {
		t.Errorf("then: %v", err)
	}
}

func TestPoolIsShared(t *testing.T) {
	e := newEngine(t, 2)
	doc, step := prose(30), replaceStep(3, 3, `{"content":[{"type":"text","text":"x"}]}`)
	want, err := e.Apply(t.Context(), doc, step)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 25 {
				if a, err := e.Apply(t.Context(), doc, step); err != nil || string(a.Doc) != string(want.Doc) {
					t.Errorf("%s, %v", a.Doc, err)
				}
			}
		})
	}
	all.Wait()
	if idle := len(e.pool.idle); idle < 1 || idle > 2 {
		t.Errorf("%d VMs are left of 2", idle)
	}
}

func TestNewEngineRefusesABrokenSource(t *testing.T) {
	for _, source := range []string{"", "var richtext = {", "throw new Error()", "var richtext = {}", "var richtext = { apply: 1 }"} {
		if _, err := NewEngine(source, 0); err == nil {
			t.Errorf("%q is taken", source)
		}
	}
}
