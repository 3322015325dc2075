// What a person finds who reads the eleven lists of the sitting: which items say the same, and what they say together.

/** Group is a joint item to be: its parts by their words; a reason where the lists have it under different headings. */
export interface Group { words: string; quadrant: string; reason?: string; parts: string[] }

export const groups: Group[] = [
  {
    words: "Students can afford to study here, and leave with little debt", quadrant: "strength",
    parts: ["Affordability", "Low tuition", "Good value for students", "Very affordable, high-quality programmes", "Return on investment, low debt"],
  },
  {
    words: "People who teach and support with dedication", quadrant: "strength",
    parts: ["Staff and faculty committed to students", "Talented, passionate staff and faculty", "Dedicated faculty", "Staff available and approachable",
      "Talented employees recruited nationally, regionally and internationally"],
  },
  {
    words: "First-generation students find their way here", quadrant: "strength", reason: "It is done already; what can still grow is part of the same strength.",
    parts: ["Social mobility, first-generation focus and community support", "Service to first-generation students",
      "First-generation staff serving first-generation students", "Social mobility for students"],
  },
  {
    words: "Morale suffers, and people are worn out", quadrant: "weakness", reason: "Wellness can only be promoted because it is missing.",
    parts: ["Morale", "Faculty and staff burnout", "Employee engagement", "Promote wellness to improve morale"],
  },
  {
    words: "Others want to work with us: universities, firms, communities", quadrant: "opportunity",
    parts: ["Private partnerships and tribal communities", "Regional partnerships that increase applied learning", "Partnerships with historically black colleges",
      "Stronger partnerships with other universities", "Strategic partnerships with other institutions and networks", "Industry connections"],
  },
  {
    words: "Those who lead need to be trained and invested", quadrant: "weakness",
    parts: ["Senior leadership", "More effective and invested leadership needed", "Reorganisation put people in leadership posts without mentoring",
      "Lack of supervisory, management and people skills"],
  },
  {
    words: "Donors and alumni would give", quadrant: "opportunity",
    parts: ["Fundraising", "Diversify funding with alumni, corporate and international donors"],
  },
];
