package richtext

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// The engine's limits. What one call may allocate cannot be limited inside goja; hence what goes in is.
const (
	MaxSteps     = 200       // steps of one call
	MaxStepBytes = 256 << 10 // JSON of the steps of one call
	MaxBytes     = 1 << 20   // JSON of a document

	callLimit    = time.Second
	callsPerVM   = 5_000
	stepNesting  = 64 // arrays and objects in each other: two for each of a document's 24 levels, and some around
	defaultVMs   = 2
	longestWords = 300 // bytes of a refusal's reason
)

// Errors of an engine's calls that a caller may want to tell apart; Refused is the third kind. Every other error is
// a fault of ours, for instance a stored document that cannot be read.
var (
	// ErrBusy: no VM became free before the context ended. It wraps the context's error.
	ErrBusy = errors.New("richtext: every engine is busy")
	// ErrTooLong: the call took longer than a second and was stopped.
	ErrTooLong = errors.New("richtext: the call took too long and was stopped")
)

// Refused is the error of steps or of a document from outside that must not be kept; nothing was changed.
type Refused struct {
	Reason string // English, for logs and developers; it may quote what came
}

// Error is for logs.
func (r *Refused) Error() string { return "richtext: refused: " + r.Reason }

// Applied is a document after steps.
type Applied struct {
	Doc json.RawMessage
	// Steps are written anew by the engine: what is stored and sent on, never what a browser sent.
	Steps []json.RawMessage
	// Ranges are the triples (start, old size, new size) of each step's map, flat, as Map takes them.
	Ranges [][]int
}

// Engine applies the steps of the editors with ProseMirror itself, in JavaScript VMs that keep nothing between two
// calls: JSON in, JSON out. It may be used by many goroutines at once.
type Engine struct {
	pool *pool
}

// NewEngine makes an engine of web.Engine's source that runs at most vms calls at once (below 1: 2). A VM takes
// about 0.6 MB and 3 ms to start; the first is made here, so that a source that does not run is found at once.
func NewEngine(source string, vms int) (*Engine, error) {
	if vms < 1 {
		vms = defaultVMs
	}
	p, err := newPool(source, vms)
	if err != nil {
		return nil, err
	}
	return &Engine{pool: p}, nil
}

// Apply applies a JSON array of 1 to MaxSteps steps to a stored document, all or none. The positions of each step
// belong to the document that the one before left. It answers with *Refused when the steps are malformed, do not
// fit, or lead to a document that the schema or the limits forbid; see also ErrBusy and ErrTooLong.
func (e *Engine) Apply(ctx context.Context, doc, steps json.RawMessage) (Applied, error) {
	if err := screen(steps, MaxStepBytes, stepNesting); err != nil {
		return Applied{}, err
	}
	return e.pool.applied(ctx, "apply", doc, steps)
}

// Replace finds the smallest steps that make the document to of the stored document from, so that positions in
// words that stay are mapped and not lost. Doc is to in its normal form; there are no steps when nothing differs,
// and never more than MaxSteps. Together they may be longer than MaxStepBytes: they need not go through Apply,
// which would give the same. It answers with *Refused when to is not a document that may be kept.
func (e *Engine) Replace(ctx context.Context, from, to json.RawMessage) (Applied, error) {
	if err := screen(to, MaxBytes, stepNesting); err != nil {
		return Applied{}, err
	}
	return e.pool.applied(ctx, "replace", from, to)
}

// Check reads a whole document from outside (an import) and gives its normal form: joined text, marks in order,
// attributes written out, unknown ones left out. It answers with *Refused when the document may not be kept.
func (e *Engine) Check(ctx context.Context, doc json.RawMessage) (json.RawMessage, error) {
	if err := screen(doc, MaxBytes, stepNesting); err != nil {
		return nil, err
	}
	out, err := e.pool.call(ctx, "check", doc)
	if err != nil {
		return nil, err
	}
	if len(out[0]) > MaxBytes {
		return nil, &Refused{"the document is too large"}
	}
	return json.RawMessage(out[0]), nil
}
