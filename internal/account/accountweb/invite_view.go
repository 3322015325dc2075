package accountweb

import "meridian/web/ui"

// QRView is a QR code and what it is for those who cannot see it.
type QRView struct {
	ui.QR
	Label string
}
