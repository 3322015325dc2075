package account

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"meridian/internal/problem"
)

// short writes a row as "line office|name|email|kind|role|head ! reason", without what is empty at the end.
func short(r PastedRow) string {
	head := ""
	if r.Head {
		head = "head"
	}
	s := strings.TrimRight(fmt.Sprintf("%d %s|%s|%s|%s|%s|%s", r.Line, r.Office, r.Name, r.Email, r.Kind, r.Role, head), "|")
	if r.Reason != "" {
		s += " ! " + r.Reason
	}
	return s
}

func TestReadPasted(t *testing.T) {
	for _, c := range []struct {
		name, text, header string
		want               []string
	}{
		{"nothing", " \n\t\n;;\n", "", nil},
		{"cells of Excel", "Library\tSana Iqbal\tsana@uni.example\nLaw\tSaba\tsaba@uni.example\n", "", []string{"1 Library|Sana Iqbal|sana@uni.example", "2 Law|Saba|saba@uni.example"}},
		{"with a heading", "Office\tName\tE-mail\nLibrary\tSana\ts@uni.example\n", "Office\tName\tE-mail", []string{"2 Library|Sana|s@uni.example"}},
		{"columns in another order", "email;kind;office;head;name;phone\ns@uni.example;Centre;Languages;yes;Sana;123\n", "email;kind;office;head;name;phone",
			[]string{"2 Languages|Sana|s@uni.example|centre||head"}},
		{"commas and quotation marks", "\"Arts, Law\",\"Iqbal, Sana\",s@uni.example\n", "", []string{"1 Arts, Law|Iqbal, Sana|s@uni.example"}},
		{"a quotation mark that nothing closes", "Library,\"Sana,s@uni.example\n", "", []string{"1 Library|Sana|s@uni.example"}},
		{"addresses, one a line", "a@x.example\nb@x.example", "", []string{"1 ||a@x.example", "2 ||b@x.example"}},
		{"addresses in one line", "a@x.example, Bilal Ahmed <b@x.example>,c@x.example (Carla)", "", []string{"1 ||a@x.example", "1 |Bilal Ahmed|b@x.example", "1 |Carla|c@x.example"}},
		{"addresses with semicolons", "\"Ahmed, Bilal\" <b@x.example>; c@x.example;\n", "", []string{"1 |Ahmed, Bilal|b@x.example", "1 ||c@x.example"}},
		{"commas in one line, semicolons in another", "a@x.example, b@x.example\nc@x.example; d@x.example", "", []string{"1 ||a@x.example", "1 ||b@x.example", "2 ||c@x.example", "2 ||d@x.example"}},
		{"name before the address", "Bilal Ahmed b@x.example", "", []string{"1 |Bilal Ahmed|b@x.example"}},
		{"an office alone", "Library;office\nLanguages;Center", "", []string{"1 Library|||office", "2 Languages|||centre"}},
		{"an office alone, under headings", "office,email\nLibrary,\n", "office,email", []string{"2 Library"}},
		{"no address", "Library\tSana Iqbal\nnobody", "", []string{"1 Library|Sana Iqbal", "2 nobody"}},
		{"something else than an address", "Library\tSana Iqbal\tsana at x.example\n\tSana", "", []string{"1 Library|Sana Iqbal ! There is no e-mail address in this line.", "2 |Sana ! There is no e-mail address in this line."}},
		{"a slip in a list of addresses", "a@x.example\nb.x.example", "", []string{"1 ||a@x.example", "2 b.x.example ! There is no e-mail address in this line."}},
		{"an office among people of others", "Library;Sana;s@x.example\nFinance", "", []string{"1 Library|Sana|s@x.example", "2 Finance"}},
		{"no address under headings", "office,name,email\nLibrary,Sana,\n,,\n", "office,name,email", []string{"2 Library|Sana"}},
		{"no office and no address under headings", "office,name,email\n,Sana,\n", "office,name,email", []string{"2 |Sana ! There is no e-mail address here."}},
		{"unknown role and kind", "email,role,kind\na@x.example,boss,\nb@x.example,adviser,club\n", "email,role,kind",
			[]string{"2 ||a@x.example ! The role must be international office, senior management, member office, body member or adviser.",
				"3 ||b@x.example||adviser ! The kind must be office, centre, school or body."}},
		{"role behind the address", "Library\tSana\ts@x.example\tSenior management\n", "", []string{"1 Library|Sana|s@x.example||senior_management"}},
		{"marks that cannot be seen", "\uFEFFLibrary\u00A0\t\u200BSana\t s@x.example\u200E\r\n", "", []string{"1 Library|Sana|s@x.example"}},
		{"no heading, though the first office is called one", "School\tSana\ts@x.example\nUnit\tA\ta@x.example", "", []string{"1 School|Sana|s@x.example", "2 Unit|A|a@x.example"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := ReadPasted(c.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range p.Rows {
				got = append(got, short(r))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") || p.Header != c.header {
				t.Errorf("header %q, rows\n%s\nwant %q\n%s", p.Header, strings.Join(got, "\n"), c.header, strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestReadPastedIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"lines":     strings.Repeat("a@x.example\n", maxPastedRows+1),
		"addresses": strings.Repeat("a@x.example,", maxPastedRows+1),
		"bytes":     strings.Repeat("x", maxPasted+1),
	} {
		if _, err := ReadPasted(text); !problem.Is(err, problem.Invalid) {
			t.Errorf("too many %s: %v", name, err)
		}
	}
	if p, err := ReadPasted(strings.Repeat("a@x.example\n", maxPastedRows)); err != nil || len(p.Rows) != maxPastedRows {
		t.Errorf("as many as may be: %d, %v", len(p.Rows), err)
	}
}

// Whatever is pasted, reading it ends, and what comes out is text that stands in the input.
func FuzzPasted(f *testing.F) {
	for _, s := range []string{"", "Library\tSana\ts@uni.example", "office;email\nA;b@c", "\"a,b@c", "a@b\r\nBcc:x@y", "<<@>>", "(@)", "\xff\x00@", "a@b,c@d,e", strings.Repeat("\"", 99)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ReadPasted(text)
		if err != nil {
			return
		}
		if len(p.Rows) > maxPastedRows {
			t.Fatalf("%d rows", len(p.Rows))
		}
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n") + 1
		size := len(p.Header)
		for _, r := range p.Rows {
			size += len(r.Raw)
			for _, s := range []string{r.Raw, r.Office, r.Name, r.Email} {
				if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n") {
					t.Fatalf("%q has no place in a cell", s)
				}
			}
			if r.Line < 1 || r.Line > lines {
				t.Fatalf("line %d of %d", r.Line, lines)
			}
			if r.Reason == "" && r.Email == "" && r.Office == "" {
				t.Fatalf("nothing to do in %q, and no reason", r.Raw)
			}
		}
		if size > 3*len(text)+3 { // a byte that is no text becomes a mark of three
			t.Fatalf("%d bytes came of %d", size, len(text))
		}
	})
}
