package returned

// storyReader reads the elements of a part into its story, or into that of a text box in it.
type storyReader struct {
	*story
	open        []func() error // what the end of each open element does; nil: nothing
	skip        int            // elements open whose content is not read
	inText      int
	inRun       int
	inParaProps bool
	inRunProps  bool
	inRowProps  bool
	added, gone *context // whoever added or took away the end of the paragraph
	body        bool
}

func (r *storyReader) end() error {
	last := len(r.open) - 1
	f := r.open[last]
	r.open = r.open[:last]
	if f == nil {
		return nil
	}
	return f()
}

func (r *storyReader) start(e element) error {
	if r.skip > 0 || e.name == "Fallback" && !e.word || e.word && unread[e.name] {
		// The older form of a drawing has its words a second time.
		return r.passOver()
	}
	if !e.word {
		r.open = append(r.open, nil)
		return nil
	}
	f, err := r.element(e)
	r.open = append(r.open, f)
	return err
}

// unread are the elements that say how things look or looked, and nothing about words.
var unread = map[string]bool{"sdtPr": true, "rt": true, "tblGrid": true, "tabs": true}

func (r *storyReader) passOver() error {
	r.skip++
	r.open = append(r.open, func() error {
		r.skip--
		return nil
	})
	return nil
}

// flag sets something for as long as an element is open.
func flag(b *bool) func() error {
	before := *b
	*b = true
	return func() error {
		*b = before
		return nil
	}
}

func counter(n *int) func() error {
	*n++
	return func() error {
		*n--
		return nil
	}
}

// element reads the beginning of an element of Word, and gives what its end does.
func (r *storyReader) element(e element) (func() error, error) {
	switch e.name {
	case "document":
		r.body = true
	case "p":
		return r.paragraph()
	case "pPr":
		return flag(&r.inParaProps), nil
	case "rPr":
		return flag(&r.inRunProps), nil
	case "trPr":
		return flag(&r.inRowProps), nil
	case "pStyle":
		if !r.direct {
			r.style = r.levelOf(e.attr("val"))
		}
	case "outlineLvl":
		if r.inParaProps {
			r.style, r.direct = level(e.attr("val"), 1), true
		}
	case "ins", "del", "moveFrom", "moveTo":
		return r.change(e)
	case "tr":
		r.rows = append(r.rows, &row{})
		s := r.story
		return s.rowEnds, nil
	case "tc":
		return func() error {
			r.joined = false
			return nil
		}, nil
	case "cellIns", "cellDel", "cellMerge":
		return nil, r.ignore(whoOf(e), "", "Cells of a table were added, taken out or joined. Suggestions are about words: please do it in the text.")
	case "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange":
		r.Formatting++
		return counter(&r.skip), nil
	case "r":
		return counter(&r.inRun), nil
	case "t", "delText":
		if r.inRun > 0 {
			return counter(&r.inText), nil
		}
	case "txbxContent":
		return r.box(), nil
	case "commentRangeStart":
		r.comment(e.attr("id"), 1)
	case "commentRangeEnd":
		r.comment(e.attr("id"), -1)
	case "commentReference":
		r.comment(e.attr("id"), 0)
	default:
		if r.inRun > 0 {
			return nil, r.sign(e)
		}
	}
	return nil, nil
}

// paragraph begins a paragraph. One within another, which no program writes, ends the outer one.
func (r *storyReader) paragraph() (func() error, error) {
	s := r.story
	if err := s.endPara(r.added, r.gone); err != nil {
		return nil, err
	}
	r.added, r.gone = nil, nil
	return func() error {
		added, gone := r.added, r.gone
		r.added, r.gone = nil, nil
		return s.endPara(added, gone)
	}, s.begin()
}

// change reads a tracked change: of words, of the end of a paragraph, of a row.
func (r *storyReader) change(e element) (func() error, error) {
	c := &context{who: whoOf(e), adds: e.name == "ins" || e.name == "moveTo", moved: e.name == "moveTo" || e.name == "moveFrom"}
	switch {
	case r.inParaProps && r.inRunProps && c.adds:
		r.added = c
	case r.inParaProps && r.inRunProps:
		r.gone = c
	case r.inParaProps, r.inRunProps: // of a number in a list, of a sign in an equation
		r.Formatting++
	case r.inRowProps && len(r.rows) > 0:
		row := r.rows[len(r.rows)-1]
		row.who, row.added, row.gone = c.who, c.adds, !c.adds
	default:
		s := r.story
		s.marks = append(s.marks, c)
		return func() error {
			s.marks = s.marks[:len(s.marks)-1]
			return nil
		}, nil
	}
	return nil, nil
}

// box begins the story of a text box, which stands in the middle of a paragraph of another.
func (r *storyReader) box() func() error {
	outer, added, gone, run, props := r.story, r.added, r.gone, r.inRun, r.inParaProps
	where := outer.where
	if where == "" {
		where = "It is in a text box, which is no part of a section's text."
	}
	r.story, r.added, r.gone, r.inRun, r.inParaProps = newStory(outer.document, where, outer), nil, nil, 0, false
	return func() error {
		inner := r.story
		r.story, r.added, r.gone, r.inRun, r.inParaProps = outer, added, gone, run, props
		return inner.finish()
	}
}

// sign reads what stands for a character, and the parts of fields.
func (r *storyReader) sign(e element) error {
	switch e.name {
	case "tab", "ptab":
		return r.put(" ")
	case "br", "cr":
		return r.put("\n")
	case "noBreakHyphen":
		return r.put("\u2011")
	case "softHyphen":
		return r.put("\u00ad")
	case "sym":
		return r.put(symbol(e.attr("char")))
	case "fldChar":
		switch n := len(r.fields); e.attr("fldCharType") {
		case "begin":
			r.fields = append(r.fields, false)
		case "separate":
			if n > 0 {
				r.fields[n-1] = true
			}
		case "end":
			if n > 0 {
				r.fields = r.fields[:n-1]
			}
		}
	}
	return nil
}
