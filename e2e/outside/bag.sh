#!/bin/bash
# Is a folder a sound BagIt 1.0 bag? Asked of coreutils, not of Stet: every
# checksum file is checked by the program it is named after, and the manifest
# must list exactly the files that are there.
#
# usage: bag.sh DIR
set -euo pipefail
cd "$1"
grep -qx 'BagIt-Version: 1.0' bagit.txt
grep -qx 'Tag-File-Character-Encoding: UTF-8' bagit.txt
for list in manifest-*.txt tagmanifest-*.txt; do
	algorithm=${list##*manifest-}
	"${algorithm%.txt}sum" --check --quiet --strict "$list"
done
for list in manifest-*.txt; do
	diff <(find data -type f | LC_ALL=C sort) <(sed -E 's/^[0-9a-f]+ [ *]//' "$list" | LC_ALL=C sort)
done
echo "sound: $1"
