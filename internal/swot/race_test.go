//go:build race

package swot

// Watched for races, the same takes some ten times as long.
func init() { patience *= 20 }
