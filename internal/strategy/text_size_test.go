package strategy

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"meridian/internal/live"
	"meridian/internal/problem"
	"meridian/internal/richtext"
)

// The page of a strategy shows all its texts: together they stay within what it can show, and what is too long can be made
// shorter.
func TestTheTextsOfAStrategyTogether(t *testing.T) {
	w := newWriting(t)
	full := w.addSection("Full")
	w.sql(`update section set doc = jsonb_build_object('type', 'doc', 'content', jsonb_build_array(jsonb_build_object(
		'type', 'paragraph', 'content', jsonb_build_array(jsonb_build_object('type', 'text', 'text', repeat('word ', $2)))))) where id = $1`, full, MaxTexts/5)
	long := func(from, to int) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`[{"stepType":"replace","from":%d,"to":%d,"slice":{"content":[{"type":"text","text":"%s"}]}}]`,
			from, to, strings.Repeat("word ", 10_000)))
	}
	_, err := w.accept("drafter", 0, long(1, 1))
	if w.wantKind(err, problem.Invalid, "a long text beside a full one"); problem.Of(err).Field != "steps" {
		t.Errorf("beside %q", problem.Of(err).Field)
	}
	_, err = w.accept("drafter", 0, insert(1, "Short."))
	w.wantKind(err, "", "a short text beside a full one")
	_, err = w.desk.WriteText(t.Context(), w.as("drafter"), w.strategy, w.section, Written{Version: 1, Base: "Short.", Markup: strings.Repeat("a", 50_000)})
	w.wantKind(err, problem.Invalid, "a long text by markup")
	text := &richtext.Node{Type: richtext.Doc, Content: []*richtext.Node{{Type: richtext.Paragraph, Content: []*richtext.Node{{Type: richtext.Text, Text: "Brought."}}}}}
	_, err = w.desk.Bring(t.Context(), w.as("drafter"), w.strategy, Incoming{Sections: []IncomingSection{{Title: "Brought", Doc: text.JSON()}}})
	w.wantKind(err, problem.Invalid, "a section from a file")
	w.sql(`update section set doc = '{"type":"doc","content":[{"type":"paragraph"}]}' where id = $1`, full)
	_, err = w.accept("drafter", 1, long(1, 1))
	w.wantKind(err, "", "a long text alone")
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
