package accountweb

import "strings"

// sign is a word in what a browser calls itself, and what it stands for.
type sign struct{ word, name string }

// The first that fits counts: nearly every browser also claims to be the ones further down.
var (
	browserSigns = []sign{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Opera", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Vivaldi", "Vivaldi"},
		{"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"HeadlessChrome", "Chrome"}, {"Chromium", "Chromium"}, {"Chrome/", "Chrome"},
		{"Safari/", "Safari"}, {"curl/", "curl"},
	}
	systemSigns = []sign{
		{"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"CrOS", "ChromeOS"},
		{"Macintosh", "macOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"},
	}
)

// readAgent finds the browser and its system in what a browser calls itself; "" where nothing known is said.
func readAgent(agent string) (browser, system string) {
	return find(agent, browserSigns), find(agent, systemSigns)
}

func find(agent string, signs []sign) string {
	for _, s := range signs {
		if strings.Contains(agent, s.word) {
			return s.name
		}
	}
	return ""
}
