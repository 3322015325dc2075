package swot

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

const (
	leastAlike = 0.3 // similarity below which two texts are not suggested
	mostAlike  = 8   // items in one suggestion
	mostPairs  = 2000
)

// Alike is a suggestion: items that seem to say the same. Nothing is merged by it.
type Alike struct{ Items []AlikeItem }

// AlikeItem is one of them, with why it is there; the first has no reason.
type AlikeItem struct {
	Source  Source
	Words   []string // that it has in common with another of the suggestion
	Percent int      // how many of the letters, in groups of three, agree
}

// pair is two texts, by their places in a list, that are alike.
type pair struct {
	X, Y   int
	Score  float64
	Shared []string // lexemes
}

// alikePairs compares texts that share a word, unless more than a score have it, by the groups of three letters that both
// have: similarity() of pg_trgm. Of a text its twelve rarest such words count, and where both have six or more, they share
// two. The texts are folded before; words are those of the full text search, once with English endings taken off and
// once as they stand.
const alikePairs = `with t as materialized (select n::int - 1 as n, f from unnest($1::text[]) with ordinality as u(f, n)),
	lex as materialized (select t.n, l.lexeme from t, lateral unnest(tsvector_to_array(to_tsvector('english', t.f)) ||
		array(select w from unnest(tsvector_to_array(to_tsvector('simple', t.f))) w where w ~ '[^\x01-\x7f]')) as l(lexeme) group by 1, 2),
	held as (select n, lexeme, count(*) over (partition by lexeme) as holders from lex),
	placed as (select n, lexeme, row_number() over (partition by n order by holders, lexeme) as place from held where holders between 2 and 20),
	own as materialized (select n, lexeme, count(*) over (partition by n) as many from placed where place <= 12),
	rare as materialized (select lexeme, array_agg(n order by n) as ns, array_agg(many order by n) as manys from own group by lexeme having count(*) > 1),
	met as materialized (select a.n as x, b.n as y, array_agg(r.lexeme order by r.lexeme) as shared
		from rare r, unnest(r.ns, r.manys) as a(n, many), unnest(r.ns, r.manys) as b(n, many) where a.n < b.n group by 1, 2
		having count(*) >= case when min(least(a.many, b.many)) >= 6 then 2 else 1 end)
	select m.x, m.y, s.score, m.shared from met m join t a on a.n = m.x join t b on b.n = m.y, lateral (select similarity(a.f, b.f)::float8 as score) s
	where s.score >= $2 order by s.score desc, m.x, m.y limit $3`

// alike suggests which of the unused items say the same; Overloaded where that takes too long.
func (s *Board) alike(ctx context.Context, institution uuid.UUID, list []Source) ([]Alike, error) {
	list = slices.DeleteFunc(slices.Clone(list), func(x Source) bool { return x.JointID != uuid.Nil })
	texts := make([]string, len(list))
	for n, x := range list {
		texts[n] = Fold(x.Text)
	}
	var pairs []pair
	b := &postgres.Batch{}
	b.Queue(`set local statement_timeout = '2s'`) // the page does without, rather than have its reader wait
	postgres.Collect(b, &pairs, alikePairs, texts, leastAlike, mostPairs)
	if err := s.DB.Look(ctx, institution, b); err != nil {
		return nil, err
	}
	var found []Alike
	for _, c := range clusters(pairs) {
		var a Alike
		for _, m := range c {
			item := AlikeItem{Source: list[m.at]}
			if m.by != nil {
				item.Words, item.Percent = sharedWords(list[m.at].Text, m.by.Shared), int(m.by.Score*100+.5)
			}
			a.Items = append(a.Items, item)
		}
		found = append(found, a)
	}
	return found, nil
}

// member is a text of a cluster, and the pair that brought it there; nil for the first.
type member struct {
	at int
	by *pair
}

// clusters puts pairs together, the most alike first: each text into one cluster, and a cluster takes no more than
// mostAlike. pairs are in falling order.
func clusters(pairs []pair) [][]member {
	var list [][]member
	of := map[int]int{}
	for n := range pairs {
		p := &pairs[n]
		x, hasX := of[p.X]
		y, hasY := of[p.Y]
		switch {
		case !hasX && !hasY:
			of[p.X], of[p.Y] = len(list), len(list)
			list = append(list, []member{{at: p.X}, {at: p.Y, by: p}})
		case hasX && !hasY && len(list[x]) < mostAlike:
			of[p.Y] = x
			list[x] = append(list[x], member{at: p.Y, by: p})
		case hasY && !hasX && len(list[y]) < mostAlike:
			of[p.X] = y
			list[y] = append(list[y], member{at: p.X, by: p})
		}
	}
	return list
}

// sharedWords finds the words of a text that lexemes stand for, as they are written there.
func sharedWords(text string, lexemes []string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		folded := Fold(w)
		if slices.ContainsFunc(words, func(s string) bool { return Fold(s) == folded }) {
			continue
		}
		if slices.ContainsFunc(lexemes, func(l string) bool {
			return folded == l || strings.HasPrefix(folded, stem(l)) && len(folded) <= len(l)+5
		}) {
			words = append(words, w)
		}
	}
	if len(words) > 6 {
		words = words[:6]
	}
	return words
}

// stem is a lexeme without the i that the English stemmer writes for a y.
func stem(lexeme string) string {
	if len(lexeme) > 3 {
		return strings.TrimSuffix(lexeme, "i")
	}
	return lexeme
}
