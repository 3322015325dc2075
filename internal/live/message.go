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
	quiet = []byte(": ping\n\n") // keeps proxies from closing a stream in which nothing happens
)

// change is what a topic sends of what its source has read. Where the source frames its events itself, the change ends
// with one that carries the version.
func change(version int64, body []byte, reset, framed bool) Message {
	switch {
	case reset:
		return event("reset", version, nil)
	case framed && len(body) > 0:
		return Message{Version: version, Bytes: body}
	}
	return event("change", version, body)
}

// Frame is one event as it goes over the wire, for sources and crowds that send more than one; see Reader.Framed. With
// version 0 it has no id. A reader that is cut off goes on after the last id it got: of several events of one change only
// the last may have one.
func Frame(name string, version int64, body []byte) []byte { return event(name, version, body).Bytes }

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
