package sheet

import "strings"

// readDelimited reads text whose cells are parted by a comma, a semicolon or a tab.
//
// It is a parser of its own because encoding/csv is either too strict or too
// forgiving for what a clipboard gives: Excel copies a cell that begins with a
// quotation mark bare, and a mark that is never closed must be reported, not
// swallow the rest of the file into one cell.
func readDelimited(text string, l Limits) (Table, error) {
	s := scanner{text: text, line: 1}
	if d, ok := declaredDelimiter(text); ok {
		s.delimiter = d
		s.skipLine()
	} else {
		s.delimiter = detectDelimiter(text)
	}
	kind := KindCSV
	if s.delimiter == '\t' {
		kind = KindTSV
	}
	b := builder{limits: l, table: Table{Kind: kind}}
	for s.more() {
		line := s.line
		cells, err := s.record()
		if err != nil {
			return Table{}, err
		}
		if err := b.add(line, cells); err != nil {
			return Table{}, err
		}
	}
	return b.finish()
}

// declaredDelimiter reads the line “sep=;” by which a CSV tells Excel how it is written.
func declaredDelimiter(text string) (byte, bool) {
	if len(text) < 6 || !strings.EqualFold(text[:4], "sep=") || (text[5] != '\r' && text[5] != '\n') {
		return 0, false
	}
	switch text[4] {
	case ',', ';', '\t':
		return text[4], true
	}
	return 0, false
}

// detectDelimiter takes the delimiter that gives the header the most cells.
// With one column none does, and the tab is taken: commas and semicolons are
// then part of the text.
func detectDelimiter(text string) byte {
	best, most := byte('\t'), 1
	for _, d := range []byte{'\t', ',', ';'} {
		s := scanner{text: text, line: 1, delimiter: d}
		for s.more() {
			cells, err := s.record()
			if err != nil && len(cells) == 0 {
				break
			}
			if blank(cells) {
				continue
			}
			if len(cells) > most {
				best, most = d, len(cells)
			}
			break
		}
	}
	return best
}

// scanner walks over records; line is the physical line it stands on.
type scanner struct {
	text      string
	at        int
	line      int
	delimiter byte
}

// more tells whether a record follows. A lone Ctrl-Z is how very old programs
// end a text file.
func (s *scanner) more() bool {
	return s.at < len(s.text) && s.text[s.at:] != "\x1a"
}

func (s *scanner) skipLine() {
	for s.at < len(s.text) && !s.lineEnd() {
		s.at++
	}
}

// lineEnd passes over a line end, if the scanner stands on one.
func (s *scanner) lineEnd() bool {
	switch s.text[s.at] {
	case '\r':
		s.at++
		if s.at < len(s.text) && s.text[s.at] == '\n' {
			s.at++
		}
	case '\n':
		s.at++
	default:
		return false
	}
	s.line++
	return true
}

// record reads the cells up to the end of the record. It bounds them, so that
// a file of nothing but delimiters builds no large slice; with the error about
// that come the cells it read.
func (s *scanner) record() ([]string, error) {
	start := s.line
	var cells []string
	for {
		cell, err := s.cell()
		if err != nil {
			return nil, err
		}
		if len(cells) < maxColumns {
			cells = append(cells, cell)
		} else if strings.TrimSpace(cell) != "" {
			return cells, problemOn(start, "Line %s has more than %s columns. Check that the file is a table and remove the columns that are not needed.", count(maxColumns))
		}
		if s.at >= len(s.text) || s.lineEnd() {
			return cells, nil
		}
		s.at++ // the delimiter
	}
}

// cell reads one cell and stops on what ends it.
func (s *scanner) cell() (string, error) {
	if s.at < len(s.text) && s.text[s.at] == '"' {
		cell, ok, err := s.quoted()
		if ok || err != nil {
			return cell, err
		}
	}
	from := s.at
	for s.at < len(s.text) && !s.endsCell(s.at) {
		s.at++
	}
	return s.text[from:s.at], nil
}

func (s *scanner) endsCell(at int) bool {
	c := s.text[at]
	return c == s.delimiter || c == '\n' || c == '\r'
}

// quoted reads a cell between quotation marks. It declines, without moving, a
// cell that merely begins with a quoted word: “"Best" university”.
func (s *scanner) quoted() (cell string, ok bool, err error) {
	var b strings.Builder
	at, lines := s.at+1, 0
	for {
		next := strings.IndexByte(s.text[at:], '"')
		if next < 0 {
			if lines == 0 && !s.laterLine(at) {
				return "", false, nil // the last line: a bare mark swallows nothing
			}
			return "", false, problemOn(s.line, "Line %s begins a cell with a quotation mark that is never closed. Close or remove the quotation mark, then bring the file again.")
		}
		part := s.text[at : at+next]
		b.WriteString(part)
		lines += lineEnds(part)
		at += next + 1
		switch {
		case at >= len(s.text) || s.endsCell(at):
			s.at, s.line = at, s.line+lines
			return b.String(), true, nil
		case s.text[at] == '"':
			b.WriteByte('"')
			at++
		case lines == 0:
			return "", false, nil
		default:
			return "", false, problemOn(s.line, "Line %s has a cell of several lines with a stray quotation mark. Write each quotation mark inside the cell twice, or save the table from Excel.")
		}
	}
}

func (s *scanner) laterLine(at int) bool {
	rest := strings.TrimRight(s.text[at:], "\r\n")
	return strings.ContainsAny(rest, "\r\n")
}

// lineEnds counts CRLF, LF and CR, each as one.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}
