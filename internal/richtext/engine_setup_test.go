package richtext

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meridian/web"
)

func newEngine(tb testing.TB, vms int) *Engine {
	tb.Helper()
	source, err := web.Engine()
	if err != nil {
		tb.Fatal(err)
	}
	e, err := NewEngine(source, vms)
	if err != nil {
		tb.Fatal(err)
	}
	// The race detector makes JavaScript some ten times slower; what a call may take is a test of its own.
	e.pool.limit = time.Minute
	return e
}

// recording is a document and what Node.js, with the same ProseMirror, made of it edit by edit.
type recording struct {
	Start json.RawMessage
	Edits []struct {
		Steps  json.RawMessage
		Ranges [][]int
		Doc    json.RawMessage
	}
}

func record(tb testing.TB, seed, edits, words int) recording {
	tb.Helper()
	script := fmt.Sprintf(`
		import { build } from "esbuild";
		const { outputFiles: [file] } = await build({ entryPoints: ["assets/ts/richtext/edits.ts"], bundle: true, write: false, format: "esm" });
		const { record } = await import("data:text/javascript;base64," + Buffer.from(file.contents).toString("base64"));
		process.stdout.write(record(%d, %d, %d));`, seed, edits, words)
	cmd := exec.CommandContext(tb.Context(), "node", "--input-type=module", "-e", script)
	cmd.Dir = filepath.Join("..", "..", "web")
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		tb.Fatalf("node: %v\n%s", err, complaint.String())
	}
	var r recording
	if err := json.Unmarshal(out, &r); err != nil {
		tb.Fatal(err)
	}
	return r
}

// document writes a document of blocks.
func document(blocks ...string) json.RawMessage {
	return json.RawMessage(`{"type":"doc","content":[` + strings.Join(blocks, ",") + `]}`)
}

// text writes a text node with marks, each as JSON.
func text(words string, marks ...string) string {
	quoted, _ := json.Marshal(words)
	if len(marks) == 0 {
		return `{"type":"text","text":` + string(quoted) + `}`
	}
	return `{"type":"text","marks":[` + strings.Join(marks, ",") + `],"text":` + string(quoted) + `}`
}

func block(kind string, content ...string) string {
	if len(content) == 0 {
		return `{"type":"` + kind + `"}`
	}
	return `{"type":"` + kind + `","content":[` + strings.Join(content, ",") + `]}`
}

func paragraph(words string) string { return block("paragraph", text(words)) }

func heading(level int, words string) string {
	return fmt.Sprintf(`{"type":"heading","attrs":{"level":%d},"content":[%s]}`, level, text(words))
}

const (
	strong = `{"type":"strong"}`
	em     = `{"type":"em"}`
)

func cell(content ...string) string {
	return `{"type":"table_cell","attrs":{"colspan":1,"rowspan":1,"colwidth":null},"content":[` + strings.Join(content, ",") + `]}`
}

// prose is a section of so many words.
func prose(words int) json.RawMessage {
	vocabulary := strings.Fields("the university opens its courses to partners who teach and learn with us in every region of the world")
	var blocks []string
	for i := 0; i < words; {
		var b strings.Builder
		for range min(60, words-i) {
			b.WriteString(vocabulary[(i*7+i/13)%len(vocabulary)])
			b.WriteByte(' ')
			i++
		}
		blocks = append(blocks, paragraph(strings.TrimSpace(b.String())))
	}
	return document(blocks...)
}

// replaceStep writes a step as an array of steps.
func replaceStep(from, to any, slice string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`[{"stepType":"replace","from":%v,"to":%v,"slice":%s}]`, from, to, slice))
}

func joined(steps []json.RawMessage) json.RawMessage {
	return append(append(json.RawMessage("["), bytes.Join(asBytes(steps), []byte(","))...), ']')
}

func asBytes(steps []json.RawMessage) [][]byte {
	out := make([][]byte, len(steps))
	for i, s := range steps {
		out[i] = s
	}
	return out
}

// applyAll is the document after the steps; there may be none.
func applyAll(tb testing.TB, e *Engine, doc json.RawMessage, steps []json.RawMessage) json.RawMessage {
	tb.Helper()
	if len(steps) == 0 {
		return doc
	}
	a, err := e.Apply(tb.Context(), doc, joined(steps))
	if err != nil {
		tb.Fatal(err)
	}
	return a.Doc
}
