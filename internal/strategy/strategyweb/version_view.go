package strategyweb

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/richtext"
	"meridian/internal/strategy"

	"github.com/google/uuid"
)

// KeptHead is what the pages of a version say about it.
type KeptHead struct {
	N               int
	Name            string // "Version 3"
	URL, JSONURL    string
	CompareURL      string // with the text as it stands now; empty where there is nothing to compare with
	Note            string
	By, At, Day     string
	Words           int
	Hash, ShortHash string
}

// Kept is a version as it reads.
type Kept struct {
	KeptHead
	StrategyURL, VersionsURL string
	Institution              string
	Title, Period            string
	Sections                 []KeptSection
	Labels                   strategy.ContentLabels
	Latest                   KeptHead
	MayWrite                 bool
	Cover                    Cover
	Word                     WordFile
}

// KeptSection is a section of a version.
type KeptSection struct {
	ID, Title, HTML string
	Goals           []KeptGoal
	Restore         Restore
}

// Restore is what brings a section back from a version.
type Restore struct{ URL, ID, Section, Version string }

// KeptGoal is a goal with its objectives; without a text it holds those without a goal.
type KeptGoal struct {
	Text       string
	Objectives []KeptObjective
}

// KeptObjective is an objective of a version.
type KeptObjective struct {
	Number       int
	Text, Office string
	Cites        []string
	Hidden       int // how many items it answers whose words nobody sees now
	Indicators   []KeptIndicator
}

// KeptIndicator is an indicator of a version, with its values as people read them.
type KeptIndicator struct {
	Name, Counted, Unit, Direction, Baseline, Source, Frequency string
	Targets                                                     []Figure
}

// Figure is a value with its name: a year, or what the value is.
type Figure struct{ Name, Value string }

const shortHash = 12 // characters of a fingerprint that a person compares by eye

func keptHead(ctx context.Context, slug string, id uuid.UUID, v strategy.Version) KeptHead {
	sum := hex.EncodeToString(v.Hash)
	return KeptHead{N: v.N, Name: i18n.T(ctx, "Version %d", v.N), URL: link.Version(slug, id, v.N, ""), JSONURL: link.VersionContent(slug, id, v.N),
		CompareURL: link.Compare(slug, id, v.N, asItStands), Note: v.Note, By: v.KeptBy, At: instant(v.KeptAt), Day: day(v.KeptAt), Words: v.Words,
		Hash: sum, ShortHash: sum[:shortHash]}
}

// keptOf shows a version.
func keptOf(ctx context.Context, v strategy.VersionView) (Kept, error) {
	slug, s := v.Seat.Slug, v.Strategy
	k := Kept{KeptHead: keptHead(ctx, slug, s.ID, v.Version), StrategyURL: link.Strategy(slug, s.ID, ""), VersionsURL: link.Strategy(slug, s.ID, "versions"),
		Institution: v.Seat.InstitutionName, Title: v.Content.Title, Period: v.Content.Period, Labels: v.Content.Labels,
		Latest: keptHead(ctx, slug, s.ID, v.All[0]), MayWrite: s.MayWrite(v.Seat.Actor)}
	k.Cover = Cover{Institution: k.Institution, Title: k.Title, Period: k.Period, State: i18n.T(ctx, "Version %d, kept on", k.N), Foot: i18n.T(ctx, "%s · %s · fingerprint %s", k.Institution, k.Name, k.ShortHash), At: k.At, Day: k.Day, Fingerprint: k.ShortHash}
	names, err := json.Marshal(namesOf(v.Names))
	if err != nil {
		return k, err
	}
	k.Word = WordFile{Content: k.JSONURL, Name: fileName(k.Title + " – " + k.Name), Institution: k.Institution, Version: k.Name,
		Date: v.Version.KeptAt.UTC().Format(dayOnly), Names: string(names)}
	for _, sec := range v.Content.Sections {
		doc, err := sec.Text()
		if err != nil {
			return k, err
		}
		part := KeptSection{ID: sec.ID.String(), Title: sec.Title, Goals: keptGoals(ctx, sec, v.Names),
			Restore: restoreOf(slug, s.ID, v.Version.N, sec.ID, sec.Title, k.Name)}
		if part.HTML, err = prose(ctx, doc, "h-"+part.ID+"-"); err != nil {
			return k, err
		}
		k.Sections = append(k.Sections, part)
		k.Cover.Contents = append(k.Cover.Contents, Entry{"#section-" + part.ID, sec.Title})
	}
	return k, nil
}

