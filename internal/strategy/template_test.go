package strategy_test

import (
	"regexp"
	"strings"
	"testing"

	"meridian/internal/strategy"
)

// american are spellings that a British text has not; "Comprehensive Internationalization" is nowhere quoted.
var american = regexp.MustCompile(`(?i)internationaliz|organiz|recogniz|realiz|\bcenters?\b|enrollment|\bprograms?\b|\blabor\b|behavior|\bcolor|\bfulfill\b|\bcounseling\b`)

// ends tells whether a text is written to its end: a full stop or a question mark, no blanks at either side.
func ends(text string) bool {
	return text == strings.TrimSpace(text) && !strings.Contains(text, "  ") && (strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?"))
}

func TestTemplates(t *testing.T) {
	keys := map[string]bool{}
	for _, tpl := range strategy.Templates {
		if found, is := strategy.TemplateByKey(tpl.Key); !is || found.Name != tpl.Name || keys[tpl.Key] {
			t.Errorf("%s: not found by its key, or twice", tpl.Key)
		}
		keys[tpl.Key] = true
		if tpl.Name == "" || strings.HasSuffix(tpl.Name, ".") || !ends(tpl.About) || american.MatchString(tpl.Name+tpl.About) {
			t.Errorf("%s: %q, %q", tpl.Key, tpl.Name, tpl.About)
		}
		titles := map[string]bool{}
		for _, s := range tpl.Sections {
			if !s.Kind.Valid() || s.Title == "" || titles[s.Title] || len(s.Title) > 80 {
				t.Errorf("%s: section %q of kind %q", tpl.Key, s.Title, s.Kind)
			}
			titles[s.Title] = true
			sentences := len(regexp.MustCompile(`[.?]( |$)`).FindAllString(s.Guide, -1))
			if !ends(s.Guide) || sentences < 2 || sentences > 4 || !strings.Contains(s.Guide, "?") || american.MatchString(s.Title+" "+s.Guide) {
				t.Errorf("%s, %s: a guide of %d sentences: %q", tpl.Key, s.Title, sentences, s.Guide)
			}
		}
	}
	for _, key := range []string{"full", "ace", "framework", "empty"} {
		if !keys[key] {
			t.Errorf("no template %s", key)
		}
	}
	if _, is := strategy.TemplateByKey(""); is || len(keys) != 4 {
		t.Errorf("templates: %v", keys)
	}
}

func TestTemplatePillars(t *testing.T) {
	for key, want := range map[string]struct{ sections, pillars int }{"full": {18, 7}, "ace": {11, 6}, "framework": {6, 2}, "empty": {0, 0}} {
		tpl, _ := strategy.TemplateByKey(key)
		pillars := 0
		for _, s := range tpl.Sections {
			if s.Kind == strategy.SectionPillar {
				pillars++
			}
		}
		if len(tpl.Sections) != want.sections || pillars != want.pillars {
			t.Errorf("%s: %d sections, %d pillars", key, len(tpl.Sections), pillars)
		}
	}
}
