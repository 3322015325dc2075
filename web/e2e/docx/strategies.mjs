// Two real strategies, as facts in short wording.

/** After the University of the West Indies, Strategic Plan 2012–2017: code, pillar, goals with their objectives. */
export const westIndies = {
  title: "Strategic Plan 2012–2017, perspective 6 Outreach",
  institution: "The University of the West Indies",
  pillars: [
    ["6", "Outreach", [
      ["6A", "Driving force in meeting the region’s development needs", ["Plan to link expertise to the needs of the nations served", "Priority projects with staff and students region-wide", "Enhance the knowledge base of governments, private sector and boards", "Establish an Office of Regional and International Affairs in the Vice Chancellery"]],
      ["6B", "Enhance global reach and impact", ["Attract quality international students and faculty", "Physical presence in selected countries outside the region", "Improve position in world rankings with regard to niche and size"]],
      ["6C", "Unified brand image aligned with strategy", ["Define the brand and a marketing plan", "Common approach to marketing and communication", "Stronger social media presence", "Work with internal stakeholders on global presence", "Market the brand internationally and in the region"]],
      ["6D", "Alumni advocacy and structured involvement", ["Alumni in teaching, research, internships and mentoring", "Culture of giving back begun during student life", "Better alumni database", "Adequately funded alumni offices"]],
    ]],
    ["1", "Financial", [["1A", "Less reliance on government funding", ["More fee-paying programmes", "More income from enrolment of international students", "Commercialise intellectual capital and plant", "More giving, grants and sponsored research"]]]],
    ["4", "Teaching, learning and student development", [["4C", "Flexible paths to tertiary education", ["More enrolment of international, professional, non-degree and disadvantaged groups by blended learning", "More enrolment in online fee-paying programmes", "Technology solutions", "Integrate online offers of campuses", "Governance for collaboration of campuses", "Expand open campus services"]]]],
  ],
};

/** After Giresun University, Internationalisation: number, goal, objective, indicators (code, name, unit, owner). No baselines or targets are public. */
export const giresun = {
  title: "Internationalisation performance indicators",
  institution: "Giresun University",
  goals: [
    ["1", "Participation of students in Erasmus+ and other exchange", "Increase participation of students", [["1.1", "Students outgoing for study mobility", "number"], ["1.2", "Students incoming for study mobility", "number"], ["1.3", "Students outgoing for internship mobility", "number"], ["1.4", "Students incoming for internship mobility", "number"], ["1.5", "New partner universities agreed for exchange", "number"]]],
    ["2", "Participation of academic staff in exchange", "Increase participation of academic staff", [["2.1", "Academic staff going abroad through exchange programmes", "number"]]],
    ["3", "Quality of and satisfaction with the language preparatory programme", "Raise quality and satisfaction", [["3.1", "Language level of students who finish the preparatory programme", "level"], ["3.2", "Satisfaction survey of preparatory students", "survey level"]]],
    ["4", "Quantity and quality of international students", "Raise quantity and quality", [["4.1", "New international students enrolled each year", "number"], ["4.2", "Promotional fairs and meetings attended by the International Student and Academic Affairs Unit", "number", "International Student and Academic Affairs Unit"]]],
    ["5", "Publications in international indexes", "Increase each year", [["5.1", "Articles in SCI/SSCI/AHCI journals per faculty member", "ratio"], ["5.2", "Articles in other indexes per faculty member", "ratio"], ["5.3", "Citations", "number"], ["5.4", "System for tracking ranking data exists", "yes/no"]]],
    ["6", "Research projects supported by national and international bodies", "", []],
  ],
};
