package strategy

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"meridian/internal/problem"
	"meridian/internal/richtext"
)

func TestRewriteKeepsWhatStays(t *testing.T) {
	w := newWriting(t)
	_, err := w.desk.Rewrite(t.Context(), w.as("io"), w.strategy, w.section, "import", func(json.RawMessage) (json.RawMessage, error) {
		return json.RawMessage(`{"type":"doc","content":[{"type":"heading","attrs":{"level":1},"content":[{"type":"text","text":"Why"}]},
			{"type":"paragraph","content":[{"type":"text","text":"The first paragraph stays."}]},{"type":"paragraph","content":[{"type":"text","text":"The second changes."}]}]}`), nil
	})
	w.must(err)
	before := w.text()
	done, err := w.desk.Rewrite(t.Context(), w.as("drafter"), w.strategy, w.section, "restore", func(doc json.RawMessage) (json.RawMessage, error) {
		return json.RawMessage(strings.Replace(string(doc), "second changes", "second has changed", 1)), nil
	})
	w.must(err)
	run, err := w.desk.StepsSince(t.Context(), w.as("io"), w.strategy, w.section, before.Version)
	w.must(err)
	for _, raw := range run.Steps {
		var step struct{ From, To int }
		w.must(json.Unmarshal(raw, &step))
		if from := 1 + len("Why") + 1 + 1 + len("The first paragraph stays.") + 1; step.From <= from {
			t.Errorf("a step reaches into what stays: %s", raw)
		}
	}
	if done.Version != before.Version+len(run.Steps) || !strings.Contains(w.plain(), "second has changed") {
		t.Errorf("version %d: %q", done.Version, w.plain())
	}
	again, err := w.desk.Rewrite(t.Context(), w.as("io"), w.strategy, w.section, "restore", func(doc json.RawMessage) (json.RawMessage, error) { return doc, nil })
	if w.must(err); again != done {
		t.Errorf("nothing to change: %+v, and it was %+v", again, done)
	}
	w.replayed()

	no := errors.New("no")
	_, err = w.desk.Rewrite(t.Context(), w.as("io"), w.strategy, w.section, "x", func(json.RawMessage) (json.RawMessage, error) { return nil, no })
	if !errors.Is(err, no) {
		t.Errorf("the answer is %v", err)
	}
	_, err = w.desk.Rewrite(t.Context(), w.as("io"), w.strategy, w.section, "x", func(json.RawMessage) (json.RawMessage, error) {
		return json.RawMessage(`{"type":"doc","content":[{"type":"script"}]}`), nil
	})
	w.wantKind(err, problem.Invalid, "a text that may not be kept")
	_, err = w.desk.Rewrite(t.Context(), w.as("sm"), w.strategy, w.section, "x", nil)
	w.wantKind(err, problem.Refused, "senior management")
}

// Whoever rewrites while others type gets their words too.
func TestRewriteWhileOthersType(t *testing.T) {
	w := newWriting(t)
	var all sync.WaitGroup
	all.Go(func() {
		if err := w.typist(w.newDesk(), "io 2", "typist", 20); err != nil {
			t.Error(err)
		}
	})
	const times = 10
	for range times {
		_, err := w.desk.Rewrite(t.Context(), w.as("io"), w.strategy, w.section, "rewrite", func(doc json.RawMessage) (json.RawMessage, error) {
			node, err := richtext.Parse(doc)
			if err != nil {
				return nil, err
			}
			last := node.Content[len(node.Content)-1]
			last.Content = append(last.Content, &richtext.Node{Type: richtext.Text, Text: "+"})
			return node.JSON(), nil
		})
		if problem.Is(err, problem.Overloaded) {
			continue // the other one was always faster
		}
		w.must(err)
	}
	all.Wait()
	if got := strings.Count(w.plain(), "typist-"); got != 20 {
		t.Errorf("%d of 20 words are there: %q", got, w.plain())
	}
	w.replayed()
}

func TestWriteText(t *testing.T) {
	w := newWriting(t)
	write := func(who string, in Written) (Joined, error) {
		return w.desk.WriteText(t.Context(), w.as(who), w.strategy, w.section, in)
	}
	base := "# Why\n\nOne is here.\n\nTwo is there."
	first, err := write("io", Written{Version: 0, Markup: strings.ReplaceAll(base, "\n", "\r\n")})
	w.must(err)
	markup := func() string { return richtext.Markup(w.parsed()) }
	if markup() != base || first.Others {
		t.Errorf("%+v: %q", first, markup())
	}
	_, err = write("drafter", Written{Version: first.Version, Base: base, Markup: strings.Replace(base, "One is", "One was", 1)})
	w.must(err)
	joined, err := write("io", Written{Version: first.Version, Base: base, Markup: strings.Replace(base, "Two is", "Two were", 1)})
	w.must(err)
	if !joined.Others || markup() != "# Why\n\nOne was here.\n\nTwo were there." {
		t.Errorf("%+v: %q", joined, markup())
	}
	_, err = write("io 2", Written{Version: first.Version, Base: base, Markup: strings.Replace(base, "One is", "One shall be", 1)})
	clash, ok := errors.AsType[*Clash](err)
	if !ok || !problem.Is(err, problem.Conflict) || clash.Theirs != markup() || clash.Version != joined.Version || !strings.Contains(clash.Mine, "shall be") || clash.Base != base {
		t.Errorf("%v: %+v", err, clash)
	}
	_, err = write("io 2", Written{Version: 0, Markup: "Over everything"})
	w.wantKind(err, problem.Conflict, "a text that was read long ago, with nothing to compare with")
	if markup() != "# Why\n\nOne was here.\n\nTwo were there." {
		t.Errorf("a refused text was stored: %q", markup())
	}
	again, err := write("io 2", Written{Version: clash.Version, Base: clash.Theirs, Markup: clash.Mine})
	if w.must(err); again.Others || markup() != clash.Mine {
		t.Errorf("%+v: %q", again, markup())
	}
	_, err = write("io", Written{Version: again.Version, Markup: strings.Repeat("a", richtext.LongestMarkup+1)})
	if w.wantKind(err, problem.Invalid, "too long"); problem.Of(err).Field != "markup" {
		t.Errorf("beside %q", problem.Of(err).Field)
	}
	_, err = write("io", Written{Version: again.Version, Markup: "\xff"})
	w.wantKind(err, problem.Invalid, "no text")
	_, err = write("library", Written{Version: again.Version, Markup: "mine"})
	w.wantKind(err, problem.Refused, "who is no drafter")
	w.replayed()
}
