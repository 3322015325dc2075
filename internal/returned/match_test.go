package returned_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"meridian/internal/returned"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// section is a section of a strategy with this markup.
func section(t testing.TB, name, markup string) returned.Section {
	t.Helper()
	doc, err := richtext.FromMarkup(markup)
	if err != nil {
		t.Fatal(err)
	}
	return returned.Section{ID: uuid.NewSHA1(uuid.Nil, []byte(name)), Title: name, Reading: richtext.Read(doc)}
}

// placed is where a remark is in one line: the section, the words, and "?" where somebody should look.
func placed(sections []returned.Section, p returned.Placed) string {
	i := slices.IndexFunc(sections, func(s returned.Section) bool { return s.ID == p.Section })
	s := sections[i].Title + ": " + p.Anchor.Words
	if p.Anchor.State == richtext.Check {
		s += " ?"
	}
	if p.Anchor.Exact != "" && sections[i].Reading.Between(p.Anchor.From, p.Anchor.To) != p.Anchor.Words {
		s += " (which are not there)"
	}
	if p.Kind != returned.Comment {
		s += " → " + p.Replacement
	}
	return s
}

const long = "The university grows every year, and with it the number of students who come from abroad to study here. "

// TestMatch sends a text out, has it changed and commented on, and finds the words in what it is by then.
func TestMatch(t *testing.T) {
	on := func(before, words, after string) string {
		return p(run(before), from("0"), run(words), to("0"), run(after))
	}
	swap := func(before, old, new, after string) string { return p(run(before), del(old), ins(new), run(after)) }
	type sections = []string // titles and texts in turn
	for _, c := range []struct {
		name, body string
		now        sections
		want       string // where it is, or a part of why it is lost
	}{
		{"words as they were", head(run("Vision")) + on("The university ", "grows every year", ", and with it"), sections{"Vision", long}, "Vision: grows every year"},
		{"a change", head(run("Vision")) + swap("The university ", "grows", "shrinks", " every year, and"), sections{"Vision", long}, "Vision: grows → shrinks"},
		{"an addition", head(run("Vision")) + p(run("The university grows"), ins(" a lot"), run(" every year, and")), sections{"Vision", long}, "Vision: grows → grows a lot"},
		{"an addition that was made meanwhile", head(run("Vision")) + p(run("The university grows every"), ins(" single"), run(" year, and with it")), sections{"Vision", strings.Replace(long, "every", "every single", 1)}, "already"},
		{"over blocks", head(run("Vision")) + p(run("The university "), from("0"), run("grows.")) + p(run("It"), to("0"), run(" is old.")), sections{"Vision", "The university grows.\n\n- It is old."}, "Vision: grows. It"},
		{"over marks, with a link", head(run("Vision")) + on("The university ", "grows every year", ", and"), sections{"Vision", "The university **grows** [every](https://example.org) year, and more"}, "Vision: grows every year"},
		{"the section has another title now", head(run("Vision")) + on("The university ", "grows every year", ", and with it"), sections{"Aims", long}, "Aims: grows every year"},
		{"the text moved to another section", head(run("Vision")) + on("The university ", "grows every year", ", and with it"), sections{"Vision", "Nothing.", "Aims", long}, "Aims: grows every year"},
		{"the same text in two sections", head(run("1.2 Vision")) + p(run("The university "), del("grows"), run(" every year, and with it")), sections{"Aims", long, "Vision", long}, "Vision: grows → "},
		{"the same text twice in one", head(run("Vision")) + on("The university ", "grows every year", ", and with it"), sections{"Vision", long + "\n\n" + long + "\n\n" + long}, "Vision: grows every year"},
		{"the same text twice, the last meant", p(run(long)) + on("The university grows every year, and with it the number of students who come from abroad to ", "study", " here."), sections{"", long + strings.TrimSpace(long) + " So."}, "several"},
		{"the same text twice in the middle", head(run("Vision")) + p(run("Once.")) + on("The university ", "grows every year", ", and with it the number of students"), sections{"Vision", "More. " + long + long}, "several"},
		{"the same text in two sections, neither the one", head(run("Vision")) + on("and with it the number of students ", "who come", " from abroad to study here"), sections{"Aims", long, "Means", long}, "several"},
		{"gone", head(run("Vision")) + swap("The university ", "grows", "shrinks", " every year."), sections{"Vision", "The university flourishes every year."}, "not in the strategy any more"},
		{"a short word elsewhere is another one", head(run("Vision")) + swap("Something stood here that is gone: ", "the", "a", " end of it"), sections{"Vision", long + long}, "several"},
		{"a short word that stands once is another one", head(run("Vision")) + swap("Something stood here that is gone: ", "year", "day", " end of it"), sections{"Vision", long}, "different"},
		{"not a part of a word", head(run("Vision")) + swap("It shall ", "grow", "shrink", " every year, and with it the number"), sections{"Vision", strings.ReplaceAll(long, "grows", "outgrows")}, "not in the strategy any more"},
		{"a part of a word, where that is meant", head(run("Vision")) + on("The university out", "grows", " every year, and with it"), sections{"Vision", strings.ReplaceAll(long, "grows", "outgrows")}, "Vision: grows"},
		{"what is around it was changed on one side", head(run("Vision")) + swap("The university ", "grows", "shrinks", " every year, and with it the number"), sections{"Vision", strings.Replace(long, "The university", "Our school", 1) + "It grows."}, "Vision: grows ? → shrinks"},
		{"smart quotes, hyphens, hidden signs, blanks", head(run("Vision")) + on("Our “students’ ", "co\u00adop\u2011time” isn’t\u00a0long", " enough for all"), sections{"Vision", `Our "students' coop-time" isn't long enough for all`}, `Vision: coop-time" isn't long`},
		{"signs that are hidden in the strategy", head(run("Vision")) + on("Our ", "cooperation goes", " on"), sections{"Vision", "Our co\u00adope\u00adration\u200b goes on"}, "Vision: co\u00adope\u00adration\u200b goes"},
		{"Urdu", head(run("وژن")) + swap("ہم ", "تیزی", "آہستگی", " سے بڑھتے ہیں اور پڑھتے ہیں"), sections{"وژن", "ہم تیزی سے بڑھتے ہیں اور پڑھتے ہیں"}, "وژن: تیزی → آہستگی"},
		{"Chinese", head(run("愿景")) + swap("我们的大学", "快速", "缓慢", "发展，学生来自世界各地，研究服务社会"), sections{"愿景", "我们的大学快速发展，学生来自世界各地，研究服务社会"}, "愿景: 快速 → 缓慢"},
		{"emoji", head(run("Vision")) + on("We plant 🌱 ", "trees 👩‍🎓 now", " and then"), sections{"Vision", "We plant 🌱 trees 👩‍🎓 now and then"}, "Vision: trees 👩‍🎓 now"},
		{"in a table", head(run("Vision")) + `<w:tbl><w:tr><w:tc>` + p(run("Goal")) + `</w:tc><w:tc>` + p(run("Year ")+del("2030")+ins("2031")) + `</w:tc></w:tr></w:tbl>`, sections{"Vision", "| Goal | Year 2030 |\n| --- | --- |\n| Other | Year 2040 |"}, "Vision: 2030 → 2031"},
		{"a short section of one word", head(run("Motto")) + swap("", "Grow", "Shrink", "") + head(run("Vision")), sections{"Motto", "Grow", "Vision", long}, "Motto: Grow → Shrink"},
		{"a short word at the beginning of a section", head(run("Aims")) + p(run("Other things.")) + head(run("Vision")) + swap("", "Grow", "Shrink", "!"), sections{"Aims", "Other things.", "Vision", "Grow! And more than that."}, "Vision: Grow → Shrink"},
		{"what a quote keeps does not tell it from an earlier place", head(run("Vision")) + on(long+long+"who come from abroad to learn and to ", "study", "") + head(run("Aims")), sections{"Vision", "Those who come from abroad to learn and to study well. Those who come from abroad to learn and to study"}, "several"},
		{"a comment on a paragraph", head(run("Vision")) + p(run("The university grows every year, and with it"), `<w:r><w:commentReference w:id="0"/></w:r>`), sections{"Vision", "The university grows every year, and with it."}, "Vision: The university grows every year, and with it"},
		{"a comment on a paragraph that was changed", head(run("Vision")) + p(run(long), `<w:r><w:commentReference w:id="0"/></w:r>`), sections{"Vision", strings.Replace(long, "study here", "learn", 1)}, "Vision: The university grows every year, and with it the number of students who come ?"},
		{"a comment on paragraphs of which one was changed", head(run("Vision")) + p(from("0"), run("It was otherwise once.")) + p(run("The university grows every year."), to("0")), sections{"Vision", "It is so.\n\nThe university grows every year."}, "Vision: The university grows every year. ?"},
		{"a comment over a heading", head(from("0"), run("Vision")) + p(run("The university grows every year."), to("0")), sections{"Vision", "The university grows every year."}, "Vision: The university grows every year. ?"},
		{"a comment on a title", head(from("0"), run("Our Vision"), to("0")) + p(run("We grow.")), sections{"Our vision", "We grow, that is our vision."}, "Our vision: "},
		{"a comment on a word of a title", head(run("Our "), from("0"), run("Vision"), to("0")) + p(run("We grow.")), sections{"Our Vision", "We grow."}, "Our Vision: "},
		{"a comment in an empty paragraph", head(run("Vision")) + p(from("0"), to("0")), sections{"Vision", "We grow."}, "Vision: "},
		{"a comment nowhere", head(run("Vision")), sections{"Vision", "We grow."}, "no words"},
		{"a change of a title", head(run("Our "), del("Vision"), ins("Aim")) + p(run("We grow.")), sections{"Our Vision", "We grow."}, "title of a section"},
		{"a very long deletion", head(run("Vision")) + p(del(strings.Repeat("word ", 2_100))), sections{"Vision", "We grow."}, "more words than"},
		{"an empty section", head(run("Vision")) + swap("The ", "grown", "old", " up"), sections{"Vision", ""}, "not in the strategy any more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var now []returned.Section
			for i := 0; i < len(c.now); i += 2 {
				now = append(now, section(t, c.now[i], c.now[i+1]))
			}
			f := read(t, parts{body: c.body, comments: comment("0", "Bo", "A0", "Why?")})
			// The comment that a case does not use belongs to no words.
			if len(f.Remarks) > 1 && f.Remarks[len(f.Remarks)-1].Exact == "" {
				f.Remarks = f.Remarks[:len(f.Remarks)-1]
			}
			found, lost := returned.Match(now, f)
			if len(found)+len(lost) != 1 {
				t.Fatalf("found %+v, lost %+v", found, lost)
			}
			if len(lost) == 1 {
				if lost[0].Reason == "" || !strings.Contains(lost[0].Reason, c.want) {
					t.Errorf("lost: %s; want %s", lost[0].Reason, c.want)
				}
				return
			}
			if got := placed(now, found[0]); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// What is lost says under which section it stood; every remark is either placed or lost.
func TestMatchLosesNothing(t *testing.T) {
	now := []returned.Section{section(t, "Vision", "We grow every single year."), section(t, "Vision", "Another of that title."), section(t, "Aim", "Something else.")}
	f := read(t, parts{body: head(run("Aim")) + p(run("It "), del("was"), run(" here")) + head(run("Vision")) + p(run("We "), del("grow every"), run(" single year."), del(" Now."))})
	found, lost := returned.Match(now, f)
	if len(found) != 1 || len(lost) != 2 || lost[0].Section != now[2].ID || fmt.Sprint(lost[1].Exact) != "Now." || lost[1].Section != now[0].ID {
		t.Errorf("found %+v, lost %+v", found, lost)
	}
	if found, lost := returned.Match(nil, f); len(found) != 0 || len(lost) != 3 {
		t.Errorf("found %+v, lost %+v", found, lost)
	}
}
