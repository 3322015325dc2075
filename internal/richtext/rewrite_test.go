package richtext

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Nothing touched, nothing lost: whatever the document holds.
func TestRewriteKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := anyDocument(t, false)
		again, err := Rewrite(doc, strings.ReplaceAll(Markup(doc), "\n", "\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		if string(again.JSON()) != string(doc.JSON()) {
			t.Fatalf("markup:\n%s\nwas %s\nis  %s", Markup(doc), doc.JSON(), again.JSON())
		}
	})
}

// Whatever is written, the result keeps the schema.
func TestRewriteIsValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyDocument(t, false), anyDocument(t, true)
		n, err := Rewrite(before, Markup(after))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(n.JSON()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRewriteKeepsTheRestOfATable(t *testing.T) {
	doc := fromMarkup(t, "intro\n\n| a | b |\n| --- | --- |\n| c | d |\n| e | f |")
	rows := doc.Content[1].Content
	rows[0].Content[0].Attrs.Colwidth = []int{90}
	rows[1].Content[0].Attrs.Rowspan = 2
	rows[1].Content[1].Content = fromMarkup(t, "- one\n- two").Content
	again, err := Rewrite(doc, strings.Replace(Markup(doc), "| c |", "| C |", 1)+"\n| g | h |\n\nend")
	if err != nil {
		t.Fatal(err)
	}
	table := again.Content[1].Content
	if len(table) != 4 || len(again.Content) != 3 {
		t.Fatalf("%s", again.JSON())
	}
	if table[0].Content[0].Attrs.Colwidth == nil || table[1].Content[0].Attrs.Rowspan != 2 || table[1].Content[1].Content[0].Type != BulletList || table[1].Content[0].PlainText() != "C" {
		t.Errorf("what nobody touched is lost: %s", again.JSON())
	}
}
