package link

import "github.com/google/uuid"

// Threads takes the POST of a comment on a strategy.
func Threads(slug string, strategy uuid.UUID) string { return Strategy(slug, strategy, "threads") }

// SayAboutObjective is the page on which a comment on an objective is written.
func SayAboutObjective(slug string, strategy, objective uuid.UUID) string {
	return Threads(slug, strategy) + "?objective=" + objective.String()
}

// SayAboutIndicator is the page on which a comment on an indicator is written.
func SayAboutIndicator(slug string, strategy, indicator uuid.UUID) string {
	return Threads(slug, strategy) + "?indicator=" + indicator.String()
}

// Suggestions is the page of the suggestions that wait, and takes the POST of a new one.
func Suggestions(slug string, strategy uuid.UUID) string {
	return Strategy(slug, strategy, "suggestions")
}

// TakeUp takes the POST that puts several suggestions into the text.
func TakeUp(slug string, strategy uuid.UUID) string {
	return Strategy(slug, strategy, "suggestions/accept")
}

// Returned is the page that takes a Word document which came back; verb is "" or "keep".
func Returned(slug string, strategy uuid.UUID, verb string) string {
	return below(Strategy(slug, strategy, "returned"), verb)
}

// Thread is the page of one contribution; verb is "" or what is done to it: "replies", "disposition", "accept", "send",
// "resolve", "reopen", "withdraw".
func Thread(slug string, strategy, id uuid.UUID, verb string) string {
	return below(Strategy(slug, strategy, "threads/"+id.String()), verb)
}

// ThreadAnchor is the contribution beside the text that it is about.
func ThreadAnchor(slug string, strategy, id uuid.UUID) string {
	return Strategy(slug, strategy, "") + "#thread-" + id.String()
}

// Consultation is the page of a strategy's consultation; verb is "" or "publish", "end", "nudge".
func Consultation(slug string, strategy uuid.UUID, verb string) string {
	return below(Strategy(slug, strategy, "consultation"), verb)
}

// Answers is the page with the answers to everyone.
func Answers(slug string, strategy uuid.UUID) string { return Strategy(slug, strategy, "answers") }

// Positions takes the POST of an office's position.
func Positions(slug string, strategy uuid.UUID) string { return Strategy(slug, strategy, "positions") }

// Notifications is the page of what a person was told, and takes the POST that has seen it.
func Notifications() string { return "/account/notifications" }

// NoticeChoices takes the POST of when a person wants mails.
func NoticeChoices() string { return "/account/notifications/choices" }

// Unsubscribe is the page on which the holder of a token stops mails.
func Unsubscribe(token string) string { return "/unsubscribe/" + token }
