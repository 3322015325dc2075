package account

import "meridian/internal/institution"

// TypicalOffice is an office that many universities have.
type TypicalOffice struct {
	Name string
	Kind institution.Kind
	Core bool // one of the seventeen of a usual working group; the others are often present as well
}

// TypicalOffices are what a working group for internationalisation is usually made of.
var TypicalOffices = []TypicalOffice{
	{"Office of International Affairs", institution.KindOffice, true},
	{"Office of the Vice Chancellor", institution.KindOffice, true},
	{"School of Business", institution.KindSchool, true},
	{"School of Humanities and Social Sciences", institution.KindSchool, true},
	{"School of Science and Engineering", institution.KindSchool, true},
	{"School of Law", institution.KindSchool, true},
	{"School of Education", institution.KindSchool, true},
	{"Office of the Registrar", institution.KindOffice, true},
	{"Admissions Office", institution.KindOffice, true},
	{"Office of Student Affairs", institution.KindOffice, true},
	{"Office of Research", institution.KindOffice, true},
	{"Human Resources", institution.KindOffice, true},
	{"Library", institution.KindOffice, true},
	{"Information Systems and Technology", institution.KindOffice, true},
	{"Quality Enhancement Cell", institution.KindOffice, true},
	{"Marketing and Communications", institution.KindOffice, true},
	{"Career Services", institution.KindCentre, true},
	{"Finance", institution.KindOffice, false},
	{"Legal Office", institution.KindOffice, false},
	{"Security and Travel Safety", institution.KindOffice, false},
	{"Language Centre", institution.KindCentre, false},
	{"Student Council", institution.KindBody, false},
	{"Gender and Diversity Office", institution.KindOffice, false},
	{"Advancement and Alumni", institution.KindOffice, false},
	{"Learning Institute", institution.KindCentre, false},
}
