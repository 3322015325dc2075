package app

import (
	"context"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"meridian/internal/live"
	"meridian/internal/mail"
	"meridian/internal/postgres"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the figures that operators read at /metrics of the internal address.
type metrics struct {
	registry      *prometheus.Registry
	requests      *prometheus.HistogramVec
	problems      *prometheus.CounterVec
	signInsFailed prometheus.Counter
	streams       prometheus.Counter
}

func newMetrics(db *postgres.DB) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "meridian_http_request_seconds",
			Help: "Time to answer, by route; event streams are not counted.", Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10}}, []string{"route", "method", "status"}),
		problems:      prometheus.NewCounterVec(prometheus.CounterOpts{Name: "meridian_problems_total", Help: "Requests answered with a problem, by kind."}, []string{"kind"}),
		signInsFailed: prometheus.NewCounter(prometheus.CounterOpts{Name: "meridian_sign_in_failures_total", Help: "Failed sign-ins."}),
		streams:       prometheus.NewCounter(prometheus.CounterOpts{Name: "meridian_streams_opened_total", Help: "Event streams opened."}),
	}
	m.registry.MustRegister(m.requests, m.problems, m.signInsFailed, m.streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	gauge := func(name, help string, read func() float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read))
	}
	gauge("meridian_pool_acquired", "Database connections in use.", func() float64 { return float64(db.Pool().Stat().AcquiredConns()) })
	gauge("meridian_pool_total", "Database connections open.", func() float64 { return float64(db.Pool().Stat().TotalConns()) })
	gauge("meridian_pool_waits", "Times a connection had to be waited for.", func() float64 { return float64(db.Pool().Stat().EmptyAcquireCount()) })
	return m
}

// count shows what became of the messages that this process sent.
func (m *metrics) count(s *mail.Sender) {
	for name, at := range map[string]struct {
		help string
		n    *atomic.Int64
	}{
		"meridian_mails_sent":        {"Messages that the mail server took.", &s.Counts.Sent},
		"meridian_mails_refused":     {"Messages that the receiving server refused for good.", &s.Counts.Refused},
		"meridian_mail_tries_failed": {"Tries to send a message that failed and are made again.", &s.Counts.Failed},
	} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: at.help}, func() float64 { return float64(at.n.Load()) }))
	}
}

func (m *metrics) watch(h *live.Hub) {
	for name, at := range map[string]struct {
		help string
		n    *atomic.Int64
	}{
		"meridian_streams_open":          {"Event streams open now.", &h.Counts.Open},
		"meridian_stream_events":         {"Events handed to streams.", &h.Counts.Sent},
		"meridian_stream_resets":         {"Streams told to load anew.", &h.Counts.Resets},
		"meridian_streams_cut_slow":      {"Streams cut because the reader was slow.", &h.Counts.CutSlow},
		"meridian_streams_cut_rights":    {"Streams cut because the right to read had ended.", &h.Counts.CutRights},
		"meridian_listen_connects_again": {"Times the LISTEN connection was lost.", &h.Counts.Reconnects},
	} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: at.help}, func() float64 { return float64(at.n.Load()) }))
	}
}

// measure times requests by the pattern of their route, never by their path.
func (m *metrics) measure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		rec := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(rec, r)
		if rec.Header().Get("Content-Type") == "text/event-stream" {
			return
		}
		route := chi.RouteContext(r.Context()).RoutePattern()
		if route == "" {
			route = "none"
		}
		m.requests.WithLabelValues(route, knownMethod(r.Method), strconv.Itoa(rec.Status())).Observe(time.Since(began).Seconds())
	})
}

// knownMethod keeps what a stranger may invent out of the labels.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return method
	}
	return "other"
}

// readiness tells whether this process wants requests.
type readiness struct {
	db       *postgres.DB
	draining atomic.Bool
}

func (x *readiness) check(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	switch {
	case x.draining.Load():
		return "stopping"
	case x.db.Ping(ctx) != nil:
		return "the database does not answer"
	}
	return ""
}

// internalHandler serves what must never be public.
func internalHandler(x *readiness, m *metrics) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if why := x.check(r.Context()); why != "" {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}
