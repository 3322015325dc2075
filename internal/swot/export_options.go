package swot

import (
	"math"

	"github.com/google/uuid"
)

// FileOption is an option in a File.
type FileOption struct {
	ID    uuid.UUID   `json:"id"`
	Kind  OptionKind  `json:"kind"`
	Text  string      `json:"text"`
	Items []uuid.UUID `json:"items"`
}

// FileMatrix is what meets what in a File, once it is shown.
type FileMatrix struct {
	Items []uuid.UUID `json:"items"`
	Cells []FileCell  `json:"cells"`
}

// FileCell is a meeting that somebody gave a score; mean and spread have two decimals.
type FileCell struct {
	Inside  uuid.UUID `json:"inside"`
	Outside uuid.UUID `json:"outside"`
	Mean    float64   `json:"mean"`
	Spread  float64   `json:"spread"`
	N       int       `json:"n"`
}

func (v View) fileOptions() []FileOption {
	var list []FileOption
	for _, o := range v.Options {
		if !o.Withdrawn() {
			list = append(list, FileOption{ID: o.ID, Kind: o.Kind, Text: o.Text, Items: o.Items})
		}
	}
	return list
}

func (v View) fileMatrix() *FileMatrix {
	if !v.Analysis.MatrixShown {
		return nil
	}
	m := &FileMatrix{Items: []uuid.UUID{}, Cells: []FileCell{}}
	for _, side := range [][]Item{v.Matrix.Inside, v.Matrix.Outside} {
		for _, i := range side {
			m.Items = append(m.Items, i.ID)
		}
	}
	for _, in := range v.Matrix.Inside {
		for _, out := range v.Matrix.Outside {
			if c := v.Matrix.Cells[Meeting{in.ID, out.ID}]; c.N > 0 {
				m.Cells = append(m.Cells, FileCell{Inside: in.ID, Outside: out.ID, Mean: hundredths(c.Mean), Spread: hundredths(c.Spread), N: c.N})
			}
		}
	}
	return m
}

func hundredths(x float64) float64 { return math.Round(x*100) / 100 }
