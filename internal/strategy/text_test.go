package strategy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"meridian/internal/live"
	"meridian/internal/problem"
)

func TestTyping(t *testing.T) {
	w := newWriting(t)
	one, err := w.accept("io", 0, insert(1, "Why we go abroad"))
	w.must(err)
	if one.Version != 1 {
		t.Errorf("version %d after one step", one.Version)
	}
	two, err := w.accept("drafter", 1, json.RawMessage(`[`+strings.Trim(string(insert(17, "!")), "[]")+`,`+strings.Trim(string(insert(1, "*")), "[]")+`]`))
	w.must(err)
	if two.Version != 3 || two.Live != one.Live+1 {
		t.Errorf("%+v after %+v: steps that come together have a version each and one live version", two, one)
	}
	if got := w.plain(); got != "*Why we go abroad!" {
		t.Errorf("the text is %q", got)
	}
	w.replayed()
	seat, _, err := w.desk.Look(t.Context(), w.as("sm"), w.strategy)
	w.must(err)
	news, err := w.desk.News(t.Context(), live.Key{Institution: seat.Institution, ID: w.strategy}, one.Live, true)
	w.must(err)
	if len(news.Steps) != 1 || news.Steps[0].Version != 3 || len(news.Steps[0].Steps) != 2 || news.Version != two.Live || news.Reshaped {
		t.Errorf("those who watch are told %+v", news)
	}
}

// typist writes words of its own at the beginning of the section, over and over until they are taken. It never hears the
// answer to every third request.
func (w *writing) typist(desk *Desk, who, name string, words int) error {
	version, sent := 0, 0
	for n := 0; n < words; {
		sent++
		done, err := desk.Accept(w.Context(), w.as(who), w.strategy, w.section,
			Steps{Version: version, Client: name, Steps: insert(1, fmt.Sprintf("%s-%d ", name, n))})
		behind, conflict := errors.AsType[*Behind](err)
		switch {
		case err == nil && sent%3 != 0:
			version = done.Version
			n++
		case err == nil:
			// the answer is lost
		case conflict:
			version = behind.Version
			for _, client := range behind.Clients {
				if client == name {
					n++
				}
			}
		case problem.Is(err, problem.Overloaded):
		default:
			return err
		}
	}
	return nil
}

func TestManyTypeAtOnceOnTwoServers(t *testing.T) {
	w := newWriting(t)
	other := w.newDesk()
	const typists, words = 8, 12
	var all sync.WaitGroup
	for n := range typists {
		desk, who := w.desk, []string{"io", "io 2", "io 3", "io 4"}[n%4]
		if n%2 == 1 {
			desk = other
		}
		all.Go(func() {
			if err := w.typist(desk, who, fmt.Sprint("typist", n), words); err != nil {
				t.Errorf("typist %d: %v", n, err)
			}
		})
	}
	all.Wait()
	text := w.plain()
	for n := range typists {
		for k := range words {
			if got := strings.Count(text, fmt.Sprintf("typist%d-%d ", n, k)); got != 1 {
				t.Errorf("word %d of typist %d is there %d times", k, n, got)
			}
		}
	}
	if version := w.text().Version; version != typists*words {
		t.Errorf("the section is at version %d, want %d", version, typists*words)
	}
	w.replayed()
}
