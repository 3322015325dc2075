package richtext

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func BenchmarkApply(b *testing.B) {
	e := newEngine(b, 1)
	step := replaceStep(5, 5, `{"content":[{"type":"text","text":"x"}]}`)
	for _, words := range []int{1_000, 10_000} {
		doc := prose(words)
		b.Run(fmt.Sprintf("%d_words", words), func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Apply(b.Context(), doc, step); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReplace(b *testing.B) {
	e := newEngine(b, 1)
	from := string(prose(1_000))
	for name, to := range map[string]string{
		"one_word":       strings.Replace(from, "partners", "friends", 1),
		"every_partner":  strings.ReplaceAll(from, "partners", "friends"),
		"quite_another":  string(document(block("bullet_list", block("list_item", paragraph(strings.Repeat("other words ", 500)))))),
		"equal":          from,
		"all_words_anew": strings.NewReplacer("the ", "le ", "of ", "du ", "and ", "et ", "with ", "avec ", "who ", "qui ", "in ", "en ").Replace(from),
	} {
		b.Run(name, func(b *testing.B) {
			steps := 0
			for b.Loop() {
				a, err := e.Replace(b.Context(), json.RawMessage(from), json.RawMessage(to))
				if err != nil {
					b.Fatal(err)
				}
				steps = len(a.Steps)
			}
			b.ReportMetric(float64(steps), "steps")
		})
	}
}

// BenchmarkHeap shows what 40,000 calls leave behind in one VM that is never replaced.
func BenchmarkHeap(b *testing.B) {
	e := newEngine(b, 1)
	m, err := e.pool.take()
	if err != nil {
		b.Fatal(err)
	}
	doc, step := []byte(prose(60)), replaceStep(5, 5, `{"content":[{"type":"text","text":"x"}]}`)
	for b.Loop() {
		for range 40_000 {
			if _, err := m.run(callLimit, "apply", [][]byte{doc, step}); err != nil {
				b.Fatal(err)
			}
		}
		runtime.GC()
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		b.ReportMetric(float64(s.HeapAlloc)/1024, "KB-heap")
	}
	runtime.KeepAlive(m)
}
