// Command stetcli is stet without its window: the same commands in a static
// binary, for a CMS server that only verifies or converts.
package main

import (
	"os"
	_ "time/tzdata" // embargoes name zones, and a server may have no zone files

	"stet/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: cli.Version, Probe: cli.Probe,
	}))
}
