package proof

import "stet/internal/article"

// Kind is for whom a story is set on paper.
type Kind string

// The kinds.
const (
	ForSub   Kind = ""      // a proof: numbered lines, room to write between them
	ForPrint Kind = "print" // for the printed edition: its headline, the words in one column, the captions
	ForLegal Kind = "legal" // for a lawyer: every word that readers get, what is new since the last read marked
)

// Kinds of paper.
var Kinds = []Kind{ForSub, ForPrint, ForLegal}

// Act is what the table of stops calls it.
func (k Kind) Act() article.Act {
	return map[Kind]article.Act{ForPrint: article.ActPrint, ForLegal: article.ActLegal, ForSub: article.ActProof}[k]
}

// Name is how its file begins.
func (k Kind) Name() string {
	return map[Kind]string{ForPrint: "print-copy", ForLegal: "legal-copy", ForSub: "proof"}[k]
}

// title stands at the head of each sheet.
func (k Kind) title() string {
	return map[Kind]string{ForPrint: "PRINT COPY", ForLegal: "LEGAL COPY", ForSub: "PROOF"}[k]
}

// column is how wide the words stand, in mm.
func (k Kind) column() float64 {
	if k == ForPrint {
		return 84
	}
	return column
}

// spacing is how far lines stand apart, of the size of their letters.
func (k Kind) spacing() float64 {
	if k == ForPrint {
		return 1.35 // nobody writes between them
	}
	return spacing
}
