package ui

import (
	"fmt"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What is drawn is the code, module by module, with nothing in its margin.
func TestNewQR(t *testing.T) {
	for _, text := range []string{"x", "https://meridian.uni.example/invitations/" + strings.Repeat("A", 43)} {
		q, err := NewQR(text)
		if err != nil {
			t.Fatal(err)
		}
		code, err := qr.Encode(text, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[[2]int]bool{}
		for _, part := range strings.Split(strings.TrimSuffix(q.Path, "z"), "z") {
			var x, y, n, back int
			if _, err := fmt.Sscanf(part, "M%d %dh%dv1h-%d", &x, &y, &n, &back); err != nil || n != back {
				t.Fatalf("%q: %v", part, err)
			}
			for i := range n {
				drawn[[2]int{x + i, y}] = true
			}
		}
		for y := range q.Size {
			for x := range q.Size {
				inside := x >= quiet && y >= quiet && x < q.Size-quiet && y < q.Size-quiet
				if want := inside && code.Black(x-quiet, y-quiet); drawn[[2]int{x, y}] != want {
					t.Fatalf("%q: module %d, %d is drawn %v", text, x, y, !want)
				}
			}
		}
	}
	if _, err := NewQR(strings.Repeat("x", 10_000)); err == nil {
		t.Error("a text that is too long has a code")
	}
}
