#!/bin/bash
# The TypeScript face of app.go. Wails writes it by running the program built
# with the tag "bindings", so no other tool is needed.
#
# usage: scripts/bindings.sh write|check
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/frontend" "$work/home"
cp wails.json "$work/"
go build -tags bindings -o "$work/stet-bindings" .
# DISPLAY is set to nothing real: this run opens no window, but the program
# looks for a screen before it starts one.
(cd "$work" && HOME="$work/home" DISPLAY=:bindings tsoutputtype=interfaces ./stet-bindings >"$work/log" 2>&1) || {
	cat "$work/log" >&2
	exit 1
}

case ${1:-} in
write)
	rm -rf frontend/wailsjs
	cp -r "$work/frontend/wailsjs" frontend/wailsjs
	;;
check)
	diff -r "$root/frontend/wailsjs" "$work/frontend/wailsjs" ||
		{ echo "frontend/wailsjs is not what app.go says" >&2; echo "hint: make bindings" >&2; exit 1; }
	;;
*)
	echo "usage: scripts/bindings.sh write|check" >&2
	exit 2
	;;
esac
