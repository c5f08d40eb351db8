package article

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Hand is who does something to where a story stands, and why. Named says that
// somebody gave their name: the operating system's idea of who sits there
// answers for nothing. Delivery is the outbox, which says what it did itself.
type Hand struct {
	By       string
	Named    bool
	Delivery bool
	Why      string // typed by a person; "" = nothing
}

// Move is a status or a flag that may follow, and what it takes.
type Move struct {
	To     string `json:"to"`
	Reason bool   `json:"reason,omitempty"` // words that say why
	Named  bool   `json:"named,omitempty"`  // somebody who gave their name
}

// Moves is what may follow a status or a flag.
type Moves struct {
	From string `json:"from"`
	To   []Move `json:"to"`
}

// ErrMove: what was asked for cannot follow; the error is a *MoveError.
var ErrMove = errors.New("cannot follow")

// MoveError says what cannot follow what, and what to do instead: Command at
// the command line, "" = as Hint.
type MoveError struct{ Message, Hint, Command string }

func (e *MoveError) Error() string { return e.Message }

// Is makes errors.Is(err, ErrMove) hold.
func (e *MoveError) Is(target error) bool { return target == ErrMove }

// StatusMoves is the machine: what may follow each status. The five of the desk
// follow each other freely. What readers have is told, not wished for: sent
// comes of a delivery, live of somebody who looked, and a person who says so
// in a delivery's place says why. A story that is live stays live while it is
// worked on, until the update is sent (docs/decisions/195).
func StatusMoves() []Moves {
	plain := []Status{Draft, Filed, Subbing, Revise, Ready}
	moves := []Moves{}
	for _, from := range plain {
		to := []Move{}
		for _, s := range plain {
			if s != from {
				to = append(to, Move{To: string(s)})
			}
		}
		moves = append(moves, Moves{string(from), append(to, said(Sent))})
	}
	return append(moves,
		Moves{string(Sent), []Move{said(Live), said(Ready), said(Withdrawn)}},
		Moves{string(Live), []Move{said(Sent), said(Withdrawn)}},
		Moves{string(Withdrawn), []Move{said(Subbing), said(Ready), said(Sent)}})
}

// said is a move that a named person answers for.
func said[T ~string](to T) Move { return Move{To: string(to), Reason: true, Named: true} }

// FlagMoves is what may follow each flag; "" = nothing stops the story. A hold
// is in doubt and needs no reason. A kill made by mistake comes back on hold
// and no other way, so that nothing goes that somebody has not let go as well.
func FlagMoves() []Moves {
	spike, kill := Move{To: string(Spiked), Reason: true}, Move{To: string(Killed), Reason: true}
	hold, free := Move{To: string(Hold)}, Move{To: string(NoFlag)}
	return []Moves{
		{string(NoFlag), []Move{hold, spike, kill}},
		{string(Hold), []Move{free, spike, kill}},
		{string(Spiked), []Move{free, hold, kill}},
		{string(Killed), []Move{said(Hold)}},
	}
}

// judgeStatus says whether a story may go from one status to another.
func judgeStatus(from, to Status, h Hand) error {
	if h.Delivery && to == Sent || h.Delivery && to == Live && from == Sent {
		return nil
	}
	move, may := find(StatusMoves(), string(from), string(to))
	if move == nil {
		return &MoveError{
			Message: fmt.Sprintf("A story that is %q cannot become %q.", from, to),
			Hint:    fmt.Sprintf("After %s may follow: %s.%s", from, may, nextStep(from, to)),
		}
	}
	return answered(*move, h, fmt.Sprintf("%q says what readers have", to))
}

// nextStep is how to come by a status that cannot follow at once.
func nextStep(from, to Status) string {
	switch {
	case to == Live:
		return " Mark it sent first; it is live when somebody has seen it there."
	case to == Withdrawn:
		return " It has not been sent, so there is nothing to withdraw: spike or kill it."
	case from == Live:
		return " Work on it as it is: it stays live until the update is sent."
	}
	return ""
}

func judgeFlag(from, to Flag, h Hand) error {
	move, may := find(FlagMoves(), string(from), string(to))
	if move == nil {
		return &MoveError{
			Message: fmt.Sprintf("A story that is %s cannot become %s.", flagWord(from), flagWord(to)),
			Hint:    "What may follow: " + may + ". A kill is taken back to hold first, by somebody who says why.",
		}
	}
	return answered(*move, h, "To "+flagVerbs[to]+" a story that is "+flagWord(from)+" stays in its log")
}

var flagVerbs = map[Flag]string{NoFlag: "let go", Hold: "hold", Spiked: "spike", Killed: "kill"}

func flagWord(f Flag) string {
	switch f {
	case NoFlag:
		return "not held"
	case Hold:
		return "on hold"
	}
	return string(f)
}

// answered refuses a move that nobody answers for.
func answered(m Move, h Hand, what string) error {
	switch {
	case m.Reason && strings.TrimSpace(h.Why) == "":
		return &MoveError{what + ": it needs a reason.", "Say why in a few words.", "Say why with --why TEXT (stet edit: --note TEXT)."}
	case m.Named && !h.Named:
		return &MoveError{what + ": it needs somebody's name.", "Say who is at the desk first.", "Say who is at the desk first: stet settings set editor.name NAME"}
	}
	return nil
}

// find looks a move up, and lists all that may follow.
func find(table []Moves, from, to string) (found *Move, may string) {
	i := slices.IndexFunc(table, func(m Moves) bool { return m.From == from })
	if i < 0 {
		return nil, "nothing"
	}
	names := []string{}
	for _, m := range table[i].To {
		if m.To == to {
			found = &m
		}
		names = append(names, orNone(m.To))
	}
	return found, strings.Join(names, ", ")
}

func orNone(flag string) string {
	if flag == "" {
		return "none"
	}
	return flag
}

// After is what may follow a state by a table of moves; never nil.
func After(table []Moves, from string) []Move {
	for _, m := range table {
		if m.From == from {
			return m.To
		}
	}
	return []Move{}
}
