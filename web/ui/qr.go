package ui

import (
	"strconv"
	"strings"

	"rsc.io/qr"
)

// QR is a code for a phone's camera: the dark squares as the path of an SVG, and how many squares a side has,
// the quiet border of four included.
type QR struct {
	Path string
	Size int
}

// quiet is the border that readers need, in squares.
const quiet = 4

// NewQR makes the code of a text, with a quarter of it to spare for what a projector or a printer spoils. A
// text too long for a code is an error.
func NewQR(text string) (QR, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return QR{}, err
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from { // a run of squares is one rectangle
				run := strconv.Itoa(x - from)
				path.WriteString("M" + strconv.Itoa(from+quiet) + " " + strconv.Itoa(y+quiet) + "h" + run + "v1h-" + run + "z")
			}
		}
	}
	return QR{Path: path.String(), Size: code.Size + 2*quiet}, nil
}

func (q QR) viewBox() string { return "0 0 " + strconv.Itoa(q.Size) + " " + strconv.Itoa(q.Size) }

func (q QR) size() string { return strconv.Itoa(q.Size) }
