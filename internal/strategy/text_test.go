package strategy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

func TestTyping(t *testing.T) {
	w := newWriting(t)
	one, err := w.accept("io", 0, insert(1, "Why we go abroad"))
	w.must(err)
	if one.Version != 1 {
		t.Errorf("version %d after one step", one.Version)
	}
	two, err := w.accept("drafter", 1, json.RawMessage(`[`+strings.Trim(string(insert(17, "!")), "[]")+`,`+strings.Trim(string(insert(1, "*")), "[]")+`]`))
	w.must(err)
	if two.Version != 3 || two.Live != one.Live+1 {
		t.Errorf("%+v after %+v: steps that come together have a version each and one live version", two, one)
	}
	if got := w.plain(); got != "*Why we go abroad!" {
		t.Errorf("the text is %q", got)
	}
	w.replayed()
	seat, _, err := w.desk.Look(t.Context(), w.as("sm"), w.strategy)
	w.must(err)
	news, err := w.desk.News(t.Context(), live.Key{Institution: seat.Institution, ID: w.strategy}, one.Live, true)
	w.must(err)
	if len(news.Steps) != 1 || news.Steps[0].Version != 3 || len(news.Steps[0].Steps) != 2 || news.Version != two.Live || news.Reshaped {
		t.Errorf("those who watch are told %+v", news)
	}
}

// typist writes words of its own at the beginning of the section, over and over until they are taken. It never hears the
// answer to every third request.
func (w *writing) typist(desk *Desk, who, name string, words int) error {
	version, sent := 0, 0
	for n := 0; n < words; {
		sent++
		done, err := desk.Accept(w.Context(), w.as(who), w.strategy, w.section,
			Steps{Version: version, Client: name, Steps: insert(1, fmt.Sprintf("%s-%d ", name, n))})
		behind, conflict := errors.AsType[*Behind](err)
		switch {
		case err == nil && sent%3 != 0:
			version = done.Version
			n++
		case err == nil:
			// the answer is lost
		case conflict:
			version = behind.Version
			for _, client := range behind.Clients {
				if client == name {
					n++
				}
			}
		case problem.Is(err, problem.Overloaded):
		default:
			return err
		}
	}
	return nil
}

func TestManyTypeAtOnceOnTwoServers(t *testing.T) {
	w := newWriting(t)
	other := w.newDesk()
	const typists, words = 8, 12
	var all sync.WaitGroup
	for n := range typists {
		desk, who := w.desk, []string{"io", "io 2", "io 3", "io 4"}[n%4]
		if n%2 == 1 {
			desk = other
		}
		all.Go(func() {
			if err := w.typist(desk, who, fmt.Sprint("typist", n), words); err != nil {
				t.Errorf("typist %d: %v", n, err)
			}
		})
	}
	all.Wait()
	text := w.plain()
	for n := range typists {
		for k := range words {
			if got := strings.Count(text, fmt.Sprintf("typist%d-%d ", n, k)); got != 1 {
				t.Errorf("word %d of typist %d is there %d times", k, n, got)
			}
		}
	}
	if version := w.text().Version; version != typists*words {
		t.Errorf("the section is at version %d, want %d", version, typists*words)
	}
	w.replayed()
}

