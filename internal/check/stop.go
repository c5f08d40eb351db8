package check

import "stet/internal/article"

// stop is the weight of a finding by the one table of stops: whatever keeps a
// story out of a package blocks, all else somebody should look at.
func stop(code string) Severity {
	if article.CellOf(code, article.ActPackage) == article.Free {
		return Warn
	}
	return Block
}
