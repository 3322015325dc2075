package ui

import (
	"strconv"
	"strings"

	"rsc.io/qr"
)

// QR is a QR code to draw: one path in a square whose side is Size, the white margin that readers need within.
type QR struct {
	Path string
	Size int
}

// quietZone is the margin around a QR code, in modules.
const quietZone = 4

// NewQR makes the QR code of a text, such as a link. It fails when the text is too long for one.
func NewQR(text string) (QR, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return QR{}, err
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run == 0 {
				continue
			}
			n := strconv.Itoa(run)
			b.WriteString("M" + strconv.Itoa(x+quietZone) + " " + strconv.Itoa(y+quietZone) + "h" + n + "v1h-" + n + "z")
			x += run
		}
	}
	return QR{Path: b.String(), Size: code.Size + 2*quietZone}, nil
}

func (q QR) viewBox() string {
	side := strconv.Itoa(q.Size)
	return "0 0 " + side + " " + side
}
