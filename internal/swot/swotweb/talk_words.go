package swotweb

import (
	"context"

	"meridian/internal/i18n"
)

// about says which thread it is, for the names of its buttons.
func (t ThreadView) about(ctx context.Context) string {
	if t.First.Gone {
		return i18n.T(ctx, "withdrawn comment")
	}
	return t.First.Text
}

// label names the thread.
func (t ThreadView) label(ctx context.Context) string {
	if t.First.Gone {
		return i18n.T(ctx, "Thread that begins with a withdrawn comment")
	}
	return i18n.T(ctx, "Thread of %s", t.First.Name)
}
