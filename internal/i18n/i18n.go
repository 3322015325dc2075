// Package i18n turns the English text of the source into the reader's language.
// Every word that a page shows goes through T or N.
package i18n

import (
	"context"
	"fmt"
)

// Locale is the language of a request and the direction in which it is written.
type Locale struct {
	Tag       string // BCP 47, "en-GB"
	Direction string // "ltr" or "rtl"
}

// English is the only locale with a catalogue today: its catalogue is the source itself.
var English = Locale{Tag: "en-GB", Direction: "ltr"}

type key struct{}

// With returns a context in which T and N answer in the given locale.
func With(ctx context.Context, l Locale) context.Context {
	return context.WithValue(ctx, key{}, l)
}

// From tells the locale of a context; English when none was set.
func From(ctx context.Context) Locale {
	if l, ok := ctx.Value(key{}).(Locale); ok {
		return l
	}
	return English
}

// T translates text and fills its placeholders as fmt.Sprintf does.
// Without args the text is taken literally, so that a percent sign needs no doubling.
func T(_ context.Context, text string, args ...any) string {
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Say translates a whole sentence that was chosen elsewhere: the text of a problem, the label of a role.
func Say(_ context.Context, text string) string { return text }

// N translates a text whose form depends on a count; many receives the count as its first argument.
func N(_ context.Context, one, many string, n int) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}
