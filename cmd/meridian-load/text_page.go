package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"time"
)

const (
	pageSections = 10
	pageAsked    = 200 // times
)

// pageResult is what it takes to show a strategy of 10,000 words.
type pageResult struct {
	Path       string       `json:"page"` // "" to read, "/edit" to write
	P50        milliseconds `json:"p50_ms"`
	P99        milliseconds `json:"p99_ms"`
	Bytes      int          `json:"bytes"`
	Compressed int          `json:"compressed_bytes"` // by gzip, as a proxy in front does it
}

// measurePages reads a strategy of 10,000 words again and again, one request after the other.
func measurePages(ctx context.Context, c *client) ([]pageResult, error) {
	strategy, err := c.newStrategy(ctx)
	if err != nil {
		return nil, err
	}
	for n := range pageSections {
		if _, _, _, err := c.newSection(ctx, strategy, textWords, uint64(n)); err != nil {
			return nil, err
		}
	}
	var list []pageResult
	for _, path := range []string{"", "/edit"} {
		r, err := c.measurePage(ctx, strategy+path)
		if err != nil {
			return list, err
		}
		r.Path = path
		list = append(list, r)
	}
	return list, nil
}

func (c *client) measurePage(ctx context.Context, path string) (r pageResult, err error) {
	var took []time.Duration
	var page []byte
	for range pageAsked {
		req, err := c.request(ctx, http.MethodGet, path, nil)
		if err != nil {
			return r, err
		}
		began := time.Now()
		res, body, err := c.read(req)
		if err != nil {
			return r, err
		}
		if res.StatusCode != http.StatusOK {
			return r, fmt.Errorf("reading %s: the server answers %s", path, res.Status)
		}
		took, page = append(took, time.Since(began)), body
	}
	r.P50, r.P99, r.Bytes = percentile(took, 50), percentile(took, 99), len(page)
	r.Compressed, err = compressed(page)
	return r, err
}

func compressed(page []byte) (int, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(page); err != nil {
		return 0, err
	}
	err := w.Close()
	return b.Len(), err
}
