package link

import "github.com/google/uuid"

// Institution is the start page of an institution.
func Institution(slug string) string { return "/" + slug }

// Seat is where a person with several memberships of an institution chooses which to act as; it takes the POST.
func Seat(slug string) string { return Institution(slug) + "/seat" }

// Offices lists an institution's offices and takes the POST that adds one.
func Offices(slug string) string { return Institution(slug) + "/offices" }

// OfficesImport takes the POST of a file of offices, and is the page that chooses one.
func OfficesImport(slug string) string { return Institution(slug) + "/office-import" }

// Office is one office's page and takes the POST that changes it; verb is "", "archive", "restore", "place" or "merge".
func Office(slug, office, verb string) string { return below(Offices(slug)+"/"+office, verb) }

// OfficeAnchor is the place of an office in the list.
func OfficeAnchor(slug, office string) string { return Offices(slug) + "#" + OfficeRow(office) }

// OfficeRow is the id of that place.
func OfficeRow(office string) string { return "office-" + office }

// People lists an institution's people.
func People(slug string) string { return Institution(slug) + "/people" }

// Member takes the POST that changes a membership: "role", "standing", "end", "disable", "enable", "anonymise" …
func Member(slug string, membership uuid.UUID, verb string) string {
	return below(People(slug)+"/"+membership.String(), verb)
}

// Invitations takes the POST that invites one person.
func Invitations(slug string) string { return Institution(slug) + "/invitations" }

// InvitationDo takes the POST on an invitation: "send", "withdraw", "link".
func InvitationDo(slug string, id uuid.UUID, verb string) string {
	return below(Invitations(slug)+"/"+id.String(), verb)
}

// Onboard is the page "Bring offices on board"; verb is "", "preview", "invite", "message", "again" or "sheet".
func Onboard(slug, verb string) string { return below(People(slug)+"/onboard", verb) }

// Settings is the page of an institution's settings and takes its POST.
func Settings(slug string) string { return Institution(slug) + "/settings" }

// Logo is an institution's logo and takes the POST of a new one.
func Logo(slug string) string { return Institution(slug) + "/logo" }

// LogoRemove takes the POST that takes the logo away.
func LogoRemove(slug string) string { return Logo(slug) + "/remove" }

// Activity is an institution's log.
func Activity(slug string) string { return Institution(slug) + "/activity" }

// ActivityExport is the log as a file, with the same filters as Activity.
func ActivityExport(slug string) string { return Activity(slug) + ".csv" }
