package strategy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// prose is a document of one paragraph.
func prose(text string) json.RawMessage {
	quoted, _ := json.Marshal(text)
	return json.RawMessage(`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":` + string(quoted) + `}]}]}`)
}

func sectionsTitled(titles ...string) Incoming {
	in := Incoming{ID: uuid.NewString()}
	for _, title := range titles {
		in.Sections = append(in.Sections, IncomingSection{Title: title, Doc: prose("About " + title)})
	}
	return in
}

func (w *writing) bring(in Incoming) Imported {
	w.Helper()
	done, err := w.desk.Bring(w.Context(), w.as("io"), w.strategy, in)
	w.must(err)
	return done
}

// standing are the titles of the sections that stand in the strategy, in their order.
func (w *writing) standing() []string {
	w.Helper()
	v, err := w.desk.View(w.Context(), w.as("io"), w.strategy)
	w.must(err)
	var list []string
	for _, s := range v.Sections {
		if !s.Withdrawn() {
			list = append(list, s.Title)
		}
	}
	return list
}

func (w *writing) wantStanding(titles ...string) {
	w.Helper()
	if got := w.standing(); !slices.Equal(got, titles) {
		w.Errorf("the sections are %q, not %q", got, titles)
	}
}

func TestBringInAndTakeBack(t *testing.T) {
	w := newWriting(t)
	in := sectionsTitled("One", "  Two \u0007 and a half ", "Three")
	in.Title, in.Sections[2].Kind = "Another title", "pillar"
	done := w.bring(in)
	w.wantStanding("Why", "One", "Two and a half", "Three")
	if again := w.bring(in); again.ID != done.ID || again.Sections != 3 {
		t.Errorf("the same request again gave %+v", again)
	}
	w.wantStanding("Why", "One", "Two and a half", "Three")
	v, err := w.desk.View(t.Context(), w.as("io"), w.strategy)
	w.must(err)
	if v.Strategy.Title != "Towards 2030" {
		t.Errorf("a strategy with sections took the title %q", v.Strategy.Title)
	}
	one, three := v.Sections[1], v.Sections[3]
	if one.Kind != SectionText || three.Kind != SectionPillar || one.Words != 2 || one.Version != 0 || one.LiveVersion != done.Live {
		t.Errorf("one is %+v, three %+v, the live version %d", one, three, done.Live)
	}
	other := in
	other.Sections = slices.Clone(in.Sections[:2])
	if _, err := w.desk.Bring(t.Context(), w.as("io"), w.strategy, other); problem.Of(err).Field != "id" {
		t.Errorf("the same id with another content: %v", err)
	}

	_, err = w.desk.Accept(t.Context(), w.as("drafter"), w.strategy, one.ID, Steps{Version: 0, Client: "t", Steps: insert(1, "x")})
	w.must(err)
	back, err := w.desk.UndoBringing(t.Context(), w.as("drafter"), w.strategy, done.ID)
	w.must(err)
	if back.Out != 2 || !slices.Equal(back.Stay, []string{"One"}) || back.Live <= done.Live {
		t.Errorf("taken back: %+v", back)
	}
	w.wantStanding("Why", "One")
	if again, err := w.desk.UndoBringing(t.Context(), w.as("io"), w.strategy, done.ID); err != nil || again.Out != 0 || again.Live != back.Live {
		t.Errorf("taken back twice: %+v %v", again, err)
	}
	_, err = w.desk.UndoBringing(t.Context(), w.as("io"), w.strategy, uuid.New())
	if !problem.Is(err, problem.NotFound) {
		t.Errorf("an import that never was: %v", err)
	}
}

