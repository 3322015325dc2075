package live

import (
	"context"
	"strconv"
	"strings"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

const (
	channel    = "meridian_live"
	gather     = 20 * time.Millisecond // hints of other things and versions that travel together
	hintsInOne = 80                    // a payload must stay below 8,000 bytes
)

// hint is what one process tells the others about a thing.
type hint struct {
	version int64
	crowd   bool
}

func (h *Hub) kickNotifier() {
	select {
	case h.kick <- struct{}{}:
	default:
	}
}

// notify sends the gathered hints to the other processes, outside any transaction that matters.
func (h *Hub) notify(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.kick:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(gather):
		}
		h.mu.Lock()
		gathered := h.pending
		h.pending = map[Key]hint{}
		h.mu.Unlock()
		for _, payload := range payloads(gathered) {
			err := h.db.Global(ctx, func(tx *postgres.Tx) error {
				tx.Last(`select pg_notify($1, $2)`, channel, payload)
				return nil
			})
			if err != nil && ctx.Err() == nil {
				h.log.Warn("telling the other processes failed; they will see it at their next tick", "err", err)
			}
		}
	}
}

func payloads(hints map[Key]hint) []string {
	var all []string
	var b strings.Builder
	n := 0
	for k, v := range hints {
		if n == hintsInOne {
			all = append(all, b.String())
			b.Reset()
			n = 0
		}
		b.WriteString(k.Institution.String() + " " + k.ID.String() + " " + strconv.FormatInt(v.version, 10))
		if v.crowd {
			b.WriteString(" crowd")
		}
		b.WriteByte('\n')
		n++
	}
	if n > 0 {
		all = append(all, b.String())
	}
	return all
}

// listen holds the process's one LISTEN connection and opens it again whenever it breaks.
func (h *Hub) listen(ctx context.Context) {
	for ctx.Err() == nil {
		if conn, err := h.db.Listen(ctx, channel); err == nil {
			for {
				n, err := conn.WaitForNotification(ctx)
				if err != nil {
					break
				}
				h.heard(n.Payload)
			}
			_ = conn.Close(context.WithoutCancel(ctx))
			h.Counts.Reconnects.Add(1)
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func (h *Hub) heard(payload string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for line := range strings.Lines(payload) {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		institution, err1 := uuid.Parse(f[0])
		id, err2 := uuid.Parse(f[1])
		version, err3 := strconv.ParseInt(f[2], 10, 64)
		if err1 != nil || err2 != nil || err3 != nil {
			continue
		}
		k := Key{institution, id}
		h.reached(k, version)
		if len(f) > 3 {
			h.crowdMoved(k)
		}
	}
}
