package richtext

import (
	"html"
)

func (p *page) table(n *Node, pos int) {
	end := p.openTable(n)
	pos++
	body := n.Content
	if len(body) > 0 && isHead(body[0]) {
		p.write("<thead>")
		p.row(body[0], true, pos)
		p.write("</thead>")
		pos += body[0].Size()
		body = body[1:]
	}
	if len(body) > 0 {
		p.write("<tbody>")
		for _, row := range body {
			p.row(row, false, pos)
			pos += row.Size()
		}
		p.write("</tbody>")
	}
	p.write(end)
}

// openTable frames the table so that a wide one scrolls by itself, also by
// keyboard. It is a group, not a region: as many landmarks as tables would bury
// the page's own.
func (p *page) openTable(n *Node) (end string) {
	p.tables++
	end = "</table>"
	if p.opt.TableLabel != nil {
		p.write(`<div class="table-scroll" role="group" tabindex="0" aria-label="`, html.EscapeString(p.opt.TableLabel(p.tables)), `">`)
		end += "</div>"
	}
	p.write("<table")
	if d := n.direction(); d != "" {
		p.write(` dir="`, d, `"`)
	}
	p.write(">")
	return end
}

// isHead says whether a first row is a head: headers only, and none that
// reaches into the rows below, from which <thead> would cut it off.
func isHead(row *Node) bool {
	for _, c := range row.Content {
		if c.Type != TableHeader || c.Attrs.Rowspan > 1 {
			return false
		}
	}
	return len(row.Content) > 0
}

func (p *page) row(row *Node, head bool, pos int) {
	p.write("<tr>")
	pos++
	for i, cell := range row.Content {
		end := p.openCell(cell, head, i)
		p.children(cell.Content, pos+1)
		p.write(end)
		pos += cell.Size()
	}
	p.write("</tr>")
}

// openCell is open with the scope that a header has by its place.
func (p *page) openCell(cell *Node, head bool, column int) (end string) {
	if cell.Type != TableHeader || cell.IsEmpty() || !head && column > 0 {
		return p.open(cell)
	}
	if head {
		return p.open(cell, ` scope="col"`)
	}
	return p.open(cell, ` scope="row"`)
}
