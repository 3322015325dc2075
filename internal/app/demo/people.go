package demo

import (
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
)

type office struct {
	slug, name string
	kind       institution.Kind
	person     string
}

func (o office) head(institution string) string {
	if o.person == "" {
		return ""
	}
	return o.slug + "@" + institution + ".example"
}

// offices are the seventeen of the demo: what a working group for internationalisation is made of.
var offices = []office{
	{"international", "Office of International Affairs", institution.KindOffice, "Ayesha Khan"},
	{"registrar", "Office of the Registrar", institution.KindOffice, "Bilal Ahmed"},
	{"library", "Library", institution.KindOffice, "Sana Iqbal"},
	{"finance", "Finance", institution.KindOffice, "Tariq Mehmood"},
	{"human-resources", "Human Resources", institution.KindOffice, "Nadia Farooq"},
	{"research", "Office of Research", institution.KindOffice, "Imran Siddiqui"},
	{"student-affairs", "Student Affairs", institution.KindOffice, "Hira Javed"},
	{"admissions", "Admissions", institution.KindOffice, "Omar Sheikh"},
	{"quality", "Quality Enhancement Cell", institution.KindOffice, "Rabia Aslam"},
	{"information-technology", "Information Technology", institution.KindOffice, "Faisal Qureshi"},
	{"communications", "Marketing and Communications", institution.KindOffice, "Mariam Yousaf"},
	{"careers", "Career Services", institution.KindCentre, "Usman Raza"},
	{"languages", "Language Centre", institution.KindCentre, "Zainab Malik"},
	{"business", "School of Business", institution.KindSchool, "Kamran Akhtar"},
	{"humanities", "School of Humanities and Social Sciences", institution.KindSchool, "Fatima Noor"},
	{"science", "School of Science and Engineering", institution.KindSchool, "Asad Mirza"},
	{"law", "School of Law", institution.KindSchool, "Saba Rehman"},
}

func people() []account.DemoMember {
	list := []account.DemoMember{
		{Name: "Farah Saeed", Email: "management@demo.example", Role: access.SeniorManagement},
		{Name: "Junaid Hashmi", Email: "provost@demo.example", Role: access.SeniorManagement},
		{Name: "Claire Moreau", Email: "adviser@demo.example", Role: access.Adviser},
	}
	for _, o := range offices {
		role := access.MemberOffice
		if o.slug == "international" {
			role = access.InternationalOffice
		}
		list = append(list, account.DemoMember{Name: o.person, Email: o.slug + "@demo.example", Office: o.slug, Role: role})
	}
	return list
}

// bodies are the groups of the first source, whose analysis the demo holds unchanged.
func bodies(sources []source) []office {
	var list []office
	for _, u := range sources[0].Units {
		list = append(list, office{slug: strings.ToLower(u.Code), name: u.Unit, kind: institution.KindBody})
	}
	return list
}

var secondOffices = []office{
	{"international", "International Office", institution.KindOffice, "Lena Fischer"},
	{"registrar", "Registry", institution.KindOffice, "Paul Okafor"},
}

var secondPeople = []account.DemoMember{
	{Name: "Lena Fischer", Email: "international@second.example", Office: "international", Role: access.InternationalOffice},
	{Name: "Paul Okafor", Email: "registrar@second.example", Office: "registrar", Role: access.MemberOffice},
	{Name: "Ingrid Solberg", Email: "management@second.example", Role: access.SeniorManagement},
}
