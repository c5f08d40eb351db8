#!/bin/bash
# `make dist`: build/bin/stet_VERSION_ARCH.deb, from what `make build` made. The
# same source gives the same package, to the byte.
set -euo pipefail
cd "$(dirname "$0")/.."

stet=build/bin/stet
version=$("$stet" version | cut -d' ' -f2)
arch=$(dpkg --print-architecture)
package=build/bin/stet_${version}_$arch.deb
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

umask 022
work=$(mktemp -d -t stet-dist-XXXX)
root=$work/root
trap 'rm -rf "$work"' EXIT
put() { install -D -m "$1" "$2" "$root/$3"; }
made() { # PATH: what comes in on stdin becomes a file of the package
	mkdir -p "$root/$(dirname "$1")"
	cat >"$root/$1"
	chmod 644 "$root/$1"
}

fill() {
	put 755 "$stet" usr/bin/stet
	put 644 build/linux/stet.desktop usr/share/applications/stet.desktop
	put 644 build/linux/stet.svg usr/share/icons/hicolor/scalable/apps/stet.svg
	sed "s/@VERSION@/$version/; s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)/" build/linux/app.stet.Stet.metainfo.xml |
		made usr/share/metainfo/app.stet.Stet.metainfo.xml
	"$stet" help --man | gzip -9n | made usr/share/man/man1/stet.1.gz
	"$stet" completion bash | made usr/share/bash-completion/completions/stet
	"$stet" completion fish | made usr/share/fish/vendor_completions.d/stet.fish
	"$stet" completion zsh | made usr/share/zsh/vendor-completions/_stet
	gzip -9n <CHANGELOG.md | made usr/share/doc/stet/CHANGELOG.md.gz
	{
		cat LICENSE
		printf '\nWhat Stet builds on keeps the licences of its authors: see notices.gz.\n'
		printf '\nThe dictionaries in /usr/share/stet/dictionaries are no part of Stet. They are under the\nGNU General Public License, as the licence beside each of them says.\n'
	} | made usr/share/doc/stet/copyright
	local file
	for file in build/bin/dictionaries/*; do
		put 644 "$file" "usr/share/stet/dictionaries/${file##*/}"
	done
	scripts/notices.sh | gzip -9n | made usr/share/doc/stet/notices.gz
}

# The libraries that the program is linked with, and the versions it needs of
# them, are asked of the program, not written down here.
needs() {
	mkdir -p "$work/debian"
	printf 'Source: stet\n\nPackage: stet\nArchitecture: any\n' >"$work/debian/control"
	(cd "$work" && dpkg-shlibdeps -O "$OLDPWD/$stet" 2>"$work/needs.log" || { cat "$work/needs.log" >&2; exit 1; }) | sed -n 's/^shlibs:Depends=//p'
}

# In KiB, each file rounded up and one for each folder, as dpkg-gencontrol counts.
# Not by du: what a file takes on this disk depends on the pieces that it lies in.
installed_size() {
	find "$root/usr" -type f -printf '%s\n' -o -printf '1\n' | awk '{ size += int(($1 + 1023) / 1024) } END { print size }'
}

control() {
	made DEBIAN/control <<CONTROL
Package: stet
Version: $version
Architecture: $arch
Section: editors
Priority: optional
Maintainer: The Stet authors <stet@localhost>
Installed-Size: $(installed_size)
Depends: $(needs)
Recommends: librsvg2-common, fonts-noto-core
Description: desktop newsroom editor that works offline
 Stet takes copy in, lets an editor write it with the reader's page beside the
 text, place it in its section, check it, and save a package that any CMS takes
 in. Every draft and every revision is kept.
CONTROL
	(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) | made DEBIAN/md5sums
}

fill
control
# dpkg-deb moves only later times to the source's, and a clock may be behind.
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
rm -f "$package"
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
echo "install it with: sudo apt-get install ./$package"
