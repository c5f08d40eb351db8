// Package newsroom is the use cases: open, save, preview, preflight, import,
// export. It is the only room that wires the others together, and it holds no
// state but its dependencies. One file per use case; the window (app.go) and
// the command line (cli) both come in through [Room].
package newsroom
