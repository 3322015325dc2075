package strategy

// aceTemplate has the six target areas of the American Council on Education's comprehensive
// internationalisation as renamed in December 2020, in its order, and its three lenses after them.
var aceTemplate = Template{
	Key:   "ace",
	Name:  "Six areas (ACE)",
	About: "For an institution that wants every part of itself to take part, in some 10 to 20 pages. The pillars are the six areas by which the American Council on Education looks at comprehensive internationalisation.",
	Sections: []TemplateSection{
		{SectionText, "Why we internationalise", "The reasons that hold for this institution: for learning, for research, for society, for its income. Put them in order; they will not all weigh the same. Who gains, and who might lose?"},
		{SectionText, "Where we stand", "A short and honest picture in each of the six areas, with a few figures and the most important items of the SWOT analysis. In which area is most done already, and in which least?"},
		{SectionPillar, "Institutional commitment and policy", "How the institution shows that it means it: mission, policies, money, what its leaders say and do. Which decision or budget would a sceptic accept as proof?"},
		{SectionPillar, "Leadership and structure", "Who leads, which offices take part, how they speak with each other, and how results are followed. Include people below the top. Where do things get stuck between two offices today?"},
		{SectionPillar, "Curriculum and co-curriculum", "What students learn about the world, in required courses and beside them, and how one can tell that they did. Every field has its own way. What should each graduate know, be able to do and care about?"},
		{SectionPillar, "Faculty and staff support", "Whether hiring, promotion, leave and training help teachers and staff to work internationally. Many want to and find that it counts for nothing. What would a teacher gain by joining in?"},
		{SectionPillar, "Mobility", "Students and staff who go out and who come in: access, money, recognition, support before, during and after. Look at who does not go, too. What happens to what people bring back?"},
		{SectionPillar, "Partnerships and networks", "With whom the institution works elsewhere, why, and how both sides gain. Say how partners are chosen and when a partnership ends. Which three matter most?"},
		{SectionText, "How we look at all six", "Three questions to ask of each area: is it fair and open to everyone, can it change when the world does, does it rest on data. Answer them with examples. Where do the data not exist yet?"},
		{SectionText, "Who does what, and when", "The objectives of the six areas in the order in which they begin, with the office that owns each. What has to be done in the first half-year so that the rest can follow?"},
		{SectionText, "How we follow it up", "Who reports to whom and how often, and when the six areas are looked at afresh. How will people hear what has been reached?"},
	},
}