func TestBringIntoAnEmptyStrategyTakesTheTitle(t *testing.T) {
	w := newWriting(t)
	var err error
	w.strategy, err = w.desk.Open(t.Context(), w.as("io"), NewStrategy{Title: "From a file"})
	w.must(err)
	in := sectionsTitled("One")
	in.Title = " The West  Indies "
	w.bring(in)
	v, err := w.desk.View(t.Context(), w.as("io"), w.strategy)
	w.must(err)
	if v.Strategy.Title != "The West Indies" || v.Strategy.Version != 2 {
		t.Errorf("the title is %q at version %d", v.Strategy.Title, v.Strategy.Version)
	}
}

func TestWhatIsNotBroughtIn(t *testing.T) {
	w := newWriting(t)
	many := sectionsTitled(make([]string, MaxBrought+1)...)
	for n := range many.Sections {
		many.Sections[n].Title = "S"
	}
	long := sectionsTitled()
	for range 5 {
		long.Sections = append(long.Sections, IncomingSection{Title: "Long", Doc: prose(strings.Repeat("word ", 45_000))})
	}
	doc := func(doc string) Incoming {
		in := sectionsTitled("Good", "Bad")
		in.Sections[1].Doc = json.RawMessage(doc)
		return in
	}
	kind := sectionsTitled("Good", "Bad")
	kind.Sections[1].Kind = "chapter"
	for name, c := range map[string]struct {
		in      Incoming
		field   string
		section int
	}{
		"nothing":          {Incoming{}, "content", 0},
		"too many":         {many, "content", 0},
		"too many words":   {long, "content", 0},
		"no title":         {sectionsTitled("Good", " "), "content", 2},
		"a long title":     {sectionsTitled("Good", strings.Repeat("x", 201)), "content", 2},
		"an unknown kind":  {kind, "content", 2},
		"no document":      {doc(`null`), "content", 2},
		"an absent one":    {doc(``), "content", 2},
		"another document": {doc(`{"type":"script"}`), "content", 2},
		"a link that runs": {doc(`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}]}`), "content", 2},
		"half a character": {doc(`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"\ud800"}]}]}`), "content", 2},
		"too long a text":  {doc(string(prose(strings.Repeat("x", 500_000)))), "content", 2},
		"too large a text": {doc(string(prose(strings.Repeat("x", richtext.MaxBytes)))), "content", 2},
	} {
		_, err := w.desk.Bring(t.Context(), w.as("io"), w.strategy, c.in)
		p := problem.Of(err)
		if p.Kind != problem.Invalid || p.Field != c.field {
			t.Errorf("%s: %v", name, err)
			continue
		}
		u, named := errors.AsType[*Unfit](err)
		if named != (c.section > 0) || named && u.Section != c.section {
			t.Errorf("%s: names %+v", name, u)
		}
	}
	there := w.bring(sectionsTitled("There")).ID
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "library": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		if _, err := w.desk.Bring(t.Context(), w.as(who), w.strategy, sectionsTitled("One")); !problem.Is(err, kind) {
			t.Errorf("%s: %v", who, err)
		}
		if _, err := w.desk.UndoBringing(t.Context(), w.as(who), w.strategy, there); !problem.Is(err, kind) {
			t.Errorf("%s takes back: %v", who, err)
		}
	}
	for range 2 {
		in := sectionsTitled()
		for n := range 98 {
			in.Sections = append(in.Sections, IncomingSection{Title: fmt.Sprint(n), Doc: json.RawMessage(EmptyDoc)})
		}
		w.bring(in)
	}
	if _, err := w.desk.Bring(t.Context(), w.as("io"), w.strategy, sectionsTitled("a", "b", "c")); problem.Of(err).Field != "content" {
		t.Errorf("a 201st section: %v", err)
	}
	w.sql(`update strategy set withdrawn_at = now() where id = $1`, w.strategy)
	if _, err := w.desk.Bring(t.Context(), w.as("io"), w.strategy, sectionsTitled("One")); !problem.Is(err, problem.Locked) {
		t.Errorf("a withdrawn strategy: %v", err)
	}
	if n := len(w.standing()); n != 198 {
		t.Errorf("%d sections stand", n)
	}
}

