package strategy

// frameworkTemplate is short on purpose: a framework under which schools and offices write plans of
// their own. The halves "at home" and "abroad" are Jane Knight's.
var frameworkTemplate = Template{
	Key:   "framework",
	Name:  "Framework of three pages",
	About: "For an institution whose schools and offices are going to write their own plans under it, or that needs something agreed soon. Three pages: why, what is meant, what holds for everyone, who decides.",
	Sections: []TemplateSection{
		{SectionText, "Why", "Half a page: what internationalisation is to bring to students, research and society here. Choose two or three reasons and leave out the rest. Would a student understand why it is worth the effort?"},
		{SectionText, "What we mean", "The few words that people use differently, with one sentence each: internationalisation, at home, abroad, partner, mobility. Say where a definition comes from. What does it not mean?"},
		{SectionText, "Principles", "Five to eight sentences that hold for everyone, such as: every student takes part, agreements are looked after or ended. Each should help to decide a real case. When did you last need one?"},
		{SectionPillar, "At home", "What all students and staff meet on campus: content of courses, languages, shared online classes, people from elsewhere. Two to four objectives are enough. Which of them can every school take up?"},
		{SectionPillar, "Abroad", "What crosses a border: people who go and come, joint programmes, research, partners. Two to four objectives are enough. Where will you go deeper rather than wider?"},
		{SectionText, "Who decides", "Who may sign, who pays, who coordinates, which committee is heard, and when this framework is looked at again. Who answers a dean's question within a week?"},
	},
}