// Refusals come in one order, whatever else is wrong with the request.
func TestStepsAreRefusedInOrder(t *testing.T) {
	w := newWriting(t)
	_, err := w.accept("io", 0, insert(1, "Kept"))
	w.must(err)
	taken, closed := w.addSection("Taken out"), w.addSection("Moved elsewhere")
	elsewhere, err := w.desk.Open(t.Context(), w.as("io"), NewStrategy{Title: "Another"})
	w.must(err)
	gone, err := w.desk.Open(t.Context(), w.as("io"), NewStrategy{Title: "Withdrawn"})
	w.must(err)
	w.sql(`update section set withdrawn_at = now() where id = $1`, taken)
	w.sql(`update section set strategy_id = $1 where id = $2`, gone, closed)
	w.sql(`update strategy set withdrawn_at = now() where id = $1`, gone)

	good, bad := insert(1, "x"), json.RawMessage(`[{"stepType":"no such"}]`)
	for _, c := range []struct {
		name, who         string
		strategy, section uuid.UUID
		version           int
		client            string
		steps             json.RawMessage
		want              problem.Kind
	}{
		{"all well, as a drafter", "drafter", w.strategy, w.section, 1, "c", good, ""},
		{"no such section", "sm", w.strategy, uuid.New(), 9, "", bad, problem.NotFound},
		{"no such strategy", "sm", uuid.New(), w.section, 9, "", bad, problem.NotFound},
		{"a section of another strategy", "io", elsewhere, w.section, 9, "", bad, problem.NotFound},
		{"another institution", "io abroad", w.strategy, w.section, 9, "", bad, problem.NotFound},
		{"senior management", "sm", w.strategy, taken, 9, "", bad, problem.Refused},
		{"an office that is not named", "library", gone, closed, 9, "", bad, problem.Refused},
		{"a body member", "body", w.strategy, w.section, 9, "", bad, problem.Refused},
		{"an adviser", "adviser", w.strategy, w.section, 9, "", bad, problem.Refused},
		{"a withdrawn section", "io", w.strategy, taken, 9, "", bad, problem.Locked},
		{"a withdrawn strategy", "io", gone, closed, 9, "", bad, problem.Locked},
		{"behind", "io", w.strategy, w.section, 0, "", bad, problem.Conflict},
		{"ahead", "io", w.strategy, w.section, 9, "", bad, problem.Conflict},
		{"a version below all", "io", w.strategy, w.section, -1, "c", good, problem.Invalid},
		{"no client", "io", w.strategy, w.section, 2, "", good, problem.Invalid},
		{"a client with a blank", "io", w.strategy, w.section, 2, "a b", good, problem.Invalid},
		{"a client that is too long", "io", w.strategy, w.section, 2, strings.Repeat("c", 65), good, problem.Invalid},
		{"a client in another script", "io", w.strategy, w.section, 2, "ü", good, problem.Invalid},
		{"a longest client", "io", w.strategy, w.section, 2, strings.Repeat("c", 64), good, ""},
		{"no steps", "io", w.strategy, w.section, 3, "c", json.RawMessage(`[]`), problem.Invalid},
		{"nothing", "io", w.strategy, w.section, 3, "c", nil, problem.Invalid},
		{"201 steps", "io", w.strategy, w.section, 3, "c", repeated(good, 201), problem.Invalid},
		{"200 steps", "io", w.strategy, w.section, 3, "c", repeated(good, 200), ""},
		{"a step that is unknown", "io", w.strategy, w.section, 203, "c", bad, problem.Invalid},
		{"a step behind the end", "io", w.strategy, w.section, 203, "c", insert(1000, "x"), problem.Invalid},
		{"a link that runs a script", "io", w.strategy, w.section, 203, "c",
			json.RawMessage(`[{"stepType":"addMark","mark":{"type":"link","attrs":{"href":"javascript:alert(1)"}},"from":1,"to":3}]`), problem.Invalid},
		{"half a character", "io", w.strategy, w.section, 203, "c",
			json.RawMessage(`[{"stepType":"replace","from":1,"to":1,"slice":{"content":[{"type":"text","text":"\ud83d"}]}}]`), problem.Invalid},
		{"one that fits and one that does not", "io", w.strategy, w.section, 203, "c",
			json.RawMessage(`[` + strings.Trim(string(good), "[]") + `,` + strings.Trim(string(bad), "[]") + `]`), problem.Invalid},
	} {
		before := w.text()
		_, err := w.desk.Accept(t.Context(), w.as(c.who), c.strategy, c.section, Steps{Version: c.version, Client: c.client, Steps: c.steps})
		w.wantKind(err, c.want, c.name)
		if after := w.text(); c.want != "" && string(after.Doc) != string(before.Doc) {
			t.Errorf("%s: the text was changed", c.name)
		}
	}
	w.replayed()
}

func repeated(steps json.RawMessage, times int) json.RawMessage {
	one := strings.Trim(string(steps), "[]")
	return json.RawMessage("[" + strings.TrimSuffix(strings.Repeat(one+",", times), ",") + "]")
}

func TestWhoIsBehindIsGivenTheSteps(t *testing.T) {
	w := newWriting(t)
	for n, who := range []string{"io", "drafter", "io"} {
		_, err := w.accept(who, n, insert(1, fmt.Sprint(n)))
		w.must(err)
	}
	_, err := w.accept("io 2", 1, insert(1, "mine"))
	behind, ok := errors.AsType[*Behind](err)
	if !ok {
		t.Fatalf("the answer is %v", err)
	}
	if behind.Version != 3 || len(behind.Steps) != 2 || fmt.Sprint(behind.Clients) != "[dr io]" || behind.Section != w.section {
		t.Errorf("given %+v", behind.Run)
	}
	_, err = w.accept("io 2", 7, insert(1, "mine"))
	if behind, _ := errors.AsType[*Behind](err); behind == nil || behind.Version != 3 || behind.Steps == nil || len(behind.Steps) != 0 {
		t.Errorf("who is ahead is given %+v", behind)
	}
}

func TestStepsSince(t *testing.T) {
	w := newWriting(t)
	for n := range 11 {
		_, err := w.accept("io", n*200, repeated(insert(1, "a"), 200))
		w.must(err)
	}
	for _, c := range []struct {
		since, steps int
		want         problem.Kind
	}{
		{2200, 0, ""}, {2199, 1, ""}, {200, 2000, ""}, {199, 0, problem.Gone}, {0, 0, problem.Gone}, {2201, 0, problem.Gone}, {-1, 0, problem.Invalid},
	} {
		run, err := w.desk.StepsSince(t.Context(), w.as("adviser"), w.strategy, w.section, c.since)
		w.wantKind(err, c.want, fmt.Sprint("since ", c.since))
		if err == nil && (len(run.Steps) != c.steps || len(run.Clients) != c.steps || run.Steps == nil || run.Version != 2200) {
			t.Errorf("since %d: %d steps to version %d", c.since, len(run.Steps), run.Version)
		}
	}
	_, err := w.desk.StepsSince(t.Context(), w.as("io abroad"), w.strategy, w.section, 0)
	w.wantKind(err, problem.NotFound, "another institution")
	_, err = w.desk.Text(t.Context(), w.as("io abroad"), w.strategy, w.section)
	w.wantKind(err, problem.NotFound, "the text, from another institution")
}

