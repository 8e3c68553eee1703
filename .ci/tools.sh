#!/bin/bash
# Installs what is missing: tools.sh NAME…, one of the functions below each. Says nothing of what
# is there already. Everything goes to .tools/, but for the wasm target (rustup) and system
# packages (apt).
set -euo pipefail
source "$(dirname "$0")/steps.sh"

leptos_version=0.3.7
deny_version=0.20.2
machete_version=0.9.2
fuzz_version=0.13.2

# has COMMAND VERSION: whether the command on the path reports that very version.
has() {
    command -v "$1" >/dev/null && "$1" --version 2>/dev/null | grep -qwF "$2"
}

# from_source CRATE VERSION ARGUMENTS…: by cargo binstall where there is one, else compiled.
from_source() {
    local crate=$1 version=$2
    shift 2
    if command -v cargo-binstall >/dev/null &&
        cargo binstall --no-confirm --root .tools --version "$version" "$crate"; then
        return
    fi
    # A folder of its own, since others may compile beside it; and not by the gate's own lints.
    env -u RUSTC_WORKSPACE_WRAPPER cargo install "$crate" --version "=$version" --root .tools \
        --target-dir ".tools/target-$crate" "$@"
    rm -rf ".tools/target-$crate"
}

wasm_target() {
    local sysroot
    sysroot=$(rustc --print sysroot)
    [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ] && return
    command -v rustup >/dev/null || stop "The wasm32-unknown-unknown target is missing and there is no rustup to add it: install Rust from https://rustup.rs"
    echo "Adding the wasm32 target to Rust."
    rustup target add wasm32-unknown-unknown
}

# Must be the version of Cargo.lock; one on the path will do.
wasm_bindgen() {
    local version
    version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
    has wasm-bindgen "$version" && return
    [ "$(grep -cF "\"$version\"" .ci/bindgen/Cargo.toml)$(grep -cF "\"=$version\"" .ci/bindgen/Cargo.toml)" = 11 ] ||
        stop "Cargo.lock has wasm-bindgen $version: write the same into .ci/bindgen/Cargo.toml, in both places."
    echo "Compiling wasm-bindgen $version."
    cargo build --locked --manifest-path .ci/bindgen/Cargo.toml --target-dir .tools/target
    mkdir -p .tools/bin
    cp .tools/target/debug/wasm-bindgen .tools/bin/
    rm -rf .tools/target
}

node() {
    command -v npm >/dev/null || stop "Node.js 20 or newer is needed: https://nodejs.org"
}

# packages FROM TO: the npm packages of a lock file, anew when that has changed.
packages() {
    cmp -s "$1/package-lock.json" "$2/node_modules/.of-lock" && return
    node
    echo "Installing the npm packages of $1."
    mkdir -p "$2"
    [ "$1" = "$2" ] || cp "$1/package.json" "$1/package-lock.json" "$2/"
    (cd "$2" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$1/package-lock.json" "$2/node_modules/.of-lock"
}

site_tools() { packages .ci/site-tools .tools/site-tools; }
# All that a site is built with.
site() {
    wasm_target
    wasm_bindgen
    site_tools
}

browser() {
    command -v chromium >/dev/null || system_packages chromium
    packages end2end end2end
}

postgres() {
    local missing=()
    command -v pg_virtualenv >/dev/null || missing+=(postgresql-common)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    [ ${#missing[@]} -eq 0 ] || system_packages "${missing[@]}"
}

# Not named after the commands, which they would hide.
shell_check() { command -v shellcheck >/dev/null || system_packages shellcheck; }
# Verifies the signatures of wallet passes in the stories.
open_ssl() { command -v openssl >/dev/null || system_packages openssl; }
load() { command -v wrk >/dev/null || system_packages wrk; }

# Only `make dev` wants it. Takes wasm-bindgen and wasm-opt from the path and downloads nothing.
cargo_leptos() {
    has cargo-leptos "$leptos_version" && return
    echo "Compiling cargo-leptos $leptos_version: about 15 minutes on two cores, once."
    from_source cargo-leptos "$leptos_version" --no-default-features --features no_downloads --locked
}

# Without optimisation: together three minutes of a processor to compile, and fast enough.
deny() { has cargo-deny "$deny_version" || from_source cargo-deny "$deny_version" --debug --locked; }
machete() { has cargo-machete "$machete_version" || from_source cargo-machete "$machete_version" --debug --locked; }
# Of `make audit`.
fuzz() { cargo fuzz --version >/dev/null 2>&1 || from_source cargo-fuzz "$fuzz_version" --locked; }

for tool; do "$tool"; done
