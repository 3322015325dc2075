package swot

import (
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Frame is a set of themes under which the same items can be read.
type Frame string

// The frames: the analysis's own themes, and three that others have made.
const (
	FrameOwn        Frame = "own"
	FrameHomeAbroad Frame = "home_abroad"
	FrameACE        Frame = "ace"
	FrameHRK        Frame = "hrk"
)

// Theme is a group of items in a frame.
type Theme struct {
	Key   string // in one's own frame an id, else a word
	Name  string // in one's own frame as it was typed, else English, to be translated
	About string // one sentence, in English, to be translated; empty in one's own frame
}

// FrameWords are what a frame says about itself, in English, to be translated.
type FrameWords struct {
	Frame   Frame
	Label   string
	Asks    string // the question that its explanation answers; empty in one's own frame
	About   string
	Source  string // whose it is
	Address string // where to read it, without a scheme; may be empty
}

// Frames lists the frames in the order in which they are offered.
var Frames = []FrameWords{
	{Frame: FrameOwn, Label: "Own themes", About: "Groups that come out of your items: make them, name them, and put the items into them."},
	{Frame: FrameHomeAbroad, Label: "At home and abroad", Asks: "What is at home and abroad?",
		About:  "Internationalisation happens at home, in what every student learns and meets on campus, and abroad, in what crosses a border.",
		Source: "Jane Knight's two pillars; the words for “at home” after Jos Beelen and Elspeth Jones, 2015"},
	{Frame: FrameACE, Label: "Six ACE areas", Asks: "What are the six ACE areas?",
		About:  "The American Council on Education calls internationalisation comprehensive when a whole institution works on these six areas together.",
		Source: "American Council on Education, Comprehensive Internationalization, as renamed in December 2020", Address: "www.acenet.edu"},
	{Frame: FrameHRK, Label: "Four HRK dimensions", Asks: "What are the four HRK dimensions?",
		About:  "The German Rectors' Conference looks at a university's internationalisation in these four dimensions when it audits one.",
		Source: "German Rectors' Conference (HRK), Audit Internationalisation of Universities", Address: "www.hrk.de/activities/audit-internationalisation-of-universities/"},
}

var fixed = map[Frame][]Theme{
	FrameHomeAbroad: {
		{"home", "At home", "What brings an international and intercultural dimension to all students where they are: courses, campus life, languages, shared online classes."},
		{"abroad", "Abroad", "What crosses a border: students and staff who come and go, partnerships, joint degrees, programmes taught in other countries."},
	},
	FrameACE: {
		{"commitment", "Institutional commitment and policy", "Whether mission, strategy, money and visible support say that the institution means it."},
		{"leadership", "Leadership and structure", "Who leads, which offices do the work, and how they speak to each other and keep track."},
		{"curriculum", "Curriculum and co-curriculum", "What students learn about the world, in their courses and beside them."},
		{"staff", "Faculty and staff support", "Whether hiring, promotion and training let teachers and staff work internationally."},
		{"mobility", "Mobility", "People who come and people who go: students and staff, and what they find on arrival and return."},
		{"partnerships", "Partnerships and networks", "With whom the institution works elsewhere, and how it chooses and keeps its partners."},
	},
	FrameHRK: {
		{"steering", "Planning and steering", "How internationalisation is planned, led, paid for and reviewed."},
		{"study", "Study and teaching", "Programmes, courses, languages, recognition and the mobility of those who study and teach."},
		{"research", "Research and technology transfer", "Joint research, international funding, young researchers, and what reaches the world outside."},
		{"advice", "Advice and support", "Who helps international students, researchers and staff, before they come, while they are here and when they leave."},
	},
}

// ParseFrame reads the name of a frame; anything else is Invalid.
func ParseFrame(s string) (Frame, error) {
	for _, f := range Frames {
		if string(f.Frame) == s {
			return f.Frame, nil
		}
	}
	return "", problem.At("frame", "The items cannot be viewed by this. Please load the page anew.")
}

// Groups are how the items of an analysis are grouped.
type Groups struct {
	Own  []Theme // those of one's own frame that stand, in their order
	Last *Regrouped
	of   map[uuid.UUID]map[Frame]string
}

// Themes lists the themes of a frame in their order.
func (g Groups) Themes(f Frame) []Theme {
	if f == FrameOwn {
		return g.Own
	}
	return fixed[f]
}

// Theme is the one in which an item stands in a frame; false when it is in none.
func (g Groups) Theme(item uuid.UUID, f Frame) (Theme, bool) {
	key := g.of[item][f]
	if key == "" {
		return Theme{}, false
	}
	return themeIn(g.Themes(f), key)
}

// Names are the names of an item's themes by frame; nil when it is in none.
func (g Groups) Names(item uuid.UUID) map[Frame]string {
	var names map[Frame]string
	for _, f := range Frames {
		if t, in := g.Theme(item, f.Frame); in {
			if names == nil {
				names = map[Frame]string{}
			}
			names[f.Frame] = t.Name
		}
	}
	return names
}

func themeIn(themes []Theme, key string) (Theme, bool) {
	for _, t := range themes {
		if t.Key == key {
			return t, true
		}
	}
	return Theme{}, false
}
