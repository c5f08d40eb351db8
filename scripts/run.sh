#!/bin/bash
# `make run`: the desk, opened on a sample newsroom that is made on the first
# run. Without a display the same story goes the whole way on the command line.
set -euo pipefail
cd "$(dirname "$0")/.."
newsroom=build/bin/sample-newsroom
stet=build/bin/stet

fill() {
	[ -e "$newsroom" ] && return 0
	echo "Filling a sample newsroom in $newsroom/ from build/sample/"
	"$stet" --newsroom "$newsroom" import build/sample >/dev/null
}

# The main job in five steps, shown as they are typed.
job() {
	local room=build/bin/headless-newsroom out=build/bin/package preview=build/bin/preview.html id
	rm -rf "$room" "$out"
	shown() { printf '\n$ stet %s\n' "$*" && "$stet" --newsroom "$room" "$@"; }

	shown import build/sample/1-ferry.txt
	id=$("$stet" --newsroom "$room" list --json | grep -oE '"id": ?"[^"]+"' | head -n 1 | cut -d'"' -f4)
	printf '\n$ stet show %s --page > %s\n' "$id" "$preview"
	"$stet" --newsroom "$room" show "$id" --page >"$preview"
	shown check "$id"
	shown export --out "$out" "$id"
	shown verify "$out"
	printf '\nThe package lies in   %s/\nThe page lies in      %s\n' "$PWD/$out" "$PWD/$preview"
}

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	echo "There is no display to open a window on: doing the main job without it."
	job
	exit
fi
fill
echo "Opening the desk on $newsroom/ (words typed there are kept until you delete that folder)"
exec "$stet" --newsroom "$newsroom"
