package returned_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"meridian/internal/returned"
	"meridian/internal/richtext"
)

// token is a word that keeps its number wherever it goes; words that are new or others have none.
type token struct {
	word   string
	number int
}

// TestMatchAfterEdits has a text rewritten while it is out, and counts where remarks come to: at their word, at another
// one, nowhere. A word that somebody has taken away should not be found.
func TestMatchAfterEdits(t *testing.T) {
	for _, c := range []struct{ edits, right int }{{40, 294}, {150, 285}, {500, 258}} { // of 300 remarks
		right, asked, lost, wrong, silent, anew, anewSilent := 0, 0, 0, 0, 0, 0, 0
		for seed := range uint64(5) {
			random := rand.New(rand.NewPCG(seed, uint64(c.edits)))
			texts, body := written(random, 10_800, 300)
			for range c.edits {
				edit(random, texts)
			}
			var now []returned.Section
			there := map[int]string{}
			for n, paras := range texts {
				var markup strings.Builder
				place := 0
				for _, para := range paras {
					for _, tok := range para {
						there[tok.number] = fmt.Sprintf("%d/%d", n, place)
						markup.WriteString(tok.word + " ")
						place++
					}
					markup.WriteString("\n\n")
				}
				now = append(now, section(t, fmt.Sprintf("Section %c", 'A'+n), markup.String()))
			}
			found, missed := returned.Match(now, read(t, parts{body: body}))
			for _, p := range found {
				var number, at int
				if _, err := fmt.Sscanf(p.Replacement, "new%d", &number); err != nil {
					t.Fatal(p.Replacement)
				}
				for n, s := range now {
					if s.ID == p.Section {
						at = n
					}
				}
				place := fmt.Sprintf("%d/%d", at, len(strings.Fields(now[at].Reading.Between(0, p.Anchor.From))))
				is, known := there[number]
				check := p.Anchor.State == richtext.Check
				switch {
				case is == place:
					right++
					asked += one(check)
				case known:
					wrong++
					silent += one(!check)
				default:
					anew++
					anewSilent += one(!check)
				}
			}
			lost += len(missed)
		}
		t.Logf("%d edits: of 1,500 remarks %d right (%d of them to be looked at), %d lost, %d at another place (%d without asking), %d on a word written anew (%d without asking)",
			c.edits, right, asked, lost, wrong, silent, anew, anewSilent)
		if silent > 0 || anewSilent > mostAnew || right < 5*c.right {
			t.Errorf("want at least %d right, none at another place without asking, and at most %d on a word written anew", 5*c.right, mostAnew)
		}
	}
}

// mostAnew is how many words that were taken away may be found where chance has put the same word between the same
// neighbours: this text has a vocabulary of forty words, so that it happens.
const mostAnew = 3

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// written is a text in twelve sections and the body of a document in which every so many a word is replaced by "new" and
// its number.
func written(random *rand.Rand, words, remarks int) (texts [][][]token, body string) {
	var b strings.Builder
	number := 0
	for n := range 12 {
		b.WriteString(head(run(fmt.Sprintf("Section %c", 'A'+n))))
		var paras [][]token
		for range words / 12 / 60 {
			var para []token
			b.WriteString("<w:p>")
			for range 60 {
				number++
				tok := token{vocabulary[random.IntN(len(vocabulary))], number}
				para = append(para, tok)
				if number%(words/remarks) == 0 {
					b.WriteString(del(tok.word) + ins(fmt.Sprintf("new%d", number)) + run(" "))
				} else {
					b.WriteString(run(tok.word + " "))
				}
			}
			b.WriteString("</w:p>")
			paras = append(paras, para)
		}
		texts = append(texts, paras)
	}
	return texts, b.String()
}

// edit rewrites a few words, takes some away, adds some, or moves a paragraph.
func edit(random *rand.Rand, texts [][][]token) {
	paras := texts[random.IntN(len(texts))]
	i := random.IntN(len(paras))
	para := paras[i]
	at := random.IntN(len(para) + 1)
	end := min(len(para), at+1+random.IntN(6))
	var fresh []token
	for range 1 + random.IntN(6) {
		fresh = append(fresh, token{vocabulary[random.IntN(len(vocabulary))], -1})
	}
	switch kind := random.IntN(10); {
	case kind < 4:
		paras[i] = append(append(append([]token{}, para[:at]...), fresh...), para[end:]...)
	case kind < 6:
		paras[i] = append(append([]token{}, para[:at]...), para[end:]...)
	case kind < 9:
		paras[i] = append(append(append([]token{}, para[:at]...), fresh...), para[at:]...)
	default:
		j := random.IntN(len(paras))
		paras[i], paras[j] = paras[j], paras[i]
	}
}
