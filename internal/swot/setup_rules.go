package swot

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"meridian/internal/problem"
	"meridian/internal/typed"
)

// The limits of what stands around the headings, in code points as the database counts them.
const (
	maxInstructions = 4000
	maxQuestion     = 1000
	maxExamples     = 4000
	maxDots         = 100
	maxItemLimit    = 50
)

// SetUpForm is how an analysis shall work, as it is filled in.
type SetUpForm struct {
	Authors, Reveal, Dots, DotsPer string
	Cumulative, Importance         bool
	ItemLimit                      string // empty: none
	Plans                          map[Phase]PhasePlanDay
	Prompts                        map[Quadrant]PromptText
}

// PhasePlanDay is a PhasePlan as it is filled in: the day is YYYY-MM-DD or empty.
type PhasePlanDay struct{ Instructions, Due string }

// PromptText is a Prompt as it is filled in: one example a line. Without a question the usual ones stand.
type PromptText struct{ Question, Examples string }

// setUp is a SetUpForm that was checked.
type setUp struct {
	Authors                Authors
	Reveal                 Reveal
	Dots, ItemLimit        int // ItemLimit 0: none
	DotsPer                string
	Cumulative, Importance bool
	Plans                  map[Phase]PhasePlanDay
	Prompts                map[Quadrant]PromptText
}

// FormOf is how an analysis works now, to be filled in again.
func FormOf(a Analysis, m Method) SetUpForm {
	now := setUpOf(a, m)
	f := SetUpForm{Authors: string(now.Authors), Reveal: string(now.Reveal), Dots: strconv.Itoa(now.Dots), DotsPer: now.DotsPer,
		Cumulative: now.Cumulative, Importance: now.Importance, Plans: now.Plans, Prompts: now.Prompts}
	if now.ItemLimit > 0 {
		f.ItemLimit = strconv.Itoa(now.ItemLimit)
	}
	return f
}

func setUpOf(a Analysis, m Method) setUp {
	s := setUp{Authors: a.Authors, Reveal: a.Reveal, Dots: a.Dots, DotsPer: a.DotsPer, Cumulative: a.Cumulative, Importance: a.Importance,
		Plans: map[Phase]PhasePlanDay{}, Prompts: map[Quadrant]PromptText{}}
	if a.ItemLimit != nil {
		s.ItemLimit = *a.ItemLimit
	}
	for phase, p := range m.Plans {
		s.Plans[phase] = PhasePlanDay{Instructions: p.Instructions, Due: dayText(p.DueOn)}
	}
	for q, p := range m.Prompts {
		s.Prompts[q] = PromptText{Question: p.Question, Examples: strings.Join(p.Examples, "\n")}
	}
	return s
}

// check reads a form. The field of a problem is that of the page: "dots", "due_voting", "question_threat".
func (f SetUpForm) check() (setUp, error) {
	s := setUp{DotsPer: f.DotsPer, Cumulative: f.Cumulative, Importance: f.Importance, Plans: map[Phase]PhasePlanDay{}, Prompts: map[Quadrant]PromptText{}}
	var err error
	if s.Authors, err = parseAuthors(f.Authors); err != nil {
		return s, err
	}
	if s.Reveal = Reveal(f.Reveal); !slices.Contains([]Reveal{RevealAtOnce, RevealAfterOwn, RevealTogether}, s.Reveal) {
		return s, problem.At("reveal", "Please choose when people see each other's items.")
	}
	if s.Dots, err = wholeNumber("dots", f.Dots, maxDots, "Please give a number of dots from 1 to 100."); err != nil {
		return s, err
	}
	if f.DotsPer != "office" && f.DotsPer != "person" {
		return s, problem.At("dots_per", "Please choose whether each office has the dots, or each person.")
	}
	if strings.TrimSpace(f.ItemLimit) != "" {
		if s.ItemLimit, err = wholeNumber("item_limit", f.ItemLimit, maxItemLimit, "Please give a number from 1 to 50, or leave it empty."); err != nil {
			return s, err
		}
	}
	for _, phase := range Phases {
		p, err := f.Plans[phase].check(string(phase))
		if err != nil {
			return s, err
		}
		if p != (PhasePlanDay{}) {
			s.Plans[phase] = p
		}
	}
	for _, q := range Quadrants {
		p, err := f.Prompts[q].check(string(q))
		if err != nil {
			return s, err
		}
		if p.Question != "" {
			s.Prompts[q] = p
		}
	}
	return s, nil
}

// mayBecome is the rule for what cannot change any more.
func (s setUp) mayBecome(next setUp, phase Phase, written, voted bool) error {
	if written && s.Authors != next.Authors {
		return problem.New(problem.Conflict, "Items have been written already: who sees their authors cannot change any more. Nothing was saved.")
	}
	if (voted || phase == Voting) && (s.Dots != next.Dots || s.DotsPer != next.DotsPer || s.Cumulative != next.Cumulative) {
		return problem.New(problem.Conflict, "The voting has begun: the dots stay as they are. Nothing was saved.")
	}
	return nil
}

func (p PhasePlanDay) check(phase string) (PhasePlanDay, error) {
	p.Instructions, p.Due = typed.Clean(p.Instructions), strings.TrimSpace(p.Due)
	if err := checkAround("instructions_"+phase, p.Instructions, maxInstructions); err != nil {
		return p, err
	}
	if p.Due == "" {
		return p, nil
	}
	if day, err := time.Parse(time.DateOnly, p.Due); err != nil || day.Year() < 2000 || day.Year() > 2200 {
		return p, problem.At("due_"+phase, "The day must be written as YYYY-MM-DD.")
	}
	return p, nil
}

func (p PromptText) check(quadrant string) (PromptText, error) {
	p.Question, p.Examples = typed.Clean(p.Question), strings.Join(linesOf(typed.Clean(p.Examples)), "\n")
	if p.Question == "" && p.Examples != "" {
		return p, problem.At("question_"+quadrant, "Please write the question too, or leave both empty for the usual ones.")
	}
	if err := checkAround("question_"+quadrant, p.Question, maxQuestion); err != nil {
		return p, err
	}
	return p, checkAround("examples_"+quadrant, p.Examples, maxExamples)
}

func parseAuthors(s string) (Authors, error) {
	if a := Authors(s); slices.Contains([]Authors{AuthorsPerson, AuthorsOffice, AuthorsNobody}, a) {
		return a, nil
	}
	return "", problem.At("authors", "Please choose who sees the authors.")
}

func wholeNumber(field, s string, most int, words string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > most {
		return 0, problem.At(field, words)
	}
	return n, nil
}

// checkAround tells what is wrong with a text that stands around the items.
func checkAround(field, s string, limit int) error {
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, typed.Unshown):
		return problem.At(field, "The text has characters that cannot be shown. Please remove them.")
	case utf8.RuneCountInString(s) <= limit:
		return nil
	case limit == maxQuestion:
		return problem.At(field, "The text is longer than 1,000 characters. Please shorten it; nothing was lost.")
	}
	return problem.At(field, "The text is longer than 4,000 characters. Please shorten it; nothing was lost.")
}

// linesOf parts a text into its lines, without the empty ones.
func linesOf(s string) []string {
	var list []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
