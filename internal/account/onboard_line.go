package account

import (
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
)

// readLine reads the cells of one line: as the columns say, else the e-mail address is known by its @ and office
// and name stand before it. Several addresses in a line are a list of people.
func readLine(line string, cells []string, columns []column) []PastedRow {
	if columns != nil {
		return []PastedRow{readColumns(line, cells, columns)}
	}
	with := func(cell string) bool { return strings.Contains(cell, "@") }
	addresses := 0
	for _, cell := range cells {
		if with(cell) {
			addresses++
		}
	}
	if addresses == 1 && len(cells) == 1 && strings.Count(line, "@") > 1 { // parted by commas, in a text that has semicolons or tabs elsewhere
		if parts := splitCells(line, ','); len(parts) > 1 {
			return readLine(line, parts, nil)
		}
	}
	switch addresses {
	case 0:
		return []PastedRow{readOffice(line, cells)}
	case 1:
		at := slices.IndexFunc(cells, with)
		row := PastedRow{Raw: line}
		row.Name, row.Email = nameAndAddress(cells[at])
		if at > 0 {
			row.Office = cells[0]
		}
		if at > 1 && row.Name == "" {
			row.Name = cells[at-1]
		}
		for _, cell := range cells[at+1:] {
			if !row.read(cell) && row.Name == "" {
				row.Name = cell
			}
		}
		return []PastedRow{row}
	}
	var rows []PastedRow
	for _, cell := range cells {
		if cell == "" {
			continue
		}
		row := PastedRow{Raw: cell}
		if row.Name, row.Email = nameAndAddress(cell); !with(cell) {
			row.Email, row.Reason = "", "There is no e-mail address here."
		}
		rows = append(rows, row)
	}
	return rows
}

func readColumns(line string, cells []string, columns []column) PastedRow {
	row := PastedRow{Raw: line}
	for n, cell := range cells {
		if n >= len(columns) || cell == "" {
			continue
		}
		switch columns[n] {
		case officeColumn:
			row.Office = cell
		case nameColumn:
			row.Name = cell
		case emailColumn:
			var name string
			if name, row.Email = nameAndAddress(cell); row.Name == "" {
				row.Name = name
			}
		case kindColumn:
			if row.Kind = kindOf(cell); row.Kind == "" {
				row.Reason = "The kind must be office, centre, school or body."
			}
		case roleColumn:
			if row.Role = roleOf(cell); row.Role == "" {
				row.Reason = "The role must be international office, senior management, member office, body member or adviser."
			}
		case headColumn:
			row.Head = yes(cell)
		}
	}
	if row.Email == "" && row.Office == "" && row.Reason == "" {
		row.Reason = "There is no e-mail address here."
	}
	return row
}

// noAddress is what is wrong with a line that says too little, or something else where the address should stand.
const noAddress = "There is no e-mail address in this line."

// readOffice reads a line without an address: an office, and perhaps who will come for it one day. Words where the
// address should stand are an address with a slip in it.
func readOffice(line string, cells []string) PastedRow {
	row := PastedRow{Raw: line, Office: cells[0]}
	for n, cell := range cells[1:] {
		switch {
		case row.read(cell):
		case n == 0:
			row.Name = cell
		default:
			row.Reason = noAddress
		}
	}
	if row.Office == "" {
		row.Reason = noAddress
	}
	return row
}

// lone tells whether a row is nothing but one word or name: an office among rows that name theirs, and an address with
// a slip in it in a list of addresses.
func (row PastedRow) lone() bool {
	return row.Reason == "" && row.Email == "" && row.Name == "" && row.Kind == "" && row.Role == "" && !row.Head
}

// read takes kind, role or head from a cell that no heading names, and tells whether it is one of these, or empty.
func (row *PastedRow) read(cell string) bool {
	kind, role := kindOf(cell), roleOf(cell)
	switch {
	case cell == "":
	case kind != "" && row.Kind == "":
		row.Kind = kind
	case role != "" && row.Role == "":
		row.Role = role
	case yes(cell):
		row.Head = true
	default:
		return false
	}
	return true
}

// nameAndAddress reads "Name <address>", "address (Name)" and an address alone. What it is not sure of it leaves in
// the address, whose rule then says what is wrong.
func nameAndAddress(cell string) (name, address string) {
	cell = strings.TrimPrefix(cell, "mailto:")
	if open := strings.LastIndexByte(cell, '<'); open >= 0 && strings.HasSuffix(cell, ">") {
		return strings.Trim(cell[:open], ` "'`), strings.TrimSpace(strings.TrimPrefix(cell[open+1:len(cell)-1], "mailto:"))
	}
	if open := strings.IndexByte(cell, '('); open > 0 && strings.HasSuffix(cell, ")") {
		return strings.TrimSpace(cell[open+1 : len(cell)-1]), strings.TrimSpace(cell[:open])
	}
	if at := strings.LastIndexByte(cell, ' '); at > 0 && strings.Contains(cell[at:], "@") && !strings.Contains(cell[:at], "@") {
		return strings.Trim(cell[:at], ` "'`), cell[at+1:]
	}
	return "", cell
}

func kindOf(cell string) institution.Kind {
	switch k := institution.Kind(strings.ToLower(cell)); k {
	case institution.KindOffice, institution.KindCentre, institution.KindSchool, institution.KindBody:
		return k
	case "center":
		return institution.KindCentre
	case "faculty":
		return institution.KindSchool
	}
	return ""
}

func roleOf(cell string) access.Role {
	said := strings.ReplaceAll(strings.ToLower(cell), "_", " ")
	for _, r := range access.Roles {
		if said == strings.ToLower(r.Label()) {
			return r
		}
	}
	if said == "advisor" {
		return access.Adviser
	}
	return ""
}

func yes(cell string) bool {
	return slices.Contains([]string{"yes", "y", "x", "true", "1", "head", "✓"}, strings.ToLower(cell))
}
