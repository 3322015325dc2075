package jobs

import (
	"context"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// teller writes failed tries to the log, with the ids of what they were about.
type teller struct{ log *slog.Logger }

func (t teller) HandleError(ctx context.Context, j *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	t.log.WarnContext(ctx, "a job failed", "kind", j.Kind, "args", string(j.EncodedArgs), "attempt", j.Attempt, "last", j.Attempt >= j.MaxAttempts, "err", err)
	return nil
}

func (t teller) HandlePanic(ctx context.Context, j *rivertype.JobRow, v any, trace string) *river.ErrorHandlerResult {
	t.log.ErrorContext(ctx, "a job panicked", "kind", j.Kind, "args", string(j.EncodedArgs), "attempt", j.Attempt, "value", v, "trace", trace)
	return nil
}

// warnings lets only warnings and errors through: the queue tells of everything else, too.
type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}

func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
