package strategy

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

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
