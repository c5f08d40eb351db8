#!/bin/bash
# Everything Stet needs from Debian, Node and Go, and nothing else. This is the
# one list: a command used by the Makefile, scripts/, e2e/ or bench/ comes from
# a package named here, from Debian's essential set, or from Go, Node, git and
# make, which a machine is expected to have.
#
# usage: scripts/setup.sh build|dist|test|consumers|bench|list
#   build   what building and running the window needs
#   dist    that, and what makes and judges a Debian package of it
#   test    that, and what `make test` drives the window with
#   consumers  that, and what the programs need that take packages
#   bench   what testing needs, and what the key-to-pixel meter is compiled from and search is held against
#   list    print the packages and what they are for, install nothing
set -euo pipefail
cd "$(dirname "$0")/.."

# group  package  what it is for
packages() {
	cat <<'LIST'
build gcc                     the window is C underneath (cgo)
build libc6-dev               headers for gcc
build pkg-config              finds GTK and WebKit
build libgtk-3-dev            the window
build libwebkit2gtk-4.1-dev   the engine in the window
build ca-certificates         Go and npm fetch over TLS
test  xvfb                    a screen on machines that have none
test  dbus-daemon             dbus-run-session: a session bus of the test's own
test  e2fsprogs               mkfs.ext4: a disk in a file, for cutting its power
test  mount                   mounting it
test  xdotool                 real keys and clicks
test  x11-utils               xev: what the window asks of the window manager
test  xclip                   the clipboard, with its types
test  libxml2-utils           xmllint: news items against IPTC's schemas
test  imagemagick             import: a picture of the screen
test  chromium                the second engine, for axe-core and the keyboard
test  fonts-inter             type for the window
test  fonts-noto-core         type for the page: Latin, Cyrillic, Greek, Arabic, Hebrew, Devanagari
test  fonts-liberation        the widths of Times and Arial, for pages that ask for them
test  minisign                proves our signatures without us
test  gnome-keyring           a keyring, on the test's own session bus
test  default-jre-headless    the Nu HTML checker is Java
dist  dpkg-dev                dpkg-shlibdeps: which libraries the package needs
dist  desktop-file-utils      is the desktop entry one?
dist  appstream               are the data for software centres?
dist  man-db                  does the manual page set without a warning?
consumers php-cli              WordPress
consumers php-sqlite3          WordPress keeps its data in a file
consumers php-xml              WordPress
consumers php-mbstring         WordPress
consumers php-gd               WordPress makes pictures smaller
consumers php-curl             WordPress
consumers g++                  Ghost's database driver is compiled
consumers python3-minimal      node-gyp, which compiles it
consumers unzip                WordPress comes as a zip
consumers libxml2-utils        xmllint: the schemas of NewsML-G2 and NITF
bench libx11-dev              the meter: X11
bench libxtst-dev             the meter: key presses
bench libxext-dev             the meter: shared-memory pictures
bench libxdamage-dev          the meter: told of drawing, not asking
bench procps                  the meters read the process tree
bench ghostwriter             an editor with a page beside the text, to write beside
bench time                    how much memory a program took at its height
bench libvips-tools           vipsthumbnail: makes the same pictures
bench ripgrep                 looks through all texts as files, beside search
LIST
}

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
	say "$1"
	printf 'hint: %s\n' "$2" >&2
	exit 1
}

wanted() { # GROUP -> packages of that group and of those it builds on
	case $1 in
	build) packages | awk '$1 == "build" { print $2 }' ;;
	dist) packages | awk '$1 == "build" || $1 == "dist" { print $2 }' ;;
	test) packages | awk '$1 != "bench" && $1 != "consumers" { print $2 }' ;;
	consumers) packages | awk '$1 != "bench" { print $2 }' ;;
	bench) packages | awk '$1 != "consumers" { print $2 }' ;;
	esac
}

missing() { # names on stdin -> those that are not installed
	local name
	while read -r name; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
	done
}

need_tool() {
	command -v "$1" >/dev/null || fail "$1 is missing" "install $2; setup does not choose its version for you"
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		env DEBIAN_FRONTEND=noninteractive "$@"
	else
		command -v sudo >/dev/null || fail "not root, and there is no sudo" "as root: apt-get install $lacking"
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	fi
}

apt_install() { as_root apt-get install -y -q --no-install-recommends "$@" </dev/null; }

# known: does apt know every package of the list? A machine that never ran
# `apt-get update` knows none; one that did is not made to wait for it again.
known() {
	local name
	for name in "$@"; do
		apt-cache policy "$name" | grep -q 'Candidate: [^(]' || return 1
	done
}

install_packages() { # GROUP
	command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
		fail "this is not Debian or a child of it" "install by hand what 'scripts/setup.sh list' names"
	lacking=$(wanted "$1" | missing | tr '\n' ' ')
	[ -n "$lacking" ] || return 0
	say "installing Debian packages: $lacking"
	# shellcheck disable=SC2086 # a list of names
	{
		known $lacking || as_root apt-get update -q
		apt_install $lacking || { as_root apt-get update -q && apt_install $lacking; }
	} >"$log" 2>&1 || { tail -n 30 "$log" >&2; fail "apt-get could not install them" "the end of its output is above"; }
}

# npm_ci installs a folder's locked packages when the lock changed since last
# time; scripts of packages are not run.
npm_ci() {
	local stamp=$1/node_modules/.stet-lock
	cmp -s "$1/package-lock.json" "$stamp" && return 0
	say "installing npm packages of $1/"
	(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
	cp "$1/package-lock.json" "$stamp"
}

go_modules() { # DIR
	say "fetching Go modules of $1/"
	(cd "$1" && go mod download)
}

# once LABEL FILE COMMAND...: runs the command unless it already ran for this
# very content of FILE.
once() {
	local stamp=build/bin/.setup-$1 file=$2
	shift 2
	cmp -s "$file" "$stamp" && return 0
	"$@"
	cp "$file" "$stamp"
}

group=${1:-build}
case $group in
list) packages; exit ;;
build | dist | test | consumers | bench) ;;
*) fail "no group '$group'" "one of build, dist, test, consumers, bench, list" ;;
esac

need_tool go "Go 1.26 or later"
need_tool node "Node 20 or later"
need_tool npm "npm, which comes with Node"
need_tool git git
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mkdir -p build/bin

install_packages "$group"
npm_ci frontend
npm_ci build/dictionaries
once go go.sum go_modules .
if [ "$group" = test ] || [ "$group" = bench ] || [ "$group" = consumers ]; then
	npm_ci e2e
	once tools scripts/tools/go.sum go_modules scripts/tools
fi
if [ "$group" = bench ]; then
	once bench bench/go.sum go_modules bench
fi
