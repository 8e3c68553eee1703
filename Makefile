# `make` lists what there is to do. Scripts longer than a few lines lie in .ci/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/.tools/wasm-opt/node_modules/.bin:$(PATH)

leptos_version := 0.3.7
bindgen_version := $(shell awk '/^name = "wasm-bindgen"$$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
deny_version := 0.20.2
machete_version := 0.9.2
fuzz_version := 0.13.2
stamps := .tools/stamps

.PHONY: help serve dev test bench audit build

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: build ## Build for release and start the demonstration at http://127.0.0.1:8080
	@exec .ci/serve.sh

dev: tools-site ## The same from a development build that follows the sources
	@.ci/style.sh
	@cargo build --locked -p sandbox
	@exec .ci/serve.sh dev

build: tools-site ## Build portal, site and sandbox for release
	@.ci/build.sh

test: tools-lint tools-site tools-browser tools-postgres ## Format, lints, all Rust tests on both databases, browser tests
	@.ci/test.sh

bench: tools-site tools-postgres ## Speed, memory and sizes on both databases, from one run
	@.ci/bench.sh

audit: tools-audit ## Licences, advisories, unused dependencies, a short fuzzing
	@.ci/audit.sh

# Tools. A stamp carries the version, so that a new version is a new stamp.
.PHONY: tools-lint tools-site tools-browser tools-postgres tools-audit
tools-lint: $(stamps)/shell-check
tools-site: $(stamps)/wasm-target $(stamps)/cargo-leptos-$(leptos_version) $(stamps)/wasm-bindgen-$(bindgen_version) $(stamps)/wasm-opt
tools-browser: $(stamps)/browser
tools-postgres: $(stamps)/postgres
tools-audit: $(stamps)/deny-$(deny_version) $(stamps)/machete-$(machete_version) $(stamps)/fuzz-$(fuzz_version)

install = @mkdir -p $(stamps) && .ci/tools.sh $(1) && touch $@

$(stamps)/wasm-target:
	$(call install,wasm-target)
$(stamps)/cargo-leptos-$(leptos_version):
	$(call install,cargo-leptos $(leptos_version))
$(stamps)/wasm-bindgen-$(bindgen_version):
	$(call install,wasm-bindgen $(bindgen_version))
$(stamps)/node:
	$(call install,node)
$(stamps)/wasm-opt: .ci/wasm-opt/package-lock.json | $(stamps)/node
	$(call install,wasm-opt)
$(stamps)/browser: end2end/package-lock.json | $(stamps)/node
	$(call install,browser)
$(stamps)/postgres:
	$(call install,postgres)
$(stamps)/shell-check:
	$(call install,shell-check)
$(stamps)/deny-$(deny_version):
	$(call install,deny $(deny_version))
$(stamps)/machete-$(machete_version):
	$(call install,machete $(machete_version))
$(stamps)/fuzz-$(fuzz_version):
	$(call install,fuzz $(fuzz_version))
