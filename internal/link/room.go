package link

import (
	"net/url"

	"github.com/google/uuid"
)

// Join is the page that a room's QR code opens.
func Join(secret string) string { return "/join/" + url.PathEscape(secret) }

// Waiting is where somebody in the room waits to be let in.
func Waiting(secret string) string { return Join(secret) + "/waiting" }

// JoinEnter takes the POST by which somebody who has been let in enters.
func JoinEnter(secret string) string { return Join(secret) + "/enter" }

// Confirmation is the page by which a guest of a room stays.
func Confirmation(secret string) string { return "/join/confirm/" + url.PathEscape(secret) }

// Room is where those who run an analysis let people in; verb is "" or what is done there.
func Room(slug string, analysis uuid.UUID, verb string) string {
	return below(Analysis(slug, analysis)+"/room", verb)
}
