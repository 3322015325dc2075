package postgres_test

import (
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"testing"
)

// wire is a stretch of network before the database that counts the round trips: the frontend messages
// Sync and Query, after each of which a client waits for the answer.
type wire struct {
	url   string
	trips atomic.Int64
}

func newWire(t *testing.T, address string) *wire {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	server := u.Host
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	u.Host = listener.Addr().String()
	w := &wire{url: u.String()}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go w.carry(client, server)
		}
	}()
	return w
}

func (w *wire) carry(client net.Conn, server string) {
	defer client.Close()
	far, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer far.Close()
	go func() {
		_, _ = io.Copy(client, far)
		client.Close()
	}()
	head := 0 // the first message has no type
	for {
		prefix := make([]byte, head+4)
		if _, err := io.ReadFull(client, prefix); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(prefix[head:])-4)
		if _, err := io.ReadFull(client, body); err != nil {
			return
		}
		if head == 1 && (prefix[0] == 'S' || prefix[0] == 'Q') {
			w.trips.Add(1)
		}
		if _, err := far.Write(append(prefix, body...)); err != nil {
			return
		}
		head = 1
	}
}
