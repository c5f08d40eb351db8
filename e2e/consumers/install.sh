#!/bin/bash
# Programs that we did not write and that take what Stet makes: installed once
# into a folder outside the clone, by npm and the Go module proxy, in pinned
# versions. What they need of Debian is in scripts/setup.sh. Later calls do
# nothing.
#
# usage: e2e/consumers/install.sh [tools|gofeed|wordpress|ghost|hugo]...
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${STET_CONSUMERS:-${XDG_CACHE_HOME:-$HOME/.cache}/stet-consumers}
hugo=v0.164.0 # the newest that Go 1.26 builds but one; 0.166 asks for 1.27
ghost=6.65.0
mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9 # two clones do not install into one folder at once

say() { printf 'consumers: %s\n' "$*" >&2; }

# locked FOLDER NAME: npm packages by the lock file of FOLDER, into the cache.
locked() {
	local from=$here/$1 to=$cache/$2
	cmp -s "$from/package-lock.json" "$to/.installed" && return 0
	say "npm packages of $1"
	mkdir -p "$to"
	cp "$from/package.json" "$from/package-lock.json" "$to/"
	(cd "$to" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
	cp "$from/package-lock.json" "$to/.installed"
}

# packed NAME VERSION SHA512 PATH...: unpacks files of one npm package here,
# without what it depends on.
packed() {
	local name=$1 version=$2 sum=$3 file
	shift 3
	file=$(npm pack "$name@$version" --silent)
	[ "$(sha512sum "$file" | cut -d' ' -f1)" = "$(base64 -d <<<"$sum" | od -An -v -tx1 | tr -d ' \n')" ] || {
		say "$name $version is not the file that it was"
		return 1
	}
	tar xzf "$file" "$@"
	rm "$file"
}

tools() { locked tools tools; }

gofeed() {
	cmp -s "$here/gofeed/go.sum" "$cache/gofeed/.installed" && [ "$cache/gofeed/gofeed" -nt "$here/gofeed/main.go" ] && return 0
	say "gofeed"
	mkdir -p "$cache/gofeed"
	(cd "$here/gofeed" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$cache/gofeed/gofeed" .)
	cp "$here/gofeed/go.sum" "$cache/gofeed/.installed"
}

hugo() {
	[ -x "$cache/hugo/bin/hugo" ] && return 0
	say "Hugo $hugo: compiled here, about five minutes"
	GOBIN=$cache/hugo/bin CGO_ENABLED=0 GOFLAGS='' go install "github.com/gohugoio/hugo@$hugo"
}

# WordPress and the drop-in that lets it keep its data in an SQLite file, as
# WordPress's own Playground ships them.
wordpress() {
	[ -f "$cache/wpl/.installed" ] && return 0
	say "WordPress 6.5.5 with its SQLite drop-in: a download of 160 MB"
	rm -rf "$cache/wpl"
	mkdir -p "$cache/wpl/dl" "$cache/wpl/site"
	cd "$cache/wpl/dl"
	packed @wp-playground/wordpress-builds 0.9.19 dlqvh/MJDpE5W68vgPPKUjpip6zMuBh59L3D18ZX+pdwurC4q4ydrTww/3sTMV69BBcoH6kF93YtAtujNC5Mpw== \
		package/src/wordpress/wp-6.5.zip package/public/wp-6.5
	packed @wp-playground/cli 3.1.56 JTxl6djPEM2YRYz/w+BUoyoCvhSGHIjqMi4fMV1b8o1UPNvZatLaS7opo57UsrVElXrfdZwvi6IuyS4LswUx9Q== \
		package/sqlite-database-integration.zip
	cp -r package/public/wp-6.5/. ../site/
	unzip -qo package/src/wordpress/wp-6.5.zip -d ../site
	unzip -qo package/sqlite-database-integration.zip
	cd "$cache/wpl"
	rm -rf site/wp-config.php site/wp-content/{db.php,database,mu-plugins} site/wp-content/plugins/sqlite-database-integration
	mv dl/plugin-sqlite-database-integration site/wp-content/plugins/sqlite-database-integration
	rm -rf dl
	touch .installed
}

# Ghost's own dependencies are files in its package, so that npm cannot install
# it: it is unpacked, and its lock file followed inside. Of all packages only
# the database's script is run: what it would download is compiled instead.
ghost() {
	[ -f "$cache/ghost-run/app/.installed" ] && return 0
	locked node ghost-run/node22
	say "Ghost $ghost: its database driver is compiled here, about four minutes"
	local modules=$cache/ghost-run/node22/node_modules runtime
	runtime=$(echo "$modules"/node-linux-*)
	rm -rf "$cache/ghost-run/app" "$cache/ghost-run/package"
	cd "$cache/ghost-run"
	packed ghost "$ghost" D369qivOmfn4YwvBD1DljOGsHnJzBEQhBsiFnBZD+GjWrBpdZQYYNHneiQcKQVJwUom8eHWml1n5FRLQIwVFOg== package
	mv package app
	export PATH=$runtime/bin:$modules/.bin:$PATH npm_config_nodedir=$runtime
	cd app
	pnpm install --prod --frozen-lockfile --ignore-scripts --config.node-linker=hoisted >&2
	(cd node_modules/better-sqlite3 && ../.bin/node-gyp rebuild --release) >"$cache/ghost-run/compile.log" 2>&1 ||
		{ tail -n 30 "$cache/ghost-run/compile.log" >&2; return 1; }
	touch .installed
}

[ $# -gt 0 ] || set -- tools gofeed wordpress ghost hugo
for part in "$@"; do
	case $part in
	tools | gofeed | wordpress | ghost | hugo) ("$part") ;;
	*) say "no part '$part'"; exit 2 ;;
	esac
done
