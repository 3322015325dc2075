package main

import (
	"math"
	"slices"
	"testing"
	"time"
)

func p99(n int) *result { return &result{AllP99: milliseconds(time.Duration(n) * time.Millisecond)} }

func TestRatioOfAnAbuse(t *testing.T) {
	lost := &result{AllP99: milliseconds(never)}
	tests := []struct {
		name   string
		rounds []abuseRound
		ratios []float64
		median float64
	}{
		{"as slow as alone", []abuseRound{{Board: p99(20), Alone: []*result{p99(20), p99(20)}}}, []float64{1}, 1},
		{"between a slow and a quick one", []abuseRound{{Board: p99(30), Alone: []*result{p99(10), p99(30)}}}, []float64{1.5}, 1.5},
		{"one of three rounds is not the abuse's fault", []abuseRound{
			{Board: p99(90), Alone: []*result{p99(10), p99(10)}}, {Board: p99(12), Alone: []*result{p99(10), p99(10)}}, {Board: p99(11), Alone: []*result{p99(10), p99(10)}},
		}, []float64{1.1, 1.2, 9}, 1.2},
		{"edits were lost", []abuseRound{{Board: lost, Alone: []*result{p99(10), p99(10)}}}, []float64{math.Inf(1)}, math.Inf(1)},
		{"edits were lost alone", []abuseRound{{Board: p99(10), Alone: []*result{lost, p99(10)}}}, []float64{0}, 0},
	}
	for _, tt := range tests {
		a := abuseResult{Rounds: tt.rounds}
		if got := a.ratios(); !slices.Equal(got, tt.ratios) || a.median().ratio() != tt.median {
			t.Errorf("%s: %v, median %v", tt.name, got, a.median().ratio())
		}
	}
}
