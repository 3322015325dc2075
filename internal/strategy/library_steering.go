package strategy

// steering are the indicators of how internationalisation is led and followed.
var steering = []LibraryIndicator{
	{Key: "steer_reports", Category: CategorySteering, Unit: UnitPercent, Direction: DirectionUp, Frequency: EverySemester,
		Name:        "Share of offices that report on time",
		Numerator:   "Offices that sent their report on their objectives by the date set",
		Denominator: "Offices that own an objective",
		Source:      "International office", After: "The University of the West Indies",
		Note: "Other plans failed because reports and figures came late, so follow this from the first semester."},
	{Key: "steer_ranking", Category: CategorySteering, Unit: UnitYesNo, Direction: DirectionUp, Frequency: Once,
		Name:      "Figures for rankings are tracked",
		Numerator: "Yes when one office gathers and checks the figures that rankings use, every year",
		Source:    "Quality office", After: "Giresun University",
		Note: "It means that the figures are sound, not that the ranks matter."},
	{Key: "steer_clearance", Category: CategorySteering, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of agreements cleared before signing",
		Numerator:   "Agreements signed in the year that had every clearance the law or the regulator asks for",
		Denominator: "All agreements signed in the year",
		Source:      "Legal office", After: "Higher Education Commission of Pakistan",
		Note: "Anything below all of them is a matter for senior management."},
}
