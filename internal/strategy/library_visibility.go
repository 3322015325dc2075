package strategy

// visibility are the indicators of how the institution is known and who speaks for it.
var visibility = []LibraryIndicator{
	{Key: "seen_fairs", Category: CategoryVisibility, Unit: UnitNumber, Direction: DirectionKeep, Frequency: EveryYear,
		Name:      "Fairs and meetings attended abroad",
		Numerator: "Recruitment fairs and promotional meetings in which the institution took part in the year",
		Source:    "Admissions", After: "Giresun University",
		Note: "It counts effort and not result, so put the applications that came of it beside it."},
	{Key: "seen_alumni", Category: CategoryVisibility, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of international alumni in touch",
		Numerator:   "Alumni living abroad who answered, came or helped in the last two years",
		Denominator: "Alumni living abroad with a known address",
		Source:      "Alumni office", After: "The University of the West Indies",
		Note: "An address in the database is not a contact."},
	{Key: "seen_rank", Category: CategoryVisibility, Unit: UnitNumber, Direction: DirectionDown, Frequency: EveryYear,
		Name:      "Place in a chosen ranking",
		Numerator: "Place in the one ranking and field that the institution has chosen",
		Source:    "Quality office", After: "The University of the West Indies",
		Note: "Methods change and neighbours move, so a place can worsen while everything gets better."},
}
