package strategy

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func numbered(n int) uuid.UUID { return uuid.UUID{15: byte(n)} }

func textSection(n int, title string, paragraphs ...string) SectionContent {
	var b strings.Builder
	b.WriteString(`{"type":"doc","content":[`)
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteByte(',')
		}
		quoted, _ := json.Marshal(p)
		fmt.Fprintf(&b, `{"type":"paragraph","content":[{"type":"text","text":%s}]}`, quoted)
	}
	b.WriteString(`]}`)
	return SectionContent{ID: numbered(n), Kind: SectionText, Title: title, Doc: json.RawMessage(b.String()), Goals: []GoalContent{}, Objectives: []ObjectiveContent{}}
}

func contentOf(sections ...SectionContent) Content {
	return Content{Format: ContentFormat, FormatVersion: ContentFormatVersion, Title: "Towards 2030", Labels: ContentLabels(UsualLabels), Sections: sections}
}

func TestCompareSections(t *testing.T) {
	a := textSection(1, "A", "one two three")
	b := textSection(2, "B", "four five")
	c := textSection(3, "C", "six")
	d := textSection(4, "D", "seven eight nine")
	for name, x := range map[string]struct {
		before, after []SectionContent
		order         string
		want          Summary
	}{
		"nothing":        {[]SectionContent{a, b}, []SectionContent{a, b}, "A B", Summary{}},
		"words":          {[]SectionContent{a}, []SectionContent{textSection(1, "A", "one new three")}, "A", Summary{Sections: 1, WordsAdded: 1, WordsRemoved: 1}},
		"added":          {[]SectionContent{a}, []SectionContent{d, a}, "D A", Summary{Sections: 1, SectionsAdded: 1, WordsAdded: 3}},
		"removed":        {[]SectionContent{a, b, c}, []SectionContent{a, c}, "A B C", Summary{Sections: 1, SectionsRemoved: 1, WordsRemoved: 2}},
		"removed, first": {[]SectionContent{a, b}, []SectionContent{b}, "A B", Summary{Sections: 1, SectionsRemoved: 1, WordsRemoved: 3}},
		"moved":          {[]SectionContent{a, b, c, d}, []SectionContent{d, a, b, c}, "D A B C", Summary{Sections: 1, SectionsMoved: 1}},
		"renamed":        {[]SectionContent{a}, []SectionContent{textSection(1, "Z", "one two three")}, "Z", Summary{Sections: 1, SectionsNamed: 1}},
		"all at once": {[]SectionContent{a, b, c}, []SectionContent{c, textSection(1, "Z", "one two three"), d}, "C Z B D",
			Summary{Sections: 3, SectionsAdded: 1, SectionsRemoved: 1, SectionsMoved: 1, SectionsNamed: 1, WordsAdded: 3, WordsRemoved: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := Compare(contentOf(x.before...), contentOf(x.after...))
			if err != nil {
				t.Fatal(err)
			}
			var order []string
			for _, s := range found.Sections {
				order = append(order, s.Section().Title)
			}
			wanted := strings.Fields(x.order)
			if diff := cmp.Diff(x.want, found.Summary); diff != "" || !slices.Equal(order, wanted) {
				t.Errorf("sections %v; summary, wanted and found:\n%s", order, diff)
			}
		})
	}
}

func TestComparePlans(t *testing.T) {
	text := func(s string) *string { return &s }
	office, other, item := numbered(50), numbered(51), CiteContent{ID: numbered(60), Kind: "item"}
	year := 2024
	indicator := IndicatorContent{ID: numbered(30), Name: "Partners", Unit: "number", Direction: "up", Baseline: text("12.5"), BaselineYear: &year,
		Targets: []TargetContent{{2028, "15"}, {2030, "20"}}, Frequency: "year"}
	objective := ObjectiveContent{ID: numbered(20), Text: "Win ten partners abroad", Office: &office, Cites: []CiteContent{}, Indicators: []IndicatorContent{indicator}}
	before := textSection(1, "A", "one")
	before.Goals, before.Objectives = []GoalContent{{ID: numbered(10), Text: "Many partners"}}, []ObjectiveContent{objective}

	changed := indicator
	changed.Baseline, changed.Targets = nil, []TargetContent{{2028, "16"}, {2031, "20"}}
	objective.Text, objective.Office, objective.Cites, objective.Indicators = "Win twelve partners abroad", &other, []CiteContent{item}, []IndicatorContent{changed}
	after := textSection(1, "A", "one")
	after.Goals, after.Objectives = before.Goals, []ObjectiveContent{objective}
	found, err := Compare(contentOf(before), contentOf(after))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Summary{Sections: 1, ObjectivesChanged: 1, IndicatorsChanged: 1}, found.Summary); diff != "" {
		t.Error(diff)
	}
	o := found.Sections[0].Objectives[0]
	if o.Kind != Changed || !o.OfficeChanged || o.GoalChanged || !slices.Equal(o.CitesAdded, []CiteContent{item}) || len(o.CitesRemoved) != 0 || found.Sections[0].TextChanged {
		t.Errorf("objective %+v", o)
	}
	want := []Figure{{Field: FieldBaseline, Before: "12.5"}, {Field: FieldTarget, Year: 2028, Before: "15", After: "16"},
		{Field: FieldTarget, Year: 2030, Before: "20"}, {Field: FieldTarget, Year: 2031, After: "20"}}
	if diff := cmp.Diff(want, o.Indicators[0].Figures); diff != "" {
		t.Error(diff)
	}

	// Into another section: compared there, and gone from here without being called removed.
	empty, there := textSection(1, "A", "one"), textSection(2, "B", "two")
	there.Objectives = before.Objectives
	start := textSection(2, "B", "two")
	found, err = Compare(contentOf(before, start), contentOf(empty, there))
	if err != nil {
		t.Fatal(err)
	}
	if s := found.Summary; s.ObjectivesChanged != 1 || s.ObjectivesRemoved != 0 || s.ObjectivesAdded != 0 || s.GoalsRemoved != 1 {
		t.Errorf("moved: %+v", s)
	}
}

// long is 10,000 words in ten sections of paragraphs; edits of them differ.
func long(edits int) Content {
	r := rand.New(rand.NewPCG(1, 2))
	var sections []SectionContent
	var paragraphs [][]string
	for range 160 {
		var words []string
		for range 63 {
			words = append(words, fmt.Sprintf("w%d", r.IntN(3000)))
		}
		paragraphs = append(paragraphs, words)
	}
	for n := range edits {
		p := paragraphs[n*7%len(paragraphs)]
		p[r.IntN(len(p))] = fmt.Sprintf("edited%d", n)
	}
	for s := range 10 {
		var list []string
		for _, p := range paragraphs[16*s : 16*s+16] {
			list = append(list, strings.Join(p, " "))
		}
		sections = append(sections, textSection(s+1, fmt.Sprint("Section ", s), list...))
	}
	return contentOf(sections...)
}

// BenchmarkCompare is from the stored bytes of two versions of 10,000 words to what differs.
func BenchmarkCompare(b *testing.B) {
	for _, edits := range []int{50, 300, 1500} {
		b.Run(fmt.Sprint(edits, " edits"), func(b *testing.B) {
			before, err := long(0).Bytes()
			if err != nil {
				b.Fatal(err)
			}
			after, err := long(edits).Bytes()
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				x, err := ReadContent(before)
				if err != nil {
					b.Fatal(err)
				}
				y, err := ReadContent(after)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := Compare(x, y); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
