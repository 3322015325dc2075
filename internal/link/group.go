package link

import "github.com/google/uuid"

// Groups lists an institution's working groups and takes the POST that makes one.
func Groups(slug string) string { return Institution(slug) + "/groups" }

// Group is a working group's page; verb is "" or what is done to it.
func Group(slug string, id uuid.UUID, verb string) string {
	return below(Groups(slug)+"/"+id.String(), verb)
}

// GroupSeat takes the POST that passes a seat on; verb is "", "end" or "resume".
func GroupSeat(slug string, group, seat uuid.UUID, verb string) string {
	return below(Group(slug, group, "seats")+"/"+seat.String(), verb)
}
