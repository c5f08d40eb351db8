#!/bin/bash
# The licences of all that is in the program, whole, as their authors ask of who
# hands it on: Go modules first, then what the window's page is made of. Fails
# when one has none.
set -euo pipefail
cd "$(dirname "$0")/.."

parts() { # NAME<TAB>FOLDER of each
	go list -deps -tags desktop,production,webkit2_41 -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}' . | sort -u | sed '/^$/d'
	# Svelte is built with, but its runtime goes along.
	(cd frontend && { npm ls --omit=dev --all --parseable | tail -n +2; echo "$PWD/node_modules/svelte"; }) | sort -u |
		while read -r folder; do printf '%s\t%s\n' "${folder##*/node_modules/}" "$folder"; done
}

parts | while IFS=$'\t' read -r name folder; do
	texts=$(find -L "$folder" -maxdepth 1 -type f -iregex '.*/\(licen[cs]e\|copying\|notice\)[^/]*' | LC_ALL=C sort)
	[ -n "$texts" ] || { echo "notices: $name has no licence in $folder" >&2; exit 1; }
	printf '\n== %s ==\n\n' "$name"
	echo "$texts" | tr '\n' '\0' | xargs -0 cat
done
