#!/bin/bash
# Lays the spelling dictionaries that are under the GPL beside the program, in
# build/bin/dictionaries/: files that it finds there and reads, each with its
# licence. They are never embedded.
set -euo pipefail
cd "$(dirname "$0")/.."
from=build/dictionaries/node_modules
to=build/bin/dictionaries

rm -rf "$to"
mkdir -p "$to"
for language in de uk; do
	for ending in aff dic; do
		install -m 644 "$from/dictionary-$language/index.$ending" "$to/$language.$ending"
	done
	install -m 644 "$from/dictionary-$language/readme.md" "$to/$language.readme.md"
done
# The German one names the licence; the Ukrainian one brings its words.
install -m 644 "$from/dictionary-uk/license" "$to/uk.licence.txt"
{
	cat "$from/dictionary-de/license"
	printf '\n\n'
	cat "$from/dictionary-uk/license"
} >"$to/de.licence.txt"
