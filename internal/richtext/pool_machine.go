package richtext

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// machine is one VM. It is worn, and not to be used again, after many calls, an interrupt or a fault.
type machine struct {
	runtime *goja.Runtime
	calls   int
	worn    bool
}

// callStack is deep enough for a document of 24 levels, and ends long before the goroutine's stack does.
const callStack = 2_000

func newMachine(program *goja.Program) (*machine, error) {
	m := &machine{runtime: goja.New()}
	m.runtime.SetMaxCallStackSize(callStack)
	if _, err := m.runtime.RunProgram(program); err != nil {
		return nil, fmt.Errorf("richtext: starting the engine: %w", err)
	}
	for _, name := range []string{"apply", "replace", "check"} {
		if _, err := m.function(name); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *machine) function(name string) (goja.Callable, error) {
	if exports, ok := m.runtime.Get("richtext").(*goja.Object); ok {
		if f, ok := goja.AssertFunction(exports.Get(name)); ok {
			return f, nil
		}
	}
	return nil, fmt.Errorf("richtext: the engine has no function %s", name)
}

// run calls a function of the engine within the limit. A string alone is the reason of a refusal, an array of
// strings the answer.
func (m *machine) run(limit time.Duration, name string, args [][]byte) (out []string, err error) {
	if m.calls++; m.calls >= callsPerVM {
		m.worn = true
	}
	defer func() {
		if broken := recover(); broken != nil {
			m.worn, out, err = true, nil, fmt.Errorf("richtext: the engine broke in %s: %v", name, broken)
		}
	}()
	f, err := m.function(name)
	if err != nil {
		return nil, err
	}
	values := make([]goja.Value, len(args))
	for i, arg := range args {
		values[i] = m.runtime.ToValue(string(arg))
	}
	alarm := time.AfterFunc(limit, func() { m.runtime.Interrupt(ErrTooLong) })
	answer, err := f(goja.Undefined(), values...)
	if !alarm.Stop() {
		m.worn = true // the interrupt may still be on its way
	}
	if err != nil {
		if _, ok := errors.AsType[*goja.Exception](err); !ok {
			m.worn = true
		}
		if _, ok := errors.AsType[*goja.InterruptedError](err); ok {
			return nil, ErrTooLong
		}
		return nil, fmt.Errorf("richtext: %s: %w", name, err)
	}
	switch answer := answer.Export().(type) {
	case string:
		return nil, &Refused{shortened(answer)}
	case []any:
		for _, part := range answer {
			text, ok := part.(string)
			if !ok {
				return nil, fmt.Errorf("richtext: %s gave a %T", name, part)
			}
			out = append(out, text)
		}
		return out, nil
	default:
		return nil, fmt.Errorf("richtext: %s gave a %T", name, answer)
	}
}

func shortened(words string) string {
	if len(words) > longestWords {
		words = strings.ToValidUTF8(words[:longestWords], "") + "…"
	}
	return words
}
