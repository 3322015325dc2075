package swotweb

import (
	"strings"
	"testing"
)

func render(t *testing.T, it Item) string {
	t.Helper()
	var b strings.Builder
	if err := ItemFragment(it).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sample() Item {
	return Item{
		ID: "0190", BoardURL: "/demo/swot/1", Text: `Forms in "one" language & <b>no other</b>`, Evidence: "counted in May",
		OfficeName: "Registrar", OfficeSlug: "registrar", Author: "m1", Quadrant: "weakness", Position: "a0", Version: 2, Live: 9,
	}
}

// A browser takes a live fragment, removes what its person may not do and shows the rest:
// the result must be the page's own markup, or every change would redraw the item.
func TestLiveFragmentBecomesThePage(t *testing.T) {
	for _, withdrawn := range []bool{false, true} {
		page, shared := sample(), sample()
		page.MayEdit, page.MayMove, page.Withdrawn = true, true, withdrawn
		shared.Shared, shared.Withdrawn = true, withdrawn
		fragment := render(t, shared)
		if got := strings.Count(fragment, `data-may="edit" hidden`) + strings.Count(fragment, `data-may="move" hidden`); got != strings.Count(fragment, "<form")-strings.Count(fragment, `aria-label="Comment: `) {
			t.Errorf("withdrawn %t: a shared form, other than everybody's, is not hidden: %s", withdrawn, fragment)
		}
		for _, may := range []string{"edit", "move"} {
			fragment = strings.ReplaceAll(fragment, `data-may="`+may+`" hidden`, `data-may="`+may+`"`)
		}
		if want := render(t, page); fragment != want {
			t.Errorf("withdrawn %t:\n%s\nis not\n%s", withdrawn, fragment, want)
		}
	}
}

func TestOnlyPermittedForms(t *testing.T) {
	for _, c := range []struct {
		edit, move bool
		want       []string
	}{
		{false, false, []string{"Comment: "}},
		{true, false, []string{"Edit: ", "Withdraw: ", "Comment: "}},
		{false, true, []string{"Move: ", "Comment: "}},
		{true, true, []string{"Edit: ", "Move: ", "Withdraw: ", "Comment: "}},
	} {
		it := sample()
		it.MayEdit, it.MayMove = c.edit, c.move
		html := render(t, it)
		if got := strings.Count(html, "<form"); got != len(c.want) {
			t.Errorf("edit %t, move %t: %d forms, want %d", c.edit, c.move, got, len(c.want))
		}
		for _, w := range c.want {
			if !strings.Contains(html, `aria-label="`+w) {
				t.Errorf("edit %t, move %t: no button %q", c.edit, c.move, w)
			}
		}
	}
}

func TestTextsAreEscaped(t *testing.T) {
	it := sample()
	it.MayEdit = true
	it.Edit = &EditForm{Text: "</textarea><script>", Base: 2}
	html := render(t, it)
	for _, bad := range []string{"<b>", "<script>", `"one" language`} {
		if strings.Contains(html, bad) {
			t.Errorf("%q is not escaped: %s", bad, html)
		}
	}
}

// A leading line break of a text would be eaten by the HTML parser if the field did not begin with one of its own.
func TestLeadingLineBreakSurvives(t *testing.T) {
	it := sample()
	it.Edit = &EditForm{Text: "\nsecond line", Base: 2}
	if html := render(t, it); !strings.Contains(html, ">\n\nsecond line</textarea>") {
		t.Errorf("the first line break is lost: %s", html)
	}
}
