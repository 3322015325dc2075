package app

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The report by HTTP: what was decided stands on the page and in the workbook, and what is hidden in neither.
func TestReportContract(t *testing.T) {
	s := stand(t)
	io, registrar, library := s.as("international"), s.as("registrar"), s.as("library")
	board := io.open("demo", "To report", "institution", "")
	at := board + "/report"
	if text := io.page(at).id("report").text(); !strings.Contains(text, "Nothing is on the board yet.") {
		t.Errorf("the empty report says %s", text)
	}
	s.setUp(board, `reveal = 'together'`)
	const canary = "=canary of the registrar"
	strength := registrar.add(board, "strength", canary)
	book := func(v *visitor) *excelize.File {
		s.Helper()
		a := s.want(v.get(at+".xlsx"), 200, "the workbook")
		f, err := excelize.OpenReader(strings.NewReader(a.body))
		s.must(err)
		return f
	}
	all := func(f *excelize.File) string {
		s.Helper()
		var b bytes.Buffer
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			s.must(err)
			for _, row := range rows {
				b.WriteString(strings.Join(row, "\t") + "\n")
			}
		}
		return b.String()
	}
	for _, v := range []*visitor{library, io} {
		if strings.Contains(v.get(at).body+all(book(v)), canary) {
			t.Errorf("%s reads what is hidden", v.who)
		}
	}
	if !strings.Contains(registrar.get(at).body, canary) {
		t.Error("its own office does not find it")
	}
	s.want(io.post(board+"/reveal", nil), 303, "showing all")
	threat := library.add(board, "threat", "Visas take longer")
	s.want(io.post(board+"/items/"+strength+"/theme", form("frame", "ace", "theme", "mobility")), 303, "grouping")
	s.want(io.post(board+"/matrix", url.Values{"items": {strength, io.add(board, "weakness", "No forms"), threat, io.add(board, "opportunity", "A fund")}}), 303, "the matrix")
	s.want(io.post(board+"/matrix/open", form("open", "1")), 303, "scoring")
	s.want(io.post(board+"/matrix/scores", form("inside", strength, "outside", threat, "score", "-2")), 303, "a score")
	if strings.Contains(io.get(at).body, "report-matrix") {
		t.Error("scores are reported before they are shown")
	}
	s.want(io.post(board+"/matrix/shown", form("shown", "1")), 303, "showing")
	s.want(io.post(board+"/options", url.Values{"id": {newID()}, "kind": {"st"}, "text": {"Write to the consulate"}, "items": {strength, threat}}), 303, "an option")
	page := library.page(at).id("report").text()
	for _, want := range []string{canary, "Visas take longer", "3 of 17 offices were heard.", "Mobility", "−2.0", "Use a strength against a threat", "Write to the consulate", "2 of 4 items are used by no option"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Contains(page, "Not heard yet") || !strings.Contains(io.page(at).id("report").text(), "Not heard yet") {
		t.Error("not those who may ask the silent offices see them, or others do")
	}
	f := book(library)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Summary", "Items", "Options", "What meets what", "Participation"}) {
		t.Errorf("the sheets are %v", got)
	}
	text := all(f)
	for _, want := range []string{canary, "Visas take longer", "Mobility", "Write to the consulate", "-2"} {
		if !strings.Contains(text, want) {
			t.Errorf("the workbook has no %q", want)
		}
	}
	if formula, _ := f.GetCellFormula("Items", "C2"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	// The empty form asks this analysis's own questions.
	s.want(io.post(board+"/setup", form("authors", "office", "reveal", "at_once", "dots", "5", "dots_per", "office", "cumulative", "1", "question_threat", "What if?")), 303, "a question")
	if got := registrar.get(board + "/form").body; !strings.Contains(got, "What if?") {
		t.Error("the empty form asks the usual question")
	}
}
