#!/bin/bash
# The figures, each beside its yardstick. They decide nothing: read them.
#
# usage: bench/run.sh [start|keys|export|store|search|writing|hour|packages]...
# STORIES is how many the newsroom of the store's and search's figures has (2000).
# packages has 10,000 stories and 200 pictures, and Hugo beside it (STORIES, PICTURES, ROUNDS).
# MINUTES of editing are played at PACE seconds a second (60 at 0.02).
set -euo pipefail
cd "$(dirname "$0")/.."
want() {
	[ -z "$only" ] || [[ " $only " == *" $1 "* ]]
}
only=$*

meters() {
	for m in keypix startpix; do
		gcc -O2 -Wall -Wextra -o "build/bin/$m" "bench/$m.c" -lX11 -lXtst -lXext -lXdamage
	done
	(cd bench && go build -trimpath -o ../build/bin/ ./goldmark ./exportalone)
}

empty_window() {
	(cd bench && go build -tags desktop,production,webkit2_41 -trimpath -ldflags "-s -w" -o ../build/bin/emptywails ./emptywails)
}

echo "figures of $(git rev-parse --short HEAD), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
meters
if want start; then
	empty_window
	node bench/startup.mjs
fi
if want keys; then
	node bench/keypixel.mjs
fi
if want export; then
	node bench/export.mjs
fi
if want packages; then
	e2e/consumers/install.sh hugo
	node bench/packages.mjs
fi
if want writing; then
	node bench/writing.mjs
fi
if want store || want search; then
	(cd bench && go build -trimpath -o ../build/bin/ ./newsroom ./storefigures)
	place=$(mktemp -d -t stet-bench-store-XXXX)
	trap 'rm -rf "$place"' EXIT
	mkdir "$place/save" "$place/rebuild" "$place/empty"
	figures=build/bin/storefigures
	plain=$(build/bin/newsroom "$place/newsroom" "${STORIES:-2000}")
fi
if want store; then
	"$figures" save "$place/save" 60
	"$figures" disk "$place/newsroom" "$plain"
	"$figures" rebuild "$place/newsroom" "$place/rebuild" 3
	"$figures" start "$place/newsroom" 7
	"$figures" memory "$place/newsroom" "$place/empty"
fi
if want search; then
	"$figures" texts "$place/newsroom" "$place/texts"
	"$figures" search "$place/newsroom" "$place/texts" 300
	"$figures" wrong "$place/newsroom" 100
	"$figures" findable "$place/newsroom" 50
	"$figures" day "$place/newsroom" "$place/empty" "${MINUTES:-60}" "${PACE:-0.02}"
fi
if want hour; then
	node bench/hour.mjs "${MINUTES:-60}"
fi
