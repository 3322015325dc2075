package strategy

// funding are the indicators of what internationalisation costs and brings.
var funding = []LibraryIndicator{
	{Key: "fund_grants", Category: CategoryFunding, Unit: UnitCurrency, Direction: DirectionUp, Frequency: EveryYear,
		Name:      "Income from international projects",
		Numerator: "Money received in the year from funders abroad and international programmes",
		Source:    "Finance",
		Note:      "Count what was received and not what was promised, and leave out what is passed on to partners."},
	{Key: "fund_fees", Category: CategoryFunding, Unit: UnitCurrency, Direction: DirectionUp, Frequency: EveryYear,
		Name:      "Income from international students",
		Numerator: "Fees paid by international students in the year, after scholarships",
		Source:    "Finance", After: "The University of the West Indies",
		Note: "Put the cost of serving them beside it, or the growth looks free."},
	{Key: "fund_scholarships", Category: CategoryFunding, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of the scholarship budget for international students",
		Numerator:   "Scholarships paid to international students in the year",
		Denominator: "All scholarships paid in the year",
		Source:      "Finance", After: "IMPI 01006",
		Note: "Fee waivers are scholarships too; say whether they are in."},
	{Key: "fund_out", Category: CategoryFunding, Unit: UnitPercent, Direction: DirectionUp, Frequency: EveryYear,
		Name:        "Share of outgoing students with a grant",
		Numerator:   "Outgoing students of the year who received a grant of any source",
		Denominator: "All outgoing students of the year",
		Source:      "International office",
		Note:        "A grant that pays a tenth of the cost opens the door to nobody new."},
}
