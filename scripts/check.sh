#!/bin/bash
# Everything that can be said about the code without running it.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

formatted() {
	local files
	files=$(git ls-files '*.go' | xargs gofmt -l) || return 1
	[ -z "$files" ] || { printf 'not formatted as gofmt would:\n%s\n' "$files"; return 1; }
}

static() {
	mkdir -p .tools
	(cd scripts/tools && go build -o ../../.tools/ tool) && .tools/staticcheck ./...
}

# The other systems are built, not run: nothing that exists only on Linux may
# creep in unseen. Wails needs no C compiler for Windows.
windows() { GOOS=windows CGO_ENABLED=0 go build -tags desktop,production -o /dev/null .; }
windows_vet() { GOOS=windows CGO_ENABLED=0 go vet ./internal/...; }
darwin() { GOOS=darwin CGO_ENABLED=0 go vet ./internal/...; }

types() { (cd frontend && npm run --silent check); }
lint() { (cd frontend && npm run --silent lint) && (cd e2e && ../frontend/node_modules/.bin/eslint .); }
scripts() { local f; for f in scripts/*.sh bench/*.sh e2e/*/*.sh .ci/run; do bash -n "$f" || return 1; done; }

step "frontend build" make frontend/dist/index.html
step "gofmt" formatted
step "go.mod is tidy" go mod tidy -diff
step "go vet" go vet ./...
step "staticcheck" static
step "cross-compile for windows" windows
step "vet for windows" windows_vet
step "vet for darwin" darwin
step "svelte-check" types
step "eslint" lint
step "shell scripts parse" scripts
sum_up check
