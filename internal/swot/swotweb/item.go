package swotweb

import (
	"strings"
	"unicode"
)

// arabic tells whether a text has any Arabic script: it then needs more room between its lines, also
// where its first word is in another script.
func arabic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

func (it Item) path(tail string) string { return it.BoardURL + "/items/" + it.ID + tail }

// anchor leads back to the item on the board.
func (it Item) anchor() string { return it.BoardURL + "#item-" + it.ID }

func (v ConflictView) path() string { return v.BoardURL + "/items/" + v.ItemID }
