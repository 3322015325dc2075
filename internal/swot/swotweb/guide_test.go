package swotweb

import (
	"slices"
	"testing"

	"meridian/internal/swot"
)

// A question of an analysis's own keeps the usual examples until it has its own of those too.
func TestOwnQuestionKeepsTheUsualExamples(t *testing.T) {
	usual := Guide(t.Context())
	got := guideOf(t.Context(), swot.Method{Prompts: map[swot.Quadrant]swot.Prompt{
		swot.Strength: {Question: "What are you proud of?"},
		swot.Threat:   {Question: "What frightens you?", Examples: []string{"Rents"}},
	}})
	if got[0].Question != "What are you proud of?" || !slices.Equal(got[0].Examples, usual[0].Examples) {
		t.Errorf("an own question alone: %+v", got[0])
	}
	if !slices.Equal(got[3].Examples, []string{"Rents"}) {
		t.Errorf("own examples: %v", got[3].Examples)
	}
	if got[1].Question != usual[1].Question {
		t.Errorf("nothing of its own: %+v", got[1])
	}
}
