package richtext

// Stats counts what changed between two versions.
type Stats struct {
	Added, Removed int // words, counted as Node.Words does within each run
	Moved          int // blocks
	Reformatted    int // blocks with nothing but their form changed
}

// DiffStats counts what Diff found. What was moved is neither added nor removed.
func DiffStats(changes []Change) Stats {
	var s Stats
	for _, c := range changes {
		switch c.Kind {
		case Inserted:
			s.Added += c.After.Words()
		case Deleted:
			s.Removed += c.Before.Words()
		case MovedHere:
			s.Moved++
		case Reformatted:
			s.Reformatted++
		case Changed:
			inner := DiffStats(c.Inner)
			s.Added += inner.Added
			s.Removed += inner.Removed
			s.Moved += inner.Moved
			s.Reformatted += inner.Reformatted
			for _, r := range c.Runs {
				in := false
				for _, n := range r.Content {
					switch r.Kind {
					case Inserted:
						s.Added += countWords(n.Text, &in)
					case Deleted:
						s.Removed += countWords(n.Text, &in)
					}
				}
			}
		}
	}
	return s
}
