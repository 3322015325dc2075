package returned_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"meridian/internal/returned"
)

var vocabulary = strings.Fields(`the university students research of and in to a programme mobility partner partners regional
	strategy office faculty support international cooperation with for quality teaching staff every year language courses
	joint degrees funding networks alumni community visibility campus abroad incoming outgoing recognition digital sustainable`)

// sentOut is a strategy of so many words in twelve sections, and the body of a document in which so many remarks were made
// on it; half of them are comments.
func sentOut(tb testing.TB, words, remarks int) (sections []returned.Section, body, comments string) {
	random := rand.New(rand.NewPCG(1, 2))
	var b, c strings.Builder
	made, count := 0, 0
	every := words / remarks
	for n := range 12 {
		var markup strings.Builder
		name := fmt.Sprintf("Section %c", 'A'+n)
		b.WriteString(head(run(name)))
		for range words / 12 / 60 {
			b.WriteString("<w:p>")
			for range 60 {
				word := vocabulary[random.IntN(len(vocabulary))]
				markup.WriteString(word + " ")
				if count++; count%every != 0 || made == remarks {
					b.WriteString(run(word + " "))
					continue
				}
				if made++; made%2 == 0 {
					b.WriteString(del(word) + ins("changed") + run(" "))
					continue
				}
				id := fmt.Sprint(made)
				b.WriteString(from(id) + run(word) + to(id) + run(" "))
				c.WriteString(comment(id, "Ana", "", "Why this word?"))
			}
			b.WriteString("</w:p>")
			markup.WriteString("\n\n")
		}
		sections = append(sections, section(tb, name, markup.String()))
	}
	return sections, b.String(), c.String()
}

// Every remark on a text that nobody has changed since is found, and where it was made.
func TestMatchAll(t *testing.T) {
	sections, body, comments := sentOut(t, 10_800, 300)
	f := read(t, parts{body: body, comments: comments})
	found, lost := returned.Match(sections, f)
	if len(f.Remarks) != 300 || len(found) != 300 || len(lost) != 0 {
		t.Fatalf("%d remarks, %d found, %d lost: %+v", len(f.Remarks), len(found), len(lost), lost)
	}
	for i, p := range found {
		// A document's context goes on before the section's text; the end of it is the same.
		if near := p.Anchor.Quote.Prefix; p.Anchor.Words != p.Exact || !strings.HasSuffix(p.Prefix, near) {
			t.Errorf("remark %d: %q after %q is at %q after %q", i, p.Exact, p.Prefix, p.Anchor.Words, near)
		}
	}
}

func BenchmarkReadAndMatch(b *testing.B) {
	sections, body, comments := sentOut(b, 10_800, 300)
	data := docx(b, parts{body: body, comments: comments})
	b.ReportAllocs()
	for b.Loop() {
		f, err := readBytes(data)
		if err != nil {
			b.Fatal(err)
		}
		if found, _ := returned.Match(sections, f); len(found) != 300 {
			b.Fatal(len(found))
		}
	}
}
