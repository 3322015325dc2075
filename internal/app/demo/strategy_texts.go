package demo

import "strings"

// What two texts were when the demo's version was kept: the working group then asked for students to be heard, and for
// plain words about how many people hold the contacts.
var (
	howMadeBefore, _, _ = strings.Cut(howMade, "\n\n# What is still open")
	risksBefore         = strings.Replace(risks, "Three people hold most of the contacts abroad. Every partnership gets a second name.", "Few people hold the contacts abroad.", 1)
)

const foreword = `A university that wants to matter to its region has to be at home in the world. Our students will work with people whom they have not met yet, on questions that stop at no border: water, energy, health, the use of machines that learn. They cannot prepare for this if only a few of them ever leave the campus, and if those who come to us from elsewhere have to find their own way.

This strategy says what we want to have reached by the end of 2030, which office answers for which part, and how everyone will be able to see whether it is working. It is short enough to be read in one sitting. **It promises less than some of us had hoped for, so that what it promises can be kept.**

It is a draft. Seventeen offices, centres and schools have worked on it, and each of them will find its own suggestions answered, including those that we did not take up.

*The university in this text is fictitious. Its goals follow those of a real one, after the University of the West Indies, Strategic Plan 2012–2017; all its figures are made up.*`

const howMade = `The work began with a training in which every office learned the same words for the same things. After that, each office wrote down its strengths, weaknesses, opportunities and threats. Nobody saw what the others had written until all were ready.

# Four steps

- **Gathering.** All items of all offices stand in one analysis, each with the office that it came from.
- **Choosing.** The offices put items that say the same thing together, and voted on what matters most. An item that got no votes is still there to be read.
- **Crossing.** The working group asked of each strong item what it meets: which strength helps to use which opportunity, and which weakness makes which threat worse.
- **Writing.** Three groups of drafters wrote the pillars. Every objective names the items that it answers.

The University of the West Indies, whose plan taught us much, asked its planning teams on every campus, opened a web page for comments and met boards, staff and students in person. We did the same on a smaller scale: two open hours on campus, and one evening for those who work late.

# What is still open

Students took part through their council only. We want to ask more of them before the text goes to senior management, above all those who have never thought of going abroad.`

const whereWeStand = `The offices agree on more than we expected. These are the points that had most weight, in the words of the analysis.

# What carries us

- A **reputation** in the region that opens doors.
- A regional character that makes us more flexible than larger national universities, and lets us gain from scale where we work together.
- **Diverse campuses**: people from many places already study and work here, though few of them are ever asked what they know.

# What holds us back

- Supervisory, management and people skills are thin. Many good plans stop at the desk where somebody has to lead.
- **Processes are slow.** An applicant from abroad waits seven weeks for an answer; others answer in two.
- There is no common brand, and no plan for telling anyone abroad what we are good at.

# What we can use

- Knowledge itself: governments, firms and civil society want to work with those who know something.
- New fields of work, such as energy, the environment and everything digital.
- Countries with growing universities, with which we have hardly any exchange.

# What worries us

- Public funding that falls or comes late.
- Competitors, many of them online, who need no building here.
- Natural disasters, which the last years have taught us to plan for.

# Some figures

| What | 2025 | Where it comes from |
| --- | --- | --- |
| Share of international students | 3.5 % | Registrar |
| Students abroad for a semester or longer | 46 | International office |
| Agreements in force | 88 | International office |
| Of these with activity in the last two years | 31 | International office |

The last two lines say most. We have signed far more than we use.`

const visionAndMission = `# Vision

In 2035 this is a university to which people from other countries come because of what they can learn here, and whose graduates are welcome anywhere because they can work with anyone.

# Mission of internationalisation here

To give **every** student, and not only those who travel, knowledge of the world and practice in working across its borders; to do research with the best partners for each question; and to put what we know at the service of the region.

# Principles

1. **At home first.** What reaches all students counts for more than what reaches a few.
2. **Deeper rather than wider.** We sign a new agreement when somebody is named who will use it, and end those that nobody uses.
3. **Fair.** Money must not decide who can take part. Neither must a disability, care for a family, or the subject somebody studies.
4. **Useful to the region.** We ask of each project abroad what it brings back.
5. **Light on the climate.** We travel less often and stay longer, and meet online where that is enough.
6. **Honest about figures.** A figure has a year, a source and an office that answers for it. A target may be changed, in public and with a reason.

# What we mean

*Internationalisation* is the deliberate work of bringing an international, intercultural or global side into what a university does, for better teaching and research and for society; the idea is that of de Wit and others, 2015. *At home* means everything that happens without crossing a border. *Abroad* means everything that crosses one.`

const whoDoesWhat = `The **international office** coordinates, keeps the figures together and helps the others. It owns few objectives itself, because internationalisation that lives in one office only ends at the door of that office.

The **offices, centres and schools** own the objectives. The owner of an objective plans the actions, finds the people, reports, and says early when something does not work.

The **working group** has one seat for each office. It meets at least six times a year, looks at every pillar twice a year and recommends changes.

**Senior management** approves this strategy and every change of a goal or target. It decides on money, and when two offices cannot agree.

# When offices disagree

1. The two owners talk, within two weeks.
2. The chair of the working group helps.
3. Senior management decides, gives the reason in writing, and the decision stands in the activity of the strategy.`

const followUp = `The plan that we learned from was followed through operational plans for two years at a time, with objectives, activities, indicators, targets, dates, resources and names; units reported every semester, the whole was reviewed every two years, and changes of goals and targets needed the approval of the executive (after the University of the West Indies). Its authors also say what had gone badly the time before: figures came late, and many units did not report. We take over the first and want to avoid the second.

- **Every semester** each owner reports on the objectives in half a page: where we are, what is in the way, what comes next.
- **Every year** the international office publishes all indicators, the bad ones as well.
- **In 2028** the strategy is reviewed as a whole. Objectives that no longer make sense are ended and not forgotten.
- **In 2030** work on the next strategy begins with what this one has taught us.

An office that cannot report says so, and says why. Silence is followed up by a call within ten days.`

const risks = `- **The money does not come.** Fees and gifts take years to grow. Objectives are therefore ordered so that those without new cost begin first.
- **One country too many.** If most students come from one country, one decision about visas can empty a programme. We watch the share of the largest country of origin.
- **People leave.** Three people hold most of the contacts abroad. Every partnership gets a second name.
- **Systems fail.** Storms, power cuts and attacks on our systems have each cost us days. Shared online classes need a plan for the day without a network.
- **Too much at once.** Offices own between one and three objectives each. Whoever wants to add one says what may wait.`

const wordsExplained = `- **Agreement:** what two universities have signed. A *partnership* is what they do with it.
- **Baseline:** the value of an indicator before we began, with its year.
- **Blended learning:** a course partly in the room and partly online.
- **Credit transfer:** work done elsewhere counts for a degree here. It is agreed on before somebody leaves, and not discussed after the return.
- **Goal, objective, indicator:** a goal says what we want; an objective is a step towards it that one office owns; an indicator shows how far we have come.
- **Virtual exchange:** students of two or more countries work together online, for weeks, as part of a course.
- **Priority region:** a part of the world in which we want to go deeper than elsewhere, named by the working group and looked at every two years.
- **Target:** the value that an indicator is to have in a given year.`
