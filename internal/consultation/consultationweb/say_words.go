package consultationweb

// first is the first of a list, or nothing.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// or is the first of two texts that is not empty.
func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func onlyWhen(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}
