package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// items is how many items a board has: a busy board of a real analysis. As many
// edits can be on their way at once, since two on one item would conflict.
const items = 40

var quadrants = []string{"strength", "weakness", "opportunity", "threat"}

// client is a signed-in person at one server.
type client struct {
	base        *url.URL
	institution string
	cookie      string
	http        *http.Client
}

func newClient(address, institution string) (*client, error) {
	base, err := url.Parse(strings.TrimSuffix(address, "/"))
	if err != nil {
		return nil, fmt.Errorf("the address: %w", err)
	}
	return &client{
		base:        base,
		institution: institution,
		http: &http.Client{
			Timeout: 10 * time.Second,
			// A Transport of its own takes no proxy from the environment.
			Transport:     &http.Transport{MaxIdleConnsPerHost: 2 * items, DisableCompression: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// post sends a form. live asks for the answer a page's script gets.
func (c *client) post(ctx context.Context, path string, form url.Values, live bool) (*http.Response, error) {
	req, err := c.request(ctx, http.MethodPost, path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if live {
		req.Header.Set("Live", "1")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	// The body is read so that the connection serves the next request.
	_, err = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
	return res, errors.Join(err, res.Body.Close())
}

// request is one of a signed-in browser's.
func (c *client) request(ctx context.Context, method, path string, body io.Reader) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base.String()+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Origin", c.base.Scheme+"://"+c.base.Host)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if c.cookie != "" {
		req.Header.Set("Cookie", c.cookie)
	}
	return req, nil
}

// read sends a request and reads the whole answer.
func (c *client) read(req *http.Request) (*http.Response, []byte, error) {
	res, err := c.http.Do(req)
	if err != nil {
		return nil, nil, err
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, 32<<20))
	return res, body, errors.Join(err, res.Body.Close())
}

func (c *client) signIn(ctx context.Context, email, password string) error {
	form := url.Values{"email": {email}, "password": {password}, "next": {"/" + c.institution}}
	res, err := c.post(ctx, "/sign-in", form, false)
	if err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	var pairs []string
	for _, cookie := range res.Cookies() {
		if cookie.Value != "" {
			pairs = append(pairs, cookie.Name+"="+cookie.Value)
		}
	}
	if res.StatusCode != http.StatusSeeOther || len(pairs) == 0 {
		return fmt.Errorf("signing in as %s: the server answers %s with %d cookies, not 303 with one", email, res.Status, len(pairs))
	}
	c.cookie = strings.Join(pairs, "; ")
	return nil
}

// board is an analysis and what the client knows of its items.
type board struct {
	client  *client
	path    string
	version int64
	free    chan item // items no edit is on its way for
}

type item struct {
	id      string
	version int
}

// newBoard creates an analysis with its items. extra are further fields of the form.
func (c *client) newBoard(ctx context.Context, extra url.Values) (*board, error) {
	id := uuid.NewString()
	b := &board{client: c, path: "/" + c.institution + "/swot/" + id, free: make(chan item, items)}
	form := url.Values{"id": {id}, "title": {"Load of " + time.Now().Format(time.RFC3339)}, "scope": {"institution"}}
	for k, v := range extra {
		form[k] = v
	}
	res, err := c.post(ctx, "/"+c.institution+"/swot", form, false)
	if err != nil {
		return nil, fmt.Errorf("creating an analysis: %w", err)
	}
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || !strings.HasSuffix(to, b.path) {
		return nil, fmt.Errorf("creating an analysis: the server answers %s to %q, not 303 to %s", res.Status, to, b.path)
	}
	for i := range items {
		it := item{id: uuid.NewString(), version: 1}
		form := url.Values{"id": {it.id}, "quadrant": {quadrants[i%len(quadrants)]}, "text": {textOf(i)}, "evidence": {evidenceOf(i)}}
		if b.version, err = b.change(ctx, b.path+"/items", form); err != nil {
			return nil, fmt.Errorf("adding an item: %w", err)
		}
		b.free <- it
	}
	return b, nil
}

// edit changes an item and gives the live version in which the change is. Its
// words are new every time: sending what is stored already changes nothing.
func (b *board) edit(ctx context.Context, it item, n int) (int64, error) {
	n += items
	form := url.Values{"text": {textOf(n)}, "evidence": {evidenceOf(n)}, "version": {strconv.Itoa(it.version)}}
	return b.change(ctx, b.path+"/items/"+it.id, form)
}

func (b *board) change(ctx context.Context, path string, form url.Values) (int64, error) {
	res, err := b.client.post(ctx, path, form, true)
	if err != nil {
		return 0, err
	}
	version, err := strconv.ParseInt(res.Header.Get("Live-Version"), 10, 64)
	if res.StatusCode != http.StatusNoContent || err != nil {
		return 0, fmt.Errorf("the server answers %s with Live-Version %q, not 204 with a number", res.Status, res.Header.Get("Live-Version"))
	}
	return version, nil
}

func textOf(n int) string {
	return fmt.Sprintf("Edit %d: partner universities in four regions take our students at short notice", n)
}

func evidenceOf(n int) string {
	return fmt.Sprintf("Mobility report, table %d: 1,204 places offered, 1,131 taken up, 38 partners in 19 countries; minutes of the board in May", n)
}