func restoreOf(slug string, id uuid.UUID, n int, section uuid.UUID, title, version string) Restore {
	return Restore{URL: link.Version(slug, id, n, "sections/"+section.String()+"/restore"), ID: once.Fresh().String(), Section: title, Version: version}
}

// prose renders a text.
func prose(ctx context.Context, doc *richtext.Node, prefix string, marks ...richtext.Highlight) (string, error) {
	var b strings.Builder
	err := richtext.HTML(&b, doc, richtext.HTMLOptions{IDPrefix: prefix, TableLabel: tableLabel(ctx), Marks: marks})
	return b.String(), err
}

func tableLabel(ctx context.Context) func(int) string {
	return func(n int) string { return i18n.T(ctx, "Table %d", n) }
}

// keptGoals are the goals of a section with their objectives, which are numbered through.
func keptGoals(ctx context.Context, sec strategy.SectionContent, names strategy.Names) []KeptGoal {
	var goals []KeptGoal
	under := map[uuid.UUID]int{}
	for n, g := range sec.Goals {
		under[g.ID] = n
		goals = append(goals, KeptGoal{Text: g.Text})
	}
	loose := KeptGoal{}
	for n, o := range sec.Objectives {
		k := keptObjective(ctx, n+1, o, names)
		if o.Goal == nil {
			loose.Objectives = append(loose.Objectives, k)
		} else if at, found := under[*o.Goal]; found {
			goals[at].Objectives = append(goals[at].Objectives, k)
		} else {
			loose.Objectives = append(loose.Objectives, k)
		}
	}
	if len(loose.Objectives) > 0 {
		goals = append(goals, loose)
	}
	return goals
}

func keptObjective(ctx context.Context, n int, o strategy.ObjectiveContent, names strategy.Names) KeptObjective {
	k := KeptObjective{Number: n, Text: o.Text, Office: officeOf(ctx, o.Office, names)}
	for _, c := range o.Cites {
		if text := names.Cited[c.ID].Text; text != "" {
			k.Cites = append(k.Cites, text)
		} else {
			k.Hidden++
		}
	}
	for _, i := range o.Indicators {
		k.Indicators = append(k.Indicators, keptIndicator(ctx, i))
	}
	return k
}

// officeOf is the name of an office now; empty where nobody was named.
func officeOf(ctx context.Context, id *uuid.UUID, names strategy.Names) string {
	if id == nil {
		return ""
	}
	if name := names.Offices[*id]; name != "" {
		return name
	}
	return i18n.T(ctx, "an office that is no longer there")
}

func keptIndicator(ctx context.Context, i strategy.IndicatorContent) KeptIndicator {
	k := KeptIndicator{Name: i.Name, Counted: i.Numerator, Unit: i18n.Say(ctx, strategy.Unit(i.Unit).Label()), Direction: i18n.Say(ctx, strategy.Direction(i.Direction).Label()),
		Source: i.Source, Frequency: i18n.Say(ctx, strategy.Frequency(i.Frequency).Label())}
	if i.Denominator != "" {
		k.Counted = i18n.T(ctx, "%s, of %s", i.Numerator, i.Denominator)
	}
	if i.Baseline != nil {
		k.Baseline = valueOf(ctx, *i.Baseline, i.Unit)
		if i.BaselineYear != nil {
			k.Baseline = i18n.T(ctx, "%s in %s", k.Baseline, strconv.Itoa(*i.BaselineYear))
		}
	}
	for _, t := range i.Targets {
		k.Targets = append(k.Targets, Figure{strconv.Itoa(t.Year), valueOf(ctx, t.Value, i.Unit)})
	}
	return k
}

// valueOf writes a value with what it counts, as far as that is a sign; empty where there is none.
func valueOf(ctx context.Context, value, unit string) string {
	switch {
	case value == "":
	case unit == string(strategy.UnitPercent):
		return value + " %"
	case unit == string(strategy.UnitYesNo) && value == "1":
		return i18n.T(ctx, "yes")
	case unit == string(strategy.UnitYesNo) && value == "0":
		return i18n.T(ctx, "no")
	}
	return value
}
