package account

// CurrentMembership is the condition, on membership m and its person p, that the person can enter by it now and
// speaks for more than one analysis: a guest of a room does not.
const CurrentMembership = `(` + current + ` and m.analysis_id is null and p.disabled_at is null)`
