package richtext

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// pool lends VMs, each to one goroutine at a time. They are made when needed and replaced when worn.
type pool struct {
	program *goja.Program
	limit   time.Duration // of one call
	turns   chan struct{} // one for each call under way

	mu   sync.Mutex
	idle []*machine
}

func newPool(source string, vms int) (*pool, error) {
	program, err := goja.Compile("engine.js", source, true)
	if err != nil {
		return nil, fmt.Errorf("richtext: compiling the engine: %w", err)
	}
	p := &pool{program: program, limit: callLimit, turns: make(chan struct{}, vms)}
	m, err := newMachine(program)
	if err != nil {
		return nil, err
	}
	p.idle = append(p.idle, m)
	return p, nil
}

// call runs one function of the engine. The answer's strings belong to no VM.
func (p *pool) call(ctx context.Context, name string, args ...[]byte) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBusy, err)
	}
	select {
	case p.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
	defer func() { <-p.turns }()
	m, err := p.take()
	if err != nil {
		return nil, err
	}
	out, err := m.run(p.limit, name, args)
	if !m.worn {
		p.mu.Lock()
		p.idle = append(p.idle, m)
		p.mu.Unlock()
	}
	return out, err
}

func (p *pool) take() (*machine, error) {
	p.mu.Lock()
	if last := len(p.idle) - 1; last >= 0 {
		m := p.idle[last]
		p.idle[last] = nil
		p.idle = p.idle[:last]
		p.mu.Unlock()
		return m, nil
	}
	p.mu.Unlock()
	return newMachine(p.program)
}

// applied reads what apply and replace answer with.
func (p *pool) applied(ctx context.Context, name string, before, change []byte) (Applied, error) {
	out, err := p.call(ctx, name, before, change)
	if err != nil {
		return Applied{}, err
	}
	if len(out) != 3 {
		return Applied{}, fmt.Errorf("richtext: %s gave %d answers", name, len(out))
	}
	if len(out[0]) > MaxBytes {
		return Applied{}, &Refused{"the document is too large"}
	}
	a := Applied{Doc: json.RawMessage(out[0])}
	if err := errors.Join(json.Unmarshal([]byte(out[1]), &a.Steps), json.Unmarshal([]byte(out[2]), &a.Ranges)); err != nil {
		return Applied{}, fmt.Errorf("richtext: reading the answer of %s: %w", name, err)
	}
	return a, nil
}
