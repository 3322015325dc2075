package richtext

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var said = DiffOptions{Words: DiffWords{Inserted: "inserted:", Deleted: "deleted:", Reformatted: "formatting:", MovedAway: "moved away", MovedHere: "moved here"}}

// shortHTML is DiffHTML without what these tests do not ask about.
func shortHTML(t testing.TB, changes []Change) string {
	t.Helper()
	var b strings.Builder
	if err := DiffHTML(&b, changes, said); err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(` dir="auto"`, "", ` dir="ltr"`, "", ` class="diff-inserted"`, "", ` class="diff-deleted"`, "", `<span class="visually-hidden">inserted: </span>`, "+", `<span class="visually-hidden">deleted: </span>`, "-").Replace(b.String())
}

func TestDiff(t *testing.T) {
	const long = "This paragraph has more than six words in it."
	for name, c := range map[string]struct{ a, b, want string }{
		"nothing":             {"a", "a", "<p>a</p>"},
		"a word":              {"the old plan stands", "the new plan stands", "<p>the <del>-old</del><ins>+new</ins> plan stands</p>"},
		"Chinese":             {"我们的计划好", "我们的战略好", "<p>我们的<del>-计划</del><ins>+战略</ins>好</p>"},
		"a rewritten phrase":  {"we will a, b and c now", "we will x, y and z now", "<p>we will <del>-a, b</del><ins>+x, y</ins> and <del>-c</del><ins>+z</ins> now</p>"},
		"a paragraph more":    {"one two", "one two\n\nnew words", "<p>one two</p><ins>+<p>new words</p></ins>"},
		"a paragraph less":    {"one two\n\nold words", "one two", "<p>one two</p><del>-<p>old words</p></del>"},
		"bold":                {"a big plan", "a **big** plan", `<p>a <span class="diff-reformatted"><span class="visually-hidden">formatting: </span><strong>big</strong></span> plan</p>`},
		"a heading's level":   {"# A plan", "## A plan", `<div class="diff-reformatted"><span class="visually-hidden">formatting: </span><h4 aria-level="3">A plan</h4></div>`},
		"an item of a list":   {"- one two\n- three four", "- one two\n- new item here\n- three four", "<ul><li><p>one two</p></li><li><ins>+<p>new item here</p></ins></li><li><p>three four</p></li></ul>"},
		"a cell of a table":   {"| a | 300 |\n| b | 5 |", "| a | 350 |\n| b | 5 |", "<table><tbody><tr><td><p>a</p></td><td><p><del>-300</del><ins>+350</ins></p></td></tr><tr><td><p>b</p></td><td><p>5</p></td></tr></tbody></table>"},
		"a row of a table":    {"| a | b |", "| a | b |\n| c | d |", "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td><ins>+<p>c</p></ins></td><td><ins>+<p>d</p></ins></td></tr></tbody></table>"},
		"a move":              {long + "\n\nA\n\nB\n\nC", "A\n\nB\n\n" + long + "\n\nC", `<del class="diff-deleted diff-moved"><span class="diff-note">moved away </span><p>` + long + `</p></del><p>A</p><p>B</p><ins class="diff-inserted diff-moved"><span class="diff-note">moved here </span><p>` + long + `</p></ins><p>C</p>`},
		"a move into a list":  {long + "\n\n- a", "- a\n\n  " + long, `<del class="diff-deleted diff-moved"><span class="diff-note">moved away </span><p>` + long + `</p></del><ul><li><p>a</p><ins class="diff-inserted diff-moved"><span class="diff-note">moved here </span><p>` + long + `</p></ins></li></ul>`},
		"short is not a move": {"Yes.\n\nA\n\nB", "A\n\nB\n\nYes.", "<del>-<p>Yes.</p></del><p>A</p><p>B</p><ins>+<p>Yes.</p></ins>"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := shortHTML(t, Diff(fromMarkup(t, c.a), fromMarkup(t, c.b))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestDiffStats(t *testing.T) {
	changes := Diff(fromMarkup(t, "the old plan stands\n\n# Head\n\ngone with it"), fromMarkup(t, "the new plan stands now\n\n## Head"))
	if got, want := DiffStats(changes), (Stats{Added: 2, Removed: 4, Reformatted: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Without the deletions the comparison is the later version, without the
// insertions the earlier one, and everything is said the same twice.
func TestDiffHoldsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDocument(t, false), anyDocument(t, false)
		if rapid.Bool().Draw(t, "shuffled") {
			b = &Node{Type: Doc, Content: rapid.Permutation(slices.Concat(a.Content, b.Content)).Draw(t, "order")}
		}
		changes := Diff(a, b)
		if was, is := spoken(changes, false), spoken(changes, true); was != a.joined() || is != b.joined() {
			t.Fatalf("was %q\nnot %q\nis  %q\nnot %q", was, a.joined(), is, b.joined())
		}
		var once, twice strings.Builder
		DiffHTML(&once, changes, said)
		DiffHTML(&twice, Diff(a, b), said)
		if once.String() != twice.String() {
			t.Fatal("the same two documents compare differently")
		}
	})
}

// joined is the text of all paragraphs and cells without anything between them.
func (n *Node) joined() string {
	s := n.Text
	for _, c := range n.Content {
		s += c.joined()
	}
	return s
}

func spoken(changes []Change, after bool) string {
	s := ""
	for _, c := range changes {
		switch {
		case c.Kind == Changed || c.Kind == Reformatted:
			s += spoken(c.Inner, after)
			for _, r := range c.Runs {
				if after && r.Kind != Deleted || !after && (r.Kind != Inserted) {
					s += (&Node{Content: r.Content}).joined()
				}
			}
		case after && c.After != nil:
			s += c.After.joined()
		case !after && c.Before != nil:
			s += c.Before.joined()
		}
	}
	return s
}

// A common subsequence as long as the one that trying everything finds.
func TestAlign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfN(rapid.Int32Range(0, 4), 0, 40)
		a, b := ids.Draw(t, "a"), ids.Draw(t, "b")
		got, atA, atB := 0, 0, 0
		for _, m := range align(a, b) {
			if m.a < atA || m.b < atB || !slices.Equal(a[m.a:m.a+m.n], b[m.b:m.b+m.n]) {
				t.Fatalf("%v", align(a, b))
			}
			got, atA, atB = got+m.n, m.a+m.n, m.b+m.n
		}
		best := make([][]int, len(a)+1)
		for i := range best {
			best[i] = make([]int, len(b)+1)
		}
		for i := len(a) - 1; i >= 0; i-- {
			for j := len(b) - 1; j >= 0; j-- {
				best[i][j] = max(best[i+1][j], best[i][j+1])
				if a[i] == b[j] {
					best[i][j] = best[i+1][j+1] + 1
				}
			}
		}
		if got != best[0][0] {
			t.Fatalf("%d in common, %d are possible", got, best[0][0])
		}
	})
}

// longDocument has 10,000 words in headings, paragraphs, lists and tables;
// edited changes so many words of it.
func longDocument(edits int) *Node {
	r := rand.New(rand.NewPCG(7, 7))
	phrase := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("word%d", r.IntN(3000))
		}
		return strings.Join(words, " ")
	}
	var blocks []string
	for i := range 150 {
		switch i % 15 {
		case 0:
			blocks = append(blocks, "## "+phrase(5))
		case 7:
			blocks = append(blocks, "- "+phrase(40)+"\n- "+phrase(40)+"\n- **"+phrase(3)+"** "+phrase(40))
		case 12:
			blocks = append(blocks, "| a | b |\n| --- | --- |\n| "+phrase(5)+" | "+phrase(5)+" |")
		default:
			blocks = append(blocks, phrase(30)+" **"+phrase(2)+"** [a link](https://example.org) "+phrase(40))
		}
	}
	words := strings.Split(strings.Join(blocks, "\n\n"), " ")
	for range edits {
		if at := r.IntN(len(words)); strings.HasPrefix(words[at], "word") && !strings.Contains(words[at], "\n") {
			words[at] = []string{"", "changed", words[at] + " added words"}[r.IntN(3)]
		}
	}
	n, err := FromMarkup(strings.Join(words, " "))
	if err != nil {
		panic(err)
	}
	return n
}

func BenchmarkDiff(b *testing.B) {
	before := longDocument(0)
	for _, edits := range []int{50, 300, 1500} {
		after := longDocument(edits)
		b.Run(fmt.Sprint(edits, " edits of ", before.Words(), " words"), func(b *testing.B) {
			for b.Loop() {
				Diff(before, after)
			}
		})
	}
}

func BenchmarkParseAndHTML(b *testing.B) {
	n := longDocument(0)
	data := n.JSON()
	highlights := make([]Highlight, 200)
	for i := range highlights {
		highlights[i] = Highlight{From: i * 300, To: i*300 + 40, ID: fmt.Sprint(i)}
	}
	for b.Loop() {
		n, err := Parse(data)
		if err != nil {
			b.Fatal(err)
		}
		var out strings.Builder
		if err := HTML(&out, n, HTMLOptions{Marks: highlights}); err != nil {
			b.Fatal(err)
		}
	}
}
