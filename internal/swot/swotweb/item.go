package swotweb

func (it Item) path(tail string) string { return it.BoardURL + "/items/" + it.ID + tail }

// anchor leads back to the item on the board.
func (it Item) anchor() string { return it.BoardURL + "#item-" + it.ID }

func (v ConflictView) path() string { return v.BoardURL + "/items/" + v.ItemID }
