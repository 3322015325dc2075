package strategy

// fullTemplate follows the tables of contents of published strategies: Montenegro 2020–25 and
// Sarajevo 2018–23 (present state, SWOT, mission and vision, goals, follow-up), La Trobe 2014–17 (one
// page for each goal), Glasgow Caledonian 2012–15 (foundations, enablers, risks), Wyoming (yearly
// reporting) and the West Indies 2012–17 (perspectives, goals, implementation, words explained).
var fullTemplate = Template{
	Key:   "full",
	Name:  "Full strategy",
	About: "For a university that writes down the whole of it, in some 15 to 30 pages. The order is what most of the published university strategies we have read have in common.",
	Sections: []TemplateSection{
		{SectionText, "Foreword", "A page signed by the head of the institution, best written last. Say why this matters now and what will be different at the end. What would you tell a new colleague in two minutes?"},
		{SectionText, "How this strategy was made", "Who took part, which steps there were, and what happened to suggestions. Offices should find themselves here. Whose voice is still missing?"},
		{SectionText, "Where we stand", "Facts rather than praise: students, staff, programmes, mobility, partners, research, money. Give each figure its year and where it comes from. Which three figures say most about us?"},
		{SectionText, "Strengths, weaknesses, opportunities and threats", "The few items that the offices found most important, in their own words. Leave the long list in the analysis and tell here what you conclude from it. Which strength can answer which opportunity?"},
		{SectionText, "Vision and mission", "The vision is one or two sentences about the institution in ten years; the mission says what it does, and for whom. Could another university have written the same? Then sharpen it."},
		{SectionText, "Principles and priorities", "What guides a decision when two good things compete: quality, fairness, academic freedom, the climate. Name the regions, fields or groups that come first. What will you stop doing?"},
		{SectionPillar, "Teaching and learning", "Programmes, courses, languages and recognition: what students learn, whether or not they ever travel. Think of what every student gets, not of the few who apply. What should each graduate be able to do?"},
		{SectionPillar, "Internationalisation at home", "What brings the world to all students on campus: course content, shared online classes, guests, languages, life together. What would a student who never leaves notice?"},
		{SectionPillar, "Mobility", "Students and staff who come and go, for how long, and who cannot yet. Cover the whole way: information, money, recognition, arrival, return. What stops people most?"},
		{SectionPillar, "Research", "Joint projects, publications, doctoral training and international funding. Name the fields in which the institution is already a sought-after partner. Where does working together make the research better?"},
		{SectionPillar, "Partnerships", "How partners are chosen, looked after and let go, and what the institution brings to them. A short list of living partnerships says more than a long list of signatures. Which agreements have done nothing for two years?"},
		{SectionPillar, "People and services", "Teachers, staff and services: hiring, training, languages, housing, advice, systems. The best plan fails where a form exists in one language only. What do people from abroad find hardest here?"},
		{SectionPillar, "Visibility and alumni", "How the institution is known abroad, and the graduates who live there. Say whom you want to reach and what they should think of first. What could alumni do, other than give money?"},
		{SectionText, "Money and resources", "What it costs, who pays, and what comes back. Count people's time as well as money. Which objectives can begin without new money?"},
		{SectionText, "Risks", "What could go wrong, how likely it is, and who watches it: political change, currency, dependence on one country, people who leave. What would you do first if it happened?"},
		{SectionText, "Who does what", "Who leads, who coordinates, which office owns which objective, which committee hears about it. The international office coordinates; it should not own everything. Who decides when offices disagree?"},
		{SectionText, "How we follow it up", "How often offices report, who reads it, when targets may be changed and by whom, and when the next strategy begins. What happens when an office does not report?"},
		{SectionText, "Words explained", "Ten to twenty words with one sentence each, for readers who are new to this. Explain abbreviations, and words that offices use differently. Which word did your group argue about?"},
	},
}
