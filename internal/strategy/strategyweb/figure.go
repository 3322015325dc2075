package strategyweb

import (
	"context"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/strategy"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// figure writes a value as the reader's language does.
func figure(ctx context.Context, v float64, u strategy.Unit) string {
	if u == strategy.UnitYesNo && (v == 0 || v == 1) {
		if v == 1 {
			return i18n.T(ctx, "Yes")
		}
		return i18n.T(ctx, "No")
	}
	tag, err := language.Parse(i18n.From(ctx).Tag)
	if err != nil {
		tag = language.BritishEnglish
	}
	s := message.NewPrinter(tag).Sprint(number.Decimal(v, number.MaxFractionDigits(4)))
	if u == strategy.UnitPercent {
		return i18n.T(ctx, "%s %%", s)
	}
	return s
}

// typed is a value as it stands in a form, which takes it again.
func typed(ctx context.Context, v float64, u strategy.Unit) string {
	s := strategy.PlainValue(v, u)
	switch {
	case u == strategy.UnitYesNo && s == "yes":
		return i18n.T(ctx, "yes")
	case u == strategy.UnitYesNo && s == "no":
		return i18n.T(ctx, "no")
	}
	return s
}

// meant turns the reader's own words for yes and no into those that package strategy reads.
func meant(ctx context.Context, text string) string {
	switch s := strings.TrimSpace(text); {
	case strings.EqualFold(s, i18n.T(ctx, "yes")):
		return "yes"
	case strings.EqualFold(s, i18n.T(ctx, "no")):
		return "no"
	}
	return text
}
