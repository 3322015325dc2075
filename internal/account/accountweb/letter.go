package accountweb

import (
	"context"
	"strings"

	"meridian/internal/i18n"
)

// letterPieces parts a letter at its link.
func letterPieces(text string) []string {
	var pieces []string
	for n, part := range strings.Split(text, "{link}") {
		if n > 0 {
			pieces = append(pieces, "{link}")
		}
		if part != "" {
			pieces = append(pieces, part)
		}
	}
	return pieces
}

func replyHint(ctx context.Context, address string) string {
	if address == "" {
		return i18n.T(ctx, "Empty: to the sending address of this installation.")
	}
	return i18n.T(ctx, "Empty: %s", address)
}