// What happens between the engine's work and the commit is seen by the transaction.
func TestChangesBehindTheEnginesBack(t *testing.T) {
	for _, c := range []struct {
		name string
		sql  string
		want problem.Kind
	}{
		{"the section is withdrawn", `update section set withdrawn_at = now()`, problem.Locked},
		{"the strategy is withdrawn", `update strategy set withdrawn_at = now()`, problem.Locked},
		{"the drafter is named no more", `delete from drafter`, problem.Refused},
		{"the membership ends", `update membership set valid_until = now() - interval '1 second' where role = 'member_office'`, problem.NotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWriting(t)
			s, err := w.desk.standing(t.Context(), w.as("drafter"), w.strategy, w.section, noSteps, 0)
			w.must(err)
			applied, err := w.desk.Engine.Apply(t.Context(), s.Section.Doc, insert(1, "late"))
			w.must(err)
			w.sql(c.sql)
			_, err = w.desk.commitSteps(t.Context(), w.as("drafter"), s, "c", applied)
			w.wantKind(err, c.want, c.name)
			w.wantSteps(0)
		})
	}
	t.Run("others write", func(t *testing.T) {
		w := newWriting(t)
		s, err := w.desk.standing(t.Context(), w.as("drafter"), w.strategy, w.section, noSteps, 0)
		w.must(err)
		applied, err := w.desk.Engine.Apply(t.Context(), s.Section.Doc, insert(1, "late"))
		w.must(err)
		_, err = w.accept("io", 0, insert(1, "early"))
		w.must(err)
		if _, err = w.desk.commitSteps(t.Context(), w.as("drafter"), s, "c", applied); !errors.Is(err, errMoved) {
			t.Errorf("the answer is %v", err)
		}
		w.wantSteps(1)
		w.replayed()
	})
}

func (w *writing) wantSteps(want int) {
	w.Helper()
	var got int
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select count(*) from section_step`, nil, &got)
	}))
	if got != want {
		w.Errorf("%d steps are stored, want %d", got, want)
	}
}

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

func TestMayWriteIn(t *testing.T) {
	w := newWriting(t)
	taken := w.addSection("Taken out")
	w.sql(`update section set withdrawn_at = now() where id = $1`, taken)
	for _, c := range []struct {
		who     string
		section uuid.UUID
		want    problem.Kind
	}{
		{"drafter", w.section, ""}, {"sm", w.section, problem.Refused}, {"sm", uuid.New(), problem.NotFound}, {"sm", taken, problem.Refused},
		{"io", taken, problem.Locked}, {"io abroad", w.section, problem.NotFound},
	} {
		_, err := w.desk.MayWriteIn(t.Context(), w.as(c.who), w.strategy, c.section)
		w.wantKind(err, c.want, c.who)
		_, err = w.desk.TextToWrite(t.Context(), w.as(c.who), w.strategy, c.section)
		w.wantKind(err, c.want, c.who+", with the text")
	}
}

// A version that nobody can have is a conflict like any other, and costs no reading of the text.
func TestAVersionFarAhead(t *testing.T) {
	w := newWriting(t)
	for _, version := range []int{1, 1 << 31, 1 << 62} {
		_, err := w.accept("io", version, insert(1, "x"))
		w.wantKind(err, problem.Conflict, fmt.Sprint(version))
	}
	w.wantSteps(0)
}

// Steps are few and small where people type; whoever sends large ones makes no page that comes later take them all.
func TestNewsOfLargeSteps(t *testing.T) {
	w := newWriting(t)
	seat, s, err := w.desk.Look(t.Context(), w.as("io"), w.strategy)
	w.must(err)
	words, before := strings.Repeat("word ", 50_000), 0
	var lives []int64
	for version := range farBehindBytes/len(words) + 1 {
		done, err := w.accept("drafter", version, json.RawMessage(fmt.Sprintf(
			`[{"stepType":"replace","from":1,"to":%d,"slice":{"content":[{"type":"text","text":"%s"}]}}]`, 1+before, words)))
		w.must(err)
		lives, before = append(lives, done.Live), len(words)
	}
	key := live.Key{Institution: seat.Institution, ID: w.strategy}
	for since, reset := range map[int64]bool{s.Live: true, lives[0]: false} {
		news, err := w.desk.News(t.Context(), key, since, true)
		w.must(err)
		if news.Reset != reset || news.Version != lives[len(lives)-1] || reset == (len(news.Steps) > 0) {
			t.Errorf("since %d: reset %v, version %d, %d runs", since, news.Reset, news.Version, len(news.Steps))
		}
	}
}
