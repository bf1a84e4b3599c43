# Two commands matter: `make demo` shows the product, `make test` checks it.
# A fresh Debian with Go, Node, make and git is enough; `make deps` brings the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export PATH := $(PATH):/usr/local/go/bin

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
TOOL := go tool -modfile=tools/go.mod
WITH_POSTGRES := go run ./internal/pgtest/withpostgres
STEP := scripts/step $(shell date +%s)

# Packages whose small scenes also run under the race detector, where goroutines meet.
RACE := fault access audit disclosure instrument score organisation round check result \
	internal/i18n internal/live internal/sheetbox internal/web/site internal/web/door internal/web/rounds internal/web/people
RACE_PACKAGES = $(patsubst %,./%/...,$(wildcard $(RACE)))

NPM := node_modules/.package-lock.json
ASSETS := internal/web/assets/dist/manifest.json
# The build of the assets reads pages and Go code too: it keeps only the styles they mention.
ASSET_SOURCES = $(shell find internal/web internal/chart -type f -not -path '*/dist/*' \
	\( -name '*.templ' -o -name '*.go' -o -name '*.mjs' -o -name '*.js' -o -name '*.css' -o -name '*.svg' -o -name '*.html' \))

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help deps assets generate build demo test check bench fuzz-short licenses clean \
	generate-check vet go-test race fmt-check staticcheck tidy-check

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what the tests need (PostgreSQL, Chromium, …) from Debian's packages
	@scripts/deps

$(NPM): package-lock.json package.json
	npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

$(ASSETS): $(NPM) $(ASSET_SOURCES)
	node internal/web/assets/build.mjs
	@touch $@

assets: $(ASSETS) ## build style sheets, scripts and fonts

generate: ## regenerate the Go code of the pages
	$(TOOL) templ generate -path internal/web

build: assets ## build bin/chancencheck
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/chancencheck ./cmd/chancencheck

demo: build ## start a city to click through
	./bin/chancencheck demo

test: deps assets generate-check vet go-test race ## run every test, on both databases and in a browser

check: fmt-check tidy-check staticcheck test ## everything a change must pass

generate-check:
	@$(STEP) "generated code is up to date"
	scripts/generate-check $(TOOL) templ generate -path internal/web

vet:
	@$(STEP) "go vet"
	go vet ./...

go-test: assets
	@$(STEP) "go test"
	$(WITH_POSTGRES) go test -timeout 15m ./...

race: assets
	@$(STEP) "go test -race, small scenes"
	go test -race -timeout 15m $(RACE_PACKAGES)
	$(WITH_POSTGRES) go test -race -timeout 15m -run Conforms ./internal/sqlstore

fmt-check:
	@$(STEP) "gofmt"
	files=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); [ -z "$$files" ] || { echo "not formatted: $$files"; exit 1; }

staticcheck: assets
	@$(STEP) "staticcheck"
	$(TOOL) staticcheck ./...

tidy-check:
	@$(STEP) "go mod tidy changes nothing"
	go mod tidy -diff

bench: build ## measure; docs name the figures this prints
	./bin/chancencheck bench
	$(WITH_POSTGRES) go test -run '^$$' -bench . -benchmem -timeout 60m ./...

fuzz-short: ## fuzz every parser for ten seconds
	scripts/fuzz-short 10s

licenses: ## write LICENSES/THIRD-PARTY.md, the licence texts of all Go modules in the binary
	scripts/licenses ./cmd/chancencheck > LICENSES/THIRD-PARTY.md

clean: ## remove what was built
	rm -rf bin coverage.out
	find internal/web/assets/dist -mindepth 1 -not -name placeholder.txt -delete
