package consultationweb

import (
	"context"

	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/web/ui"
)

// sources are the choices of where an office said something.
func sources(ctx context.Context) []ui.Option {
	list := []ui.Option{{Label: i18n.T(ctx, "Please choose")}}
	for _, s := range consultation.Sources {
		list = append(list, ui.Option{Value: s, Label: sourceLabel(ctx, s)})
	}
	return list
}
