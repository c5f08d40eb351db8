package article

import (
	"fmt"
	"strings"
	"time"
)

// regions are where a place that somebody names without its region may lie.
var regions = []string{"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian", "America/Argentina"}

// places are zones of the letters that desks use for an offset: the letters
// stand for several places, or for half a year only.
var places = map[string]string{
	"BST": "Europe/London", "IST": "Europe/Dublin or Asia/Kolkata", "CEST": "Europe/Berlin", "EEST": "Europe/Kyiv",
	"EDT": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago", "MDT": "America/Denver", "PST": "America/Los_Angeles",
	"PDT": "America/Los_Angeles", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney", "JST": "Asia/Tokyo", "MSK": "Europe/Moscow",
	"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu", "CET": "Europe/Berlin", "EET": "Europe/Kyiv", "MET": "Europe/Berlin", "WET": "Europe/Lisbon",
}

// zoneNamed is the zone of a place. Letters such as EST are refused: they name
// an offset, and clocks in the place that is meant may have another that day.
func zoneNamed(name string) (*time.Location, error) {
	if place, ok := places[strings.ToUpper(name)]; ok {
		return nil, fmt.Errorf("zone %q is the name of an offset, not of a place; write a place, as %s", name, place)
	}
	zone, err := time.LoadLocation(name)
	if err == nil && name != "" && name != "Local" {
		return zone, nil
	}
	place := strings.ReplaceAll(strings.TrimSpace(name), " ", "_")
	for _, region := range regions {
		if near, err := time.LoadLocation(region + "/" + place); err == nil && place != "" && !strings.Contains(place, "/") {
			return nil, fmt.Errorf("zone %q is unknown; did you mean %s?", name, near)
		}
	}
	return nil, fmt.Errorf("zone %q is unknown; write a name like Europe/Kyiv", name)
}
