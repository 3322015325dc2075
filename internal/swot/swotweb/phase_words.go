package swotweb

import (
	"context"

	"meridian/internal/i18n"
	"meridian/internal/swot"
)

// PhaseLabel names a phase.
func PhaseLabel(ctx context.Context, p swot.Phase) string {
	switch p {
	case swot.Collecting:
		return i18n.T(ctx, "Collecting")
	case swot.Grouping:
		return i18n.T(ctx, "Grouping")
	case swot.Voting:
		return i18n.T(ctx, "Voting")
	}
	return i18n.T(ctx, "Closed")
}

func beginLabel(ctx context.Context, p swot.Phase) string {
	switch p {
	case swot.Collecting:
		return i18n.T(ctx, "Begin the collecting")
	case swot.Grouping:
		return i18n.T(ctx, "Begin the grouping")
	case swot.Voting:
		return i18n.T(ctx, "Begin the voting")
	}
	return i18n.T(ctx, "Close the analysis")
}

// beginQuestion says what a phase ends, and that it can be taken back.
func beginQuestion(ctx context.Context, p swot.Phase) string {
	switch p {
	case swot.Collecting:
		return i18n.T(ctx, "Offices can then write again.")
	case swot.Grouping:
		return i18n.T(ctx, "Offices can then no longer add items; whoever runs the analysis still can. You can undo it, or begin the collecting again.")
	case swot.Voting:
		return i18n.T(ctx, "The items then stay as they are, and everybody gives dots. Nobody sees the dots of others until the voting ends. You can undo it.")
	}
	return i18n.T(ctx, "The dots are then counted and everybody sees the result. You can undo it, or begin another phase again.")
}

func hasBegun(ctx context.Context, p swot.Phase) string {
	switch p {
	case swot.Collecting:
		return i18n.T(ctx, "The collecting has begun.")
	case swot.Grouping:
		return i18n.T(ctx, "The grouping has begun.")
	case swot.Voting:
		return i18n.T(ctx, "The voting has begun.")
	}
	return i18n.T(ctx, "The analysis is closed.")
}

func youBegan(ctx context.Context, p swot.Phase) string {
	switch p {
	case swot.Collecting:
		return i18n.T(ctx, "You began the collecting:")
	case swot.Grouping:
		return i18n.T(ctx, "You began the grouping:")
	case swot.Voting:
		return i18n.T(ctx, "You began the voting:")
	}
	return i18n.T(ctx, "You closed the analysis:")
}

// usual is what is asked of people in a phase that has no instructions of its own; "" while collecting, where the
// headings ask.
func usual(ctx context.Context, p swot.Phase, runs, votes bool) string {
	switch {
	case p == swot.Grouping && runs:
		return i18n.T(ctx, "The items are being put into groups. The voting comes next.")
	case p == swot.Grouping:
		return i18n.T(ctx, "The items are being put into groups. The voting comes next; you need do nothing now.")
	case p == swot.Voting && votes:
		return i18n.T(ctx, "Give your dots to what matters most. Then the results are shown to everybody.")
	case p == swot.Voting:
		return i18n.T(ctx, "Dots are given to what matters most. Then the results are shown to everybody.")
	case p == swot.Closed:
		return i18n.T(ctx, "The analysis is closed.")
	}
	return ""
}
