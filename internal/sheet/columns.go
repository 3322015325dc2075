package sheet

import "strings"

// Columns checks the header: every needed column is there and no column is unknown. What it returns
// is a *Problem that names them.
func Columns(t Table, needed, optional []string) error {
	known := map[string]bool{}
	for _, c := range append(append([]string{}, needed...), optional...) {
		known[c] = true
	}
	have := map[string]bool{}
	var unknown, missing []string
	for _, c := range t.Header {
		have[c] = true
		if !known[c] {
			unknown = append(unknown, c)
		}
	}
	for _, c := range needed {
		if !have[c] {
			missing = append(missing, c)
		}
	}
	all := strings.Join(append(append([]string{}, needed...), optional...), ", ")
	switch {
	case len(missing) == 1:
		return problem("The column %s is missing. The first line must name the columns: %s.", missing[0], all)
	case len(missing) > 1:
		return problem("The columns %s are missing. Copy the row that names the columns as well, or put this line first: %s.", strings.Join(missing, " and "), all)
	case len(unknown) > 0:
		return problem("The column %s is not known here. The columns are: %s.", strings.Join(unknown, ", "), all)
	}
	return nil
}

// ForPeople is the sentence that a page may show.
func (p *Problem) ForPeople() string { return p.Error() }
