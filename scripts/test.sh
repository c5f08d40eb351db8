#!/bin/bash
# Every test, the fast ones first. With arguments, only the steps named:
#   scripts/test.sh go          scripts/test.sh window chromium
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

go_tests() { node scripts/gotest.mjs ./...; }
frontend() { (cd frontend && npm test --silent); }

dev_build() { go build -tags dev,webkit2_41 -trimpath -o build/bin/stet-dev .; }
e2e() { node e2e/run.mjs "$@"; }

steps=("$@")
want() {
	[ "${#steps[@]}" = 0 ] && return 0
	local s
	for s in "${steps[@]}"; do [ "$s" = "$1" ] && return 0; done
	return 1
}

want go && step "go test" go_tests
want frontend && step "frontend tests" frontend
{ want build || want outside || want window || want chromium; } && step "build as shipped" make build
want outside && step "outside checkers: Nu, JSON-LD, checksums" e2e outside
want window && step "the real window" e2e window
want chromium && step "development build" dev_build && step "Chromium and axe-core" e2e chromium
sum_up test
