# `make` lists what there is to do. The scripts lie in .ci/; each installs what it needs itself.
SHELL := /bin/bash
.DEFAULT_GOAL := help

.PHONY: help serve dev check test pictures build bench audit

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ## Build and start the demonstration at http://127.0.0.1:8080
	@exec .ci/serve.sh

dev: ## The same, following the sources (installs cargo-leptos, which takes a while)
	@exec .ci/serve.sh dev

check: ## While working: format, boundaries, lints, quick tests; seconds after a change
	@exec .ci/check.sh

test: ## The gate: format, lints, licences, all Rust tests on both databases, the stories in a browser
	@exec .ci/test.sh

pictures: ## Pictures of every page on contact sheets in target/pictures, and those of the README
	@exec .ci/pictures.sh

build: ## Portal, site and sandbox as a ministry runs them
	@exec .ci/build.sh

bench: ## Speed, memory and sizes on both databases, from one run
	@exec .ci/bench.sh

audit: ## Advisories on dependencies, a short fuzzing
	@exec .ci/audit.sh
