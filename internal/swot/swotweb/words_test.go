package swotweb

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every word that the board's script asks for must be on the page, or the reader sees its key.
func TestWordsOfTheScript(t *testing.T) {
	script, err := os.ReadFile("../../../web/assets/ts/words.ts")
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	if err := Words().Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	keys := regexp.MustCompile(`(?m)^\s*\| "([a-z-]+)"`).FindAllSubmatch(script, -1)
	if len(keys) == 0 {
		t.Fatal("no keys found in words.ts")
	}
	for _, k := range keys {
		if !strings.Contains(page.String(), `data-word="`+string(k[1])+`"`) {
			t.Errorf("the word %q is not on the page", k[1])
		}
	}
}
