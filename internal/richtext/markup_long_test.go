package richtext

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// What anybody may send is read in a time that grows with its length, whatever signs it is made of.
func TestLongMarkupIsReadSoon(t *testing.T) {
	for _, sign := range []string{"\n", "*", "**", " * ", "[", "](", "[a](b) ", "[a](https://b.example) ", "\\\n", "- \n", "\n- ", "\n  - ", "> ", "|", "`", "&#65;"} {
		var b strings.Builder
		for n := 0; b.Len() < LongestMarkup-40; n++ {
			b.WriteString(strconv.Itoa(n) + sign)
		}
		began := time.Now()
		if _, err := FromMarkup(b.String()); err != nil {
			t.Errorf("%q: %v", sign, err)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("a megabyte of %q took %v", sign, took)
		}
	}
}
