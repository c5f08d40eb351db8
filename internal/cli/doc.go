// Package cli is the command line: one file per subcommand, text or JSON out.
// Its words, JSON shapes and exit codes are a contract that scripts rely on
// (docs/format.md, "The command line").
package cli
