package live

import (
	"bytes"
	"strconv"
	"sync/atomic"
)

// Message is one event as it goes over the wire, the same bytes to everybody.
type Message struct {
	Version int64 // 0: an event without an id
	Bytes   []byte
}

var (
	bye   = Message{Bytes: []byte("event: bye\nretry: 1000\ndata:\n\n")}
	ended = Message{Bytes: []byte("event: ended\ndata:\n\n")}
	// Ping keeps proxies from closing a quiet stream.
	Ping = []byte(": ping\n\n")
)

func change(version int64, body []byte, reset bool) Message {
	if reset {
		return event("reset", version, nil)
	}
	return event("change", version, body)
}

func event(name string, version int64, body []byte) Message {
	var b bytes.Buffer
	b.Grow(len(body) + 64)
	if version > 0 || name == "reset" {
		b.WriteString("id: ")
		b.WriteString(strconv.FormatInt(version, 10))
		b.WriteByte('\n')
	}
	b.WriteString("event: ")
	b.WriteString(name)
	b.WriteByte('\n')
	for line := range bytes.SplitSeq(body, []byte("\n")) {
		b.WriteString("data: ")
		b.Write(bytes.ReplaceAll(line, []byte("\r"), nil))
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return Message{Version: version, Bytes: b.Bytes()}
}

// Counts are the hub's figures for the metrics page.
type Counts struct {
	Open, Sent, Resets, CutSlow, CutRights, Reconnects atomic.Int64
}

// Ended is the word to a reader whose right to read has ended.
func Ended() []byte { return ended.Bytes }
