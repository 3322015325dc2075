package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// section is a section of a strategy, as one of those who write in it sees it.
type section struct {
	*client
	strategy string // its path
	path     string
}

// answer is what a POST of steps is answered with.
type answer struct {
	status     int
	live       int64
	retryAfter time.Duration

	Version int      `json:"version"`
	Steps   []step   `json:"steps"`
	Clients []string `json:"clients"`
	Title   string   `json:"title"`
	Detail  string   `json:"detail"`
}

// newStrategy opens an empty strategy and gives its path.
func (c *client) newStrategy(ctx context.Context) (string, error) {
	id := uuid.NewString()
	path := "/" + c.institution + "/strategies/" + id
	form := url.Values{"id": {id}, "title": {"Load of " + time.Now().Format(time.RFC3339)}, "period": {"2026–2030"}}
	res, err := c.post(ctx, "/"+c.institution+"/strategies", form, false)
	if err != nil {
		return "", fmt.Errorf("opening a strategy: %w", err)
	}
	if res.StatusCode != http.StatusSeeOther {
		return "", fmt.Errorf("opening a strategy: the server answers %s, not 303", res.Status)
	}
	return path, nil
}

// newSection adds a section of so many words to a strategy and gives the version of its text and the live version.
func (c *client) newSection(ctx context.Context, strategy string, words int, seed uint64) (_ section, version int, live int64, err error) {
	id := uuid.NewString()
	s := section{c, strategy, strategy + "/sections/" + id}
	res, err := c.post(ctx, strategy+"/sections", url.Values{"id": {id}, "title": {"A section"}, "kind": {"text"}}, true)
	if err != nil {
		return s, 0, 0, fmt.Errorf("adding a section: %w", err)
	}
	if res.StatusCode != http.StatusNoContent {
		return s, 0, 0, fmt.Errorf("adding a section: the server answers %s, not 204", res.Status)
	}
	const empty = 2 // the size of an empty paragraph
	a, err := s.send(ctx, 0, "load", []step{replacement(0, empty, paragraphs(words, seed))})
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("writing %d words: %w", words, a.refusal())
	}
	return s, a.Version, a.live, err
}

// at is the section as another person sees it.
func (s section) at(c *client) section { return section{c, s.strategy, s.path} }

// is tells whether the section has the id.
func (s section) is(id string) bool { return strings.HasSuffix(s.path, "/"+id) }

// send posts steps as an editor does.
func (s section) send(ctx context.Context, version int, client string, steps []step) (answer, error) {
	body, err := json.Marshal(map[string]any{"version": version, "client": client, "steps": steps})
	if err != nil {
		return answer{}, err
	}
	req, err := s.request(ctx, http.MethodPost, s.path+"/steps", bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, body, err := s.read(req)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: res.StatusCode}
	a.live, _ = strconv.ParseInt(res.Header.Get("Live-Version"), 10, 64)
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil {
		a.retryAfter = time.Duration(seconds) * time.Second
	}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		err = json.Unmarshal(body, &a)
	}
	return a, err
}

func (a answer) refusal() error {
	return fmt.Errorf("the server answers %d %s %s", a.status, a.Title, a.Detail)
}

// text reads the text of the section as the server has it.
func (s section) text(ctx context.Context) (version int, text string, err error) {
	req, err := s.request(ctx, http.MethodGet, s.path+"/doc", nil)
	if err != nil {
		return 0, "", err
	}
	res, body, err := s.read(req)
	if err != nil {
		return 0, "", err
	}
	if res.StatusCode != http.StatusOK {
		return 0, "", fmt.Errorf("reading a text: the server answers %s", res.Status)
	}
	var got struct {
		Version int
		Doc     json.RawMessage
	}
	if err := json.Unmarshal(body, &got); err != nil {
		return 0, "", err
	}
	text, err = textOfDoc(got.Doc)
	return got.Version, text, err
}
