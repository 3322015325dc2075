package demo

import "meridian/internal/strategy"

// reachPillar follows themes 6A and 6B of the West Indies' plan.
var reachPillar = sectionContent{
	kind: strategy.SectionPillar, title: "Reach beyond the region",
	markup: `We are known in the region and little known outside it. The way to be known is not to advertise more, but to be useful: to bring what we know to those who need it, to be a place where people want to study and work, and to be present where it matters.

**What we shall not do:** open a campus abroad, or sign agreements for the sake of a number.

# Why in this order

The region comes first, because that is where we are trusted and where our work is needed most. What we learn there is what makes us interesting to others: a school that has worked on floods with three neighbouring countries has something to say to a partner far away. Students and teachers from abroad follow good work; they seldom follow a poster.`,
	goals: []goalContent{
		{text: "Put our knowledge to work for the development of the region", after: uwi, objectives: []objectiveContent{
			{text: "Draw up a plan by the end of 2026 that links the expertise of each school to the needs of the countries around us, and renew it every two years", office: "research",
				cites:      []string{"Knowledge economy: transfer knowledge to all sectors for regional and global impact", "Focus on regional needs in research and service"},
				indicators: []indicatorContent{ofLibrary("research_funded", 9, 12, 16)}},
			{text: "Run at least four priority projects a year in which staff and students of several schools work with partners in the region", office: "science",
				cites:      []string{"Regional university, more flexible than national ones and able to gain from scale"},
				indicators: []indicatorContent{ofLibrary("partners_joint", 11, 18, 24)}},
			{text: "Offer short courses for governments, firms and boards that want to know more about their new tasks", office: "business",
				cites:      []string{optionRegion, "Lifelong learning and professional development", "Demand for new industry competences such as energy, environment and digital"},
				indicators: []indicatorContent{own("People from outside who finished a short course", strategy.UnitNumber, strategy.DirectionUp, "School of Business", 140, 260, 400)}},
			{text: "Give regional and international affairs one home, with a direct line to senior management", office: "international",
				cites:      []string{"Organisational silos that slow the response to needs and opportunities"},
				indicators: []indicatorContent{ofLibrary("steer_reports", 40, 80, 95)}},
		}},
		{text: "Become a place that people from elsewhere choose", after: uwi, objectives: []objectiveContent{
			{text: "Attract good students from abroad, and from more countries than today", office: "admissions",
				cites:      []string{optionOneDesk, "Emerging markets (Brazil, China, India, South Africa) for teaching, research and student exchange", "Wanted share of foreign students not reached because of bureaucratic obstacles"},
				indicators: []indicatorContent{ofLibrary("intl_share", 3.5, 5, 7), ofLibrary("intl_spread", 58, 50, 40), ofLibrary("offer_days", 49, 28, 14)}},
			{text: "Attract teachers and researchers from abroad, and keep them", office: "human-resources",
				cites:      []string{"Talented, passionate staff and faculty"},
				indicators: []indicatorContent{ofLibrary("staff_abroad", 4, 6, 8)}},
			{text: "Be present in three chosen countries outside the region by way of partners there", office: "international",
				cites:      []string{"Reputation as an international university with strong international connections and partnerships"},
				indicators: []indicatorContent{ofLibrary("partners_active", 35, 60, 80)}},
		}},
	},
}

// learningPillar follows theme 4C of the West Indies' plan.
var learningPillar = sectionContent{
	kind: strategy.SectionPillar, title: "Learning without borders",
	markup: `Most of our students will never spend a semester abroad. For them the world has to come into the course: through a class shared with students elsewhere, a teacher from another country, a language, a neighbour on campus with another way of seeing things.

The same tools open our courses to people who cannot come here: those who work, those who care for a family, those who live where there is no university.

# What every student can expect by 2030

- at least one required course with an international learning outcome,
- the offer of a class shared online with students elsewhere,
- a language course that leads to a recognised level,
- credit for everything that was agreed on before a stay abroad.`,
	goals: []goalContent{
		{text: "Offer flexible ways into and through our courses, from anywhere", after: uwi, objectives: []objectiveContent{
			{text: "Enrol more people whom we do not reach today, from abroad, in work and in difficult circumstances, by blended learning", office: "registrar",
				cites:      []string{"Growing non-traditional market, including degree completion", "Diversity, equity and inclusion"},
				indicators: []indicatorContent{own("Students in blended programmes", strategy.UnitNumber, strategy.DirectionUp, "Registrar", 310, 600, 900)}},
			{text: "Open four fee-paying programmes that can be studied fully online", office: "business",
				cites:      []string{"Regional and international competition, online and distance providers"},
				indicators: []indicatorContent{own("Students in programmes fully online", strategy.UnitNumber, strategy.DirectionUp, "Registrar", 0, 250, 600)}},
			{text: "Run one platform for all online courses, with help in two languages and a plan for the day without a network", office: "information-technology",
				cites:      []string{"Inefficient administrative and academic processes and systems", "Natural disasters"},
				indicators: []indicatorContent{{name: "Hours without the platform in teaching weeks", unit: strategy.UnitNumber, direction: strategy.DirectionDown, source: "Information Technology", frequency: strategy.EverySemester, targets: []strategy.Target{{Year: 2027, Value: 20}, {Year: 2030, Value: 8}}}}},
			{text: "Let students of one school take and count the online courses of another", office: "registrar",
				cites:      []string{"Organisational silos that slow the response to needs and opportunities"},
				indicators: []indicatorContent{ofLibrary("credits", 62, 80, 95)}},
		}},
		{text: "Let every student meet the world in a course", objectives: []objectiveContent{
			{text: "Bring a class shared online with a partner abroad into every school", office: "humanities",
				cites:      []string{"Diversity of campuses and campus populations", "Student-centred teaching"},
				indicators: []indicatorContent{ofLibrary("virtual_courses", 3, 20, 45), ofLibrary("virtual_students", 1, 8, 20)}},
			{text: "Train those who teach mixed and shared classes, and let it count in promotion", office: "human-resources",
				cites:      []string{"Technical competences: teaching, process design, change management, planning and execution"},
				indicators: []indicatorContent{ofLibrary("staff_trained", 6, 25, 50), ofLibrary("staff_promotion", 0, 1, 1)}},
			{text: "Offer every student a second or third language that leads to a recognised level", office: "languages"},
		}},
	},
}

