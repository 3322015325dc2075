package strategy

// partnerships are the indicators of partnerships that live, rather than of signatures.
var partnerships = []LibraryIndicator{
	{Key: "partners_active", Category: CategoryPartnerships, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of agreements that are active",
		Numerator:   "Agreements in force under which people moved, taught, published or held a project together in the last two years",
		Denominator: "All agreements in force",
		Source:      "International office",
		Note:        "Decide before counting what \"active\" means, and write it down."},
	{Key: "partners_dormant", Category: CategoryPartnerships, Unit: UnitNumber, Direction: DirectionDown, Frequency: EveryYear,
		Name:      "Agreements dormant for two years",
		Numerator: "Agreements in force with nothing recorded under them in the last two years",
		Source:    "International office",
		Note:      "The quickest way to a better figure is to end them, and that is a good way."},
	{Key: "partners_new", Category: CategoryPartnerships, Unit: UnitNumber, Direction: DirectionKeep, Frequency: EveryYear,
		Name:      "New partner universities for exchange",
		Numerator: "Institutions with which a first exchange agreement was signed in the year",
		Source:    "International office", After: "Giresun University",
		Note: "More signatures bring more work and not more exchange; grow only where people will use them."},
	{Key: "partners_joint", Category: CategoryPartnerships, Unit: UnitNumber, Direction: DirectionUp, Frequency: EveryYear,
		Name:      "Joint activities with universities abroad",
		Numerator: "Conferences, summer schools, courses and projects run together with a university abroad in the year",
		Source:    "Schools, with the international office", After: "Karadeniz Technical University",
		Note: "Say what one activity is, or a series of ten talks counts as ten."},
}
