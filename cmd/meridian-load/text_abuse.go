package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/google/uuid"
)

const (
	abuseBoards   = 50
	abuseRate     = 20 // edits of the board per second
	abuseWords    = 10_000
	abuseParallel = 4      // requests that are always on their way
	largestWords  = 50_000 // about as long as a text may become
)

// abuse is a costly thing that a person can ask for without end.
type abuse struct {
	name  string
	words int // of the text that it is done to
	// steps are made anew for each POST from the size of the text; nil: a page is asked for.
	steps func(size int) []step
	stale bool   // they are for a version that the text has long left
	page  string // of the strategy; %s is its section
	gzip  bool   // the answer is asked for compressed, as browsers do
}

var abuses = []abuse{
	{name: "200 letters, one step each", words: abuseWords, steps: letters(200)},
	{name: "60 letters, one step each", words: abuseWords, steps: letters(60)},
	{name: "one letter", words: abuseWords, steps: letters(1)},
	{name: "one letter in the longest text", words: largestWords, steps: letters(1)},
	{name: "bold on and off all words, 200 times", words: abuseWords, steps: bold},
	{name: "all words anew", words: abuseWords, steps: anew},
	{name: "steps to an old version of the longest text", words: largestWords, steps: letters(1), stale: true},
	{name: "the longest text", words: largestWords, page: "/sections/%s/doc", gzip: true},
	{name: "all steps of the longest text", words: largestWords, page: "/sections/%s/steps?since=0", gzip: true},
	{name: "the longest text without an editor", words: largestWords, page: "/sections/%s/text", gzip: true},
	{name: "two versions of the longest text compared", words: largestWords, page: "/versions/1/compare/2?show=all", gzip: true},
	{name: "a version of the longest text as JSON", words: largestWords, page: "/versions/1.json", gzip: true},
	{name: "the page of a strategy with the longest text", words: largestWords, gzip: true},
}

// target is what an abuse is done to.
type target struct {
	section section
	version int
	size    int
}

// prepare makes a strategy with one section for an abuse, and two versions of it to compare.
func (a abuse) prepare(ctx context.Context, c *client) (target, error) {
	strategy, err := c.newStrategy(ctx)
	if err != nil {
		return target{}, err
	}
	t := target{}
	if t.section, t.version, err = c.grownSection(ctx, strategy, a.words); err != nil {
		return t, err
	}
	for _, p := range paragraphs(a.words, 0) {
		t.size += p.size()
	}
	if a.steps != nil {
		return t, nil
	}
	for n := range 2 {
		got, err := t.section.send(ctx, t.version, "load", []step{replacement(0, 0, paragraphs(wordsPerParagraph, uint64(n)))})
		if err != nil || got.status != http.StatusOK {
			return t, errors.Join(err, got.refusal())
		}
		t.version = got.Version
		res, err := c.post(ctx, strategy+"/versions", url.Values{"id": {uuid.NewString()}, "note": {""}}, false)
		if err != nil || res.StatusCode != http.StatusSeeOther {
			return t, fmt.Errorf("keeping a version: %w", errors.Join(err, errors.New(res.Status)))
		}
	}
	return t, nil
}

// once asks for it once, and gives the answer's status and the version to go on from.
func (a abuse) once(ctx context.Context, t target, version int) (status, next int, err error) {
	if a.steps != nil {
		if a.stale {
			version = 0
		}
		got, err := t.section.send(ctx, version, "abuse", a.steps(t.size))
		if got.status == http.StatusOK || got.status == http.StatusConflict {
			version = got.Version
		}
		return got.status, version, err
	}
	page := a.page
	if strings.Contains(page, "%s") {
		page = fmt.Sprintf(page, path.Base(t.section.path))
	}
	req, err := t.section.request(ctx, http.MethodGet, t.section.strategy+page, nil)
	if err != nil {
		return 0, version, err
	}
	if a.gzip {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	res, _, err := t.section.read(req)
	if err != nil {
		return 0, version, err
	}
	return res.StatusCode, version, nil
}

func letters(count int) func(size int) []step {
	return func(int) []step {
		list := make([]step, count)
		for n := range list {
			list[n] = insertion(1, "x")
		}
		return list
	}
}

func bold(size int) []step {
	var list []step
	for n := range 200 {
		kind := "addMark"
		if n%2 == 1 {
			kind = "removeMark"
		}
		list = append(list, step{Type: kind, From: 0, To: size, Mark: &node{Type: "strong"}})
	}
	return list
}

func anew(size int) []step { return []step{replacement(0, size, paragraphs(abuseWords, 0))} }

// grownSection is a section of so many words, written in as many POSTs as their size asks for.
func (c *client) grownSection(ctx context.Context, strategy string, words int) (section, int, error) {
	const atOnce = 20_000
	s, version, _, err := c.newSection(ctx, strategy, min(words, atOnce), 0)
	for written := atOnce; err == nil && written < words; written += atOnce {
		var a answer
		if a, err = s.send(ctx, version, "load", []step{replacement(0, 0, paragraphs(min(words-written, atOnce), 0))}); err == nil && a.status != http.StatusOK {
			err = fmt.Errorf("writing more: %w", a.refusal())
		}
		version = a.Version
	}
	return s, version, err
}
