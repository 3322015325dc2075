package strategy

// fairness are the indicators of who takes part and at what cost to the climate.
var fairness = []LibraryIndicator{
	{Key: "fair_share", Category: CategoryFairness, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of mobile students from groups that seldom go",
		Numerator:   "Outgoing students of the year who belong to the groups that the institution has named as seldom going",
		Denominator: "All outgoing students of the year",
		Source:      "International office", After: "Erasmus Charter for Higher Education",
		Note: "Compare it with the share of these groups among all students, and ask people only with their consent."},
	{Key: "fair_belonging", Category: CategoryFairness, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of international students who feel that they belong",
		Numerator:   "International students who agree with the question on belonging in the yearly survey",
		Denominator: "International students who answered it",
		Source:      "Quality office, survey",
		Note:        "Put the same question to all students: the difference is what matters."},
	{Key: "green_travel", Category: CategoryFairness, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of journeys without a flight",
		Numerator:   "Journeys abroad of students and staff in the year that were made by train, coach or ship",
		Denominator: "All journeys abroad of the year for which the way of travel is known",
		Source:      "International office", After: "University for Continuing Education Krems",
		Note: "Where no train goes this measures geography; use the emissions per person instead."},
	{Key: "green_emissions", Category: CategoryFairness, Unit: UnitRatio, Direction: DirectionDown, Frequency: EveryYear,
		Name:        "Travel emissions per person abroad",
		Numerator:   "Kilograms of CO2 equivalent of all supported journeys abroad in the year",
		Denominator: "Persons who travelled",
		Source:      "Finance, from travel claims",
		Note:        "Longer stays lower the figure per day and not per journey, so do not punish the long ones."},
}