// voicePillar follows themes 6C and 6D of the West Indies' plan.
var voicePillar = sectionContent{
	kind: strategy.SectionPillar, title: "One voice, many friends",
	markup: `People abroad meet us in many places: a web page in one language, a professor at a conference, a graduate in a firm. Each of them tells a different story today. We want them to tell one, in their own words.

Our graduates live in more than forty countries. We know the addresses of fewer than a third of those abroad, and ask them for money before we ask them for advice. It should be the other way round.`,
	goals: []goalContent{
		{text: "Speak with one voice that fits this strategy", after: uwi, objectives: []objectiveContent{
			{text: "Say in one page what we stand for abroad, and draw up a plan for telling it", office: "communications",
				cites:      []string{optionOneVoice, "No brand and no strategic marketing and communication plan"},
				indicators: []indicatorContent{own("Schools and offices that use the common page and pictures", strategy.UnitPercent, strategy.DirectionUp, "Marketing and Communications", 20, 70, 100)}},
			{text: "Keep the pages that matter complete and current in a second language, and be found where students look", office: "communications",
				cites:      []string{"A social-media group for Erasmus students (103 members) because students rarely read the official site", "National and regional recognition still insufficient"},
				indicators: []indicatorContent{ofLibrary("web_language", 25, 75, 95)}},
			{text: "Show the collections and the research of the university to readers abroad", office: "library", since: true,
				cites:      []string{"Reputation: leading university of the English-speaking Caribbean"},
				indicators: []indicatorContent{ofLibrary("co_publications", 21, 26, 32)}},
		}},
		{text: "Win our graduates as partners", after: uwi, objectives: []objectiveContent{
			{text: "Invite graduates abroad to teach, to mentor, and to take students as interns", office: "careers",
				cites:      []string{"Pride in the university", "University-industry cooperation not yet sufficient"},
				indicators: []indicatorContent{ofLibrary("out_internships", 18, 40, 70)}},
			{text: "Know where our graduates are, with their consent, and write to them in their own time", office: "communications",
				cites:      []string{"Buy-in to the university"},
				indicators: []indicatorContent{ofLibrary("seen_alumni", 12, 25, 40)}},
			{text: "Begin a habit of giving back while people are still students, with time first and money later", office: "student-affairs",
				cites:      []string{"People with a shared focus on student success"},
				indicators: []indicatorContent{own("Students who helped as a guide, tutor or host for people from abroad", strategy.UnitNumber, strategy.DirectionUp, "Student Affairs", 60, 200, 350)}},
		}},
	},
}

// moneyPillar follows theme 1A of the West Indies' plan.
var moneyPillar = sectionContent{
	kind: strategy.SectionPillar, title: "Money that lasts",
	markup: `Most of what we spend comes from one public budget, and it has fallen or come late in three of the last five years. Internationalisation costs money before it brings any. So this pillar is modest: **income that pays for what is promised here**, and no more.

A tenth of all new income goes into grants for students who could not go abroad otherwise.`,
	goals: []goalContent{
		{text: "Depend less on public money alone", after: uwi, objectives: []objectiveContent{
			{text: "Offer programmes for which people and employers are ready to pay, without touching the fees of others", office: "finance",
				cites:      []string{"Loss or delay of government funding after 2008", "Growing public interest in educational value and clear pricing"},
				indicators: []indicatorContent{own("Income from fee-paying programmes, in millions", strategy.UnitCurrency, strategy.DirectionUp, "Finance", 95, 130, 180)}},
			{text: "Earn more from international students, after what is spent on scholarships and services for them", office: "finance",
				cites:      []string{optionReserve, "Stagnant state investment in higher education"},
				indicators: []indicatorContent{ofLibrary("fund_fees", 42, 70, 110), ofLibrary("satisfaction", 3.4, 3.8, 4.2)}},
			{text: "Make use of what we know and own: patents, advice, laboratories, halls in the holidays", office: "law",
				cites: []string{"Physical asset base"}},
			{text: "Win more grants, gifts and sponsored research from abroad", office: "research",
				cites:      []string{"Private partnerships and tribal communities", "Experienced, qualified academic staff"},
				indicators: []indicatorContent{ofLibrary("fund_grants", 60, 90, 140)}},
			{text: "Check once a year that every figure of this strategy has a source and an owner", office: "quality",
				cites:      []string{"Lack of supervisory, management and people skills"},
				indicators: []indicatorContent{own("Indicators with a source, a baseline and an owner", strategy.UnitPercent, strategy.DirectionUp, "Quality Enhancement Cell", 55, 95, 100)}},
		}},
	},
}
