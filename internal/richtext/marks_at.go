package richtext

// MarksAt are what the text is set in that follows a position; none where no text does.
func (n *Node) MarksAt(pos int) []Mark {
	for _, c := range n.Content {
		size := c.Size()
		if pos >= size {
			pos -= size
			continue
		}
		if c.Type == Text || c.Type == HardBreak {
			return c.Marks
		}
		return c.MarksAt(max(pos-1, 0))
	}
	return nil
}
