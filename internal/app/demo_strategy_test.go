package app

import (
	"slices"
	"strings"
	"testing"

	"meridian/internal/app/demo"
)

const (
	demoSections   = `select count(*) from section`
	demoSteps      = `select count(*) from section_step`
	demoObjectives = `select count(*) from objective`
	demoTargets    = `select count(*) from indicator_target`
	demoVersions   = `select count(*) from strategy_version`
)

func (s *standing) wholeDemo() demo.Maker {
	m := s.maker()
	m.Strategies = s.site.drafts
	return m
}

// The demo has one strategy, with a version from which the draft differs; what people made of it stays, and it goes with
// the demo.
func TestDemoStrategy(t *testing.T) {
	s := stand(t)
	s.must(s.wholeDemo().Add(t.Context()))
	counts := func() (list []int) {
		for _, q := range []string{`select count(*) from strategy`, demoSections, demoSteps, demoObjectives, demoTargets, demoVersions, `select count(*) from drafter`, `select count(*) from strategic_option`} {
			list = append(list, s.number(q))
		}
		return list
	}
	first := counts()
	if first[0] != 1 || first[1] != 12 || first[3] < 25 || first[5] != 1 || first[6] != 1 || first[7] != 4 {
		t.Errorf("strategies, sections, steps, objectives, targets, versions, drafters, options: %v", first)
	}
	s.must(s.wholeDemo().Add(t.Context()))
	if again := counts(); !slices.Equal(again, first) {
		t.Errorf("added again: %v, before %v", again, first)
	}
	if cited, objectives := s.number(`select count(distinct objective_id) from citation`), first[3]; cited != objectives-1 {
		t.Errorf("%d of %d objectives say what they answer", cited, objectives)
	}
	if n := s.number(`select count(*) from citation where option_id is not null`); n != 4 {
		t.Errorf("%d citations of options", n)
	}
	io := s.as("international")
	path := s.demoStrategy()
	for _, page := range []string{path, path + "/edit", path + "/versions", path + "/versions/1", path + "/versions/1/compare/draft"} {
		s.want(io.get(page), 200, page)
	}
	if text := io.page(path).text(); !strings.Contains(text, "One desk for everything") || !strings.Contains(text, "Words explained") {
		t.Error("the page lacks an option, or a section")
	}
	tables := io.page(path).class("indicator-table")
	if len(tables) == 0 {
		t.Error("no indicators are shown")
	}
	for _, table := range tables {
		for _, cell := range table.tags("td") {
			if cell.attr["data-label"] == "" { // narrow screens show no head of the table
				t.Errorf("a figure of an indicator has no name: %s", cell.text())
			}
		}
	}
	if text := io.page(path + "/versions/1").text(); strings.Contains(text, "Words explained") || strings.Contains(text, "What is still open") {
		t.Error("the version has what was written since")
	}
	s.want(s.as("registrar").get(path+"/edit"), 200, "the drafter")
	s.want(s.as("library").get(path+"/edit"), 403, "somebody else")

	s.must(s.wholeDemo().Remove(t.Context()))
	for n, count := range counts() {
		if count != 0 {
			t.Errorf("the demo is gone, but %d rows of number %d are not", count, n)
		}
	}
}

// A demo in which people have worked gets what is missing and keeps what they made.
func TestDemoStrategyAfterItWasTriedOut(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	s.want(io.post("/demo/offices/library/archive", form()), 303, "archiving an owner")
	s.must(s.wholeDemo().Add(t.Context()))
	// As if the first start had ended after the version: what was written since is missing, and people have been there.
	s.tenant("demo", `update section set title = 'Their own title', version = version + 1, doc = '{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Their own words"}]}]}' where title = 'Risks'`)
	s.tenant("demo", `update section set withdrawn_at = now() where title = 'Foreword'`)
	s.tenant("demo", `delete from section where title = 'Words explained'`)
	s.must(s.wholeDemo().Add(t.Context()))
	text := io.page(s.demoStrategy()).text()
	for _, want := range []string{"Their own title", "Their own words", "Words explained", "Show the collections"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text, "A university that wants to matter") {
		t.Error("a section that was taken out is back")
	}
}

func (s *standing) demoStrategy() string {
	return "/demo/strategies/" + s.one(`select id::text from strategy`)
}
