// Emptywails is the yardstick of the start-up figure: a Wails window that does
// nothing but show one line. Whatever Stet needs beyond this is Stet's own.
package main

import (
	"embed"
	"log"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
)

//go:embed page
var page embed.FS

func main() {
	err := wails.Run(&options.App{
		Title:       "Empty",
		Width:       1280,
		Height:      800,
		AssetServer: &assetserver.Options{Assets: page},
	})
	if err != nil {
		log.Fatal(err)
	}
}
