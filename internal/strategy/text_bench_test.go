package strategy

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// filled gives a section a text of so many words.
func (w *writing) filled(section uuid.UUID, words int) {
	w.Helper()
	var b strings.Builder
	for n := range words {
		b.WriteString("wording ")
		if n%60 == 59 {
			b.WriteString("\n\n")
		}
	}
	_, err := w.desk.Rewrite(w.Context(), w.as("io"), w.strategy, section, "fill", func(json.RawMessage) (json.RawMessage, error) {
		doc, err := richtext.FromMarkup(b.String())
		if err != nil {
			return nil, err
		}
		return doc.JSON(), nil
	})
	w.must(err)
}

// BenchmarkAccept is one typed letter, from the request to the commit, in sections of two lengths.
func BenchmarkAccept(b *testing.B) {
	for _, words := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(words, " words"), func(b *testing.B) {
			w := newWriting(b)
			w.filled(w.section, words)
			version := w.text().Version
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				done, err := w.accept("io", version, insert(1, "x"))
				w.must(err)
				version = done.Version
				took = append(took, time.Since(began))
			}
			report(b, took)
		})
	}
}

// BenchmarkAcceptBesideAnEndlessSender is the same in a section of 1,000 words while somebody sends the heaviest change
// that is let in to another section, over and over.
func BenchmarkAcceptBesideAnEndlessSender(b *testing.B) {
	w := newWriting(b)
	w.filled(w.section, 1_000)
	other := w.addSection("Other")
	w.filled(other, 10_000)
	ctx, cancel := context.WithCancel(b.Context())
	var sender sync.WaitGroup
	sent, longest := 0, time.Duration(0)
	sender.Go(func() {
		version, heavy := 1, repeated(insert(1, strings.Repeat("a", 1_000)), 200)
		for ctx.Err() == nil {
			began := time.Now()
			_, _ = w.desk.Accept(ctx, w.as("io 2"), w.strategy, other, Steps{Version: version, Client: "c", Steps: heavy})
			longest = max(longest, time.Since(began))
			sent++
			if text, err := w.desk.Text(ctx, w.as("io"), w.strategy, other); err == nil {
				version = text.Version
			}
		}
	})
	version := w.text().Version
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		done, err := w.accept("io", version, insert(1, "x"))
		w.must(err)
		version = done.Version
		took = append(took, time.Since(began))
		time.Sleep(20 * time.Millisecond) // a person's pace
	}
	cancel()
	sender.Wait()
	report(b, took)
	b.ReportMetric(float64(sent), "heavy-changes")
	b.ReportMetric(float64(longest.Milliseconds()), "ms-longest-heavy")
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for name, share := range map[string]int{"ms-p50": 50, "ms-p99": 99} {
		b.ReportMetric(float64(took[len(took)*share/100].Microseconds())/1000, name)
	}
}