func TestTheSameBringingAtTheSameMoment(t *testing.T) {
	w := newWriting(t)
	in := sectionsTitled("One", "Two")
	var group sync.WaitGroup
	for _, desk := range []*Desk{w.desk, w.newDesk()} {
		for range 3 {
			group.Go(func() {
				if done, err := desk.Bring(t.Context(), w.as("io"), w.strategy, in); err != nil || done.ID.String() != in.ID {
					t.Errorf("%+v %v", done, err)
				}
			})
		}
	}
	group.Wait()
	w.wantStanding("Why", "One", "Two")
}

func TestIncomingFromMarkup(t *testing.T) {
	for markup, want := range map[string]string{
		"":                           "",
		"\n \n# One\ntext":           "One: text",
		"before\n\n# One\n\n## In\n": "Start: before | One: # In",
		"# One\n# Two\n- a\n- b":     "One:  | Two: - a\n- b",
		"## Deep\n### Deeper":        "Start: # Deep\n\n## Deeper",
		"# **Bold** [x](/y)":         "Bold x: ",
	} {
		in, err := IncomingFromMarkup(markup, "Start")
		if err != nil {
			t.Errorf("%q: %v", markup, err)
		}
		var got []string
		for _, s := range in.Sections {
			doc, err := richtext.Parse(s.Doc)
			if err != nil {
				t.Fatalf("%q: %v", markup, err)
			}
			got = append(got, s.Title+": "+richtext.Markup(doc))
		}
		if strings.Join(got, " | ") != want {
			t.Errorf("%q became %q, not %q", markup, strings.Join(got, " | "), want)
		}
	}
	if _, err := IncomingFromMarkup(strings.Repeat("x", richtext.LongestMarkup+1), "Start"); problem.Of(err).Field != "markup" {
		t.Errorf("too long: %v", err)
	}
}

func TestIncomingFromJSON(t *testing.T) {
	good := `{"title":"T","sections":[{"title":"One","kind":"text","doc":{"type":"doc"}}]}`
	in, err := IncomingFromJSON(good)
	if err != nil || in.Title != "T" || len(in.Sections) != 1 || string(in.Sections[0].Doc) != `{"type":"doc"}` {
		t.Errorf("%+v %v", in, err)
	}
	for _, bad := range []string{"", "{", good + "{}", `{"sections":1}`, `{"more":1}`, `[]`, `{"id":"x"}`, strings.Repeat(" ", MaxIncoming) + good} {
		if _, err := IncomingFromJSON(bad); problem.Of(err).Field != "content" {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
}

func FuzzIncomingFromJSON(f *testing.F) {
	f.Add(`{"title":"T","sections":[{"title":"One","doc":{"type":"doc"}}]}`)
	f.Add(`{"sections":[{"title":"\ud800","kind":"pillar","doc":null}]}`)
	f.Fuzz(func(t *testing.T, content string) {
		in, err := IncomingFromJSON(content)
		if err == nil {
			err = in.check()
		}
		if err != nil && !problem.Is(err, problem.Invalid) {
			t.Error(err)
		}
		for _, s := range in.Sections {
			if err == nil && (s.Title == "" || !SectionKind(s.Kind).Valid()) {
				t.Errorf("%q let %+v in", content, s)
			}
		}
	})
}

// The ids of what comes in follow from the request's own, and a section can have one of them already.
func TestBringOntoAnIDThatIsTaken(t *testing.T) {
	w := newWriting(t)
	in := sectionsTitled("One", "Two")
	_, err := w.desk.AddSection(t.Context(), w.as("drafter"), w.strategy, NewSection{ID: broughtID(uuid.MustParse(in.ID), 1).String(), Title: "Taken", Kind: "text"})
	w.must(err)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := w.desk.Bring(ctx, w.as("drafter"), w.strategy, in); problem.Of(err).Field != "id" {
		t.Errorf("brought in: %v", err)
	}
	w.wantStanding("Why", "Taken")
}
