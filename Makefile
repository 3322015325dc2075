# Needs Go, Node and make; `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.DELETE_ON_ERROR:

# One build cache for build, vet and tests, and no C compiler needed.
export CGO_ENABLED := 0

# The browser of the browser tests.
CHROMIUM ?= /usr/bin/chromium
export MERIDIAN_CHROMIUM := $(CHROMIUM)

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# A source archive or another account's clone has no revision to record.
stamp := $(if $(shell git rev-parse --quiet --verify HEAD 2>/dev/null),auto,false)

installed := web/node_modules/.package-lock.json
bundle    := web/dist/app.css
# Folders are listed too: their time changes when a file is removed.
sources   := $(shell find web/assets) web/build.mjs web/tsconfig.json

passed    := web/node_modules/.browser-tests-passed

.PHONY: run build binary test e2e check bench clean help chromium

run: build ## install, build, start the server with a database of its own
	@exec ./bin/meridian serve

build: $(bundle) binary ## make bin/meridian

# Go itself knows best what has changed. Generated files are committed, so that
# templ is not compiled here.
binary: $(bundle)
	@mkdir -p bin
	@go build -trimpath -buildvcs=$(stamp) -o bin/meridian ./cmd/meridian

$(bundle): $(installed) $(sources)
	@npm --prefix web run --silent build
	@touch -c $@

$(installed): web/package-lock.json
	npm --prefix web ci --no-audit --no-fund
	@touch $@

test: build chromium ## all tests, browser tests included
	go vet ./...
	go test -timeout 20m ./...
	@if [ -n "$${CI:-}" ] && command -v "$$(go env CC)" >/dev/null; then \
		echo "go test -race ./..."; CGO_ENABLED=1 go test -race -timeout 30m ./...; fi
	@if [ -z "$${CI:-}" ] && [ -e $(passed) ] && [ -z "$$(find bin/meridian web/e2e web/package-lock.json -newer $(passed))" ]; then \
		echo "browser tests: nothing has changed since they passed ('make e2e' runs them all the same)"; \
	else $(MAKE) --no-print-directory e2e; fi

e2e: build chromium ## the browser tests, whatever has changed
	npm --prefix web run --silent e2e
	@touch $(passed)

packages := chromium fonts-noto-core
apt      := apt-get install -y --no-install-recommends $(packages)

chromium:
	@if [ -x "$(CHROMIUM)" ]; then exit 0; fi; \
	if [ "$(CHROMIUM)" = /usr/bin/chromium ] && command -v apt-get >/dev/null; then \
		as=; if [ "$$(id -u)" != 0 ]; then as="sudo -n"; fi; \
		if [ -z "$$as" ] || $$as true 2>/dev/null; then \
			$$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive $(apt) -q; \
			exit; \
		fi; \
		echo "The browser tests need Chromium: sudo apt-get update && sudo $(apt)" >&2; \
	else \
		echo "The browser tests need Chromium: make test CHROMIUM=/path/to/chromium-or-chrome" >&2; \
	fi; exit 1

check: $(installed) ## format, vet, lint, types, generated files current
	@unformatted=$$(gofmt -l $$(find . -name '*.go' -not -path '*/node_modules/*')); \
	if [ -n "$$unformatted" ]; then echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	npm --prefix web run --silent check
	go tool templ generate
	git diff --exit-code -- '*_templ.go'
	@new=$$(git ls-files --others --exclude-standard -- '*_templ.go'); \
	if [ -n "$$new" ]; then echo "generated and not committed:"; echo "$$new"; exit 1; fi

bench: build ## the project's own figures
	go run ./cmd/meridian-load
	go run ./cmd/meridian-load text
	go test -run '^$$' -bench . -benchtime 3000x ./internal/account
	go test -run '^$$' -bench . -skip Heap ./internal/richtext ./internal/strategy ./internal/consultation ./internal/returned
	go test -run '^$$' -bench Heap -benchtime 1x ./internal/richtext

clean: ## remove what was built; data and downloads stay
	rm -rf bin web/test-results web/playwright-report
	find web/dist -mindepth 1 -not -name .gitkeep -delete

help: ## list the targets
	@sed -n 's/^\([a-z0-9]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10
