package i18n_test

import (
	"testing"

	"meridian/internal/i18n"
)

func TestT(t *testing.T) {
	for _, c := range []struct {
		text string
		args []any
		want string
	}{
		{"Start", nil, "Start"},
		{"100 % sure, 5%d", nil, "100 % sure, 5%d"},
		{"%s has nothing from you yet.", []any{"Our %d board"}, "Our %d board has nothing from you yet."},
		{"%[2]s before %[1]s", []any{"a", "b"}, "b before a"},
		{"%d of %d", []any{2, 17}, "2 of 17"},
	} {
		if got := i18n.T(t.Context(), c.text, c.args...); got != c.want {
			t.Errorf("T(%q, %v) = %q, want %q", c.text, c.args, got, c.want)
		}
	}
	if got := i18n.Say(t.Context(), "50 %s"); got != "50 %s" {
		t.Errorf("Say changed the sentence to %q", got)
	}
}

func TestN(t *testing.T) {
	for n, want := range map[int]string{-1: "-1 items", 0: "0 items", 1: "one item", 2: "2 items", 11: "11 items", 21: "21 items"} {
		if got := i18n.N(t.Context(), "one item", "%d items", n); got != want {
			t.Errorf("N(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestLocale(t *testing.T) {
	if got := i18n.From(t.Context()); got != i18n.English || got.Tag != "en-GB" || got.Direction != "ltr" {
		t.Errorf("without a locale it is %+v", got)
	}
	arabic := i18n.Locale{Tag: "ar", Direction: "rtl"}
	if got := i18n.From(i18n.With(t.Context(), arabic)); got != arabic {
		t.Errorf("it was set to %+v and is %+v", arabic, got)
	}
}
