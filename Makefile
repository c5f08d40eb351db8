# Stet. `make run` and `make test` are all a new machine needs; `make help`
# says the rest. Recipes are short on purpose: what takes thought is in scripts/.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-print-directory
.DEFAULT_GOAL := help

# The same source makes the same program, whoever owns the clone.
export GOFLAGS := -buildvcs=false $(GOFLAGS)

# "production" is what Wails calls a build that is not a development build,
# webkit2_41 picks the WebKit that Debian still ships.
WINDOW  := desktop,production,webkit2_41
LDFLAGS := -s -w
DIST    := frontend/dist/index.html
WORDS   := build/bin/dictionaries/uk.dic
PAGES   := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o -type f -print)

.PHONY: help setup run build test check bench consumers dist window cli

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## install what building, testing and measuring need (run and test do their part of it themselves)
	@scripts/setup.sh bench

run: ## set up, build, open the desk on a sample newsroom (no display: do the main job without the window)
	@scripts/setup.sh build
	@$(MAKE) build
	@scripts/run.sh

build: window cli $(WORDS) ## build/bin/stet (the window and all commands) and build/bin/stet-cli (static, no window)

test: ## set up, then every test: Go, frontend, the real window, Chromium, the outside checkers
	@scripts/setup.sh test
	@scripts/test.sh

check: ## set up, then formatting, vet, linters, types, and the builds for other systems
	@scripts/setup.sh test
	@scripts/check.sh

bench: ## set up, then the figures: key to pixel, start-up, export, store
	@scripts/setup.sh bench
	@$(MAKE) build
	@bench/run.sh

consumers: ## set up, then packages go into WordPress, Ghost, Hugo, feed readers and checkers, and are read back
	@scripts/setup.sh consumers
	@e2e/consumers/install.sh
	@$(MAKE) cli
	@node e2e/consumers/lib/sample.mjs
	@node e2e/run.mjs consumers

dist: ## set up, build, and make a Debian package of it in build/bin/
	@scripts/setup.sh dist
	@$(MAKE) build
	@scripts/dist.sh

window: $(DIST)
	@scripts/setup.sh build
	@mkdir -p build/bin
	go build -tags $(WINDOW) -trimpath -ldflags "$(LDFLAGS)" -o build/bin/stet .

# The same commands for a server that has no screen: one static file.
cli:
	@mkdir -p build/bin
	CGO_ENABLED=0 go build -trimpath -ldflags "$(LDFLAGS)" -o build/bin/stet-cli ./internal/cli/stetcli

$(DIST): $(PAGES)
	@scripts/setup.sh build
	cd frontend && npm run --silent build -- --logLevel error

# Under the GPL, so files beside the program and no part of it.
$(WORDS): build/dictionaries/package-lock.json scripts/dictionaries.sh
	@scripts/setup.sh build
	@scripts/dictionaries.sh
