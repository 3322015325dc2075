package account

import (
	"strings"
	"unicode"
)

// onePerson finds the rows that name one address again for another office or role, and gives all of a person the name
// that stands first.
func onePerson(rows []OnboardRow) {
	type somebody struct {
		line, rows, nameLine int
		name                 string
	}
	people := map[string]*somebody{}
	for n := range rows {
		r := &rows[n]
		if r.Reason != "" || r.Email == "" {
			continue
		}
		email := strings.ToLower(r.Email)
		p := people[email]
		if p == nil {
			p = &somebody{line: r.Line}
			people[email] = p
		} else {
			r.SameAs = p.line
		}
		p.rows++
		r.Nth = p.rows
		if p.name == "" {
			p.name, p.nameLine = r.Name, r.Line
		}
	}
	for n := range rows {
		r := &rows[n]
		p := people[strings.ToLower(r.Email)]
		if p == nil || r.Reason != "" {
			continue
		}
		if r.Name != "" && foldName(r.Name) != foldName(p.name) {
			r.NameOf = p.nameLine
		}
		r.Name = p.name
	}
}

// unusualAddress tells whether an address's domain has no dot: within a university it may be one all the same.
func unusualAddress(email string) bool {
	_, domain, _ := strings.Cut(email, "@")
	return domain != "" && !strings.Contains(domain, ".")
}

// maxSlip is by how many letters two ways of writing one name may differ.
const maxSlip = 2

// lookalike is the name among others that one is probably meant to be, written with a slip; "" when there is none. Short
// names need fewer letters in common than they have, and numbered offices are each their own.
func lookalike(name string, others []string) string {
	folded := []rune(foldName(name))
	best, like := maxSlip+1, ""
	for _, other := range others {
		o := []rune(foldName(other))
		if abs(len(folded)-len(o)) > maxSlip || digits(folded) != digits(o) {
			continue
		}
		if d := slips(folded, o); d < best && 3*d <= min(len(folded), len(o)) {
			best, like = d, other
		}
	}
	return like
}

// slips is the edit distance of two words, or more than maxSlip: then it looks no further.
func slips(a, b []rune) int {
	row := make([]int, len(b)+1)
	for n := range row {
		row[n] = n
	}
	for i := range a {
		before, least := row[0], i+1
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > maxSlip {
			return least
		}
	}
	return row[len(b)]
}

func digits(s []rune) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, string(s))
}

func abs(n int) int { return max(n, -n) }
