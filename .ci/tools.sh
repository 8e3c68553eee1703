#!/bin/bash
# Installs one tool when it is missing: tools.sh NAME [VERSION]. Called by the Makefile, which
# keeps a stamp per tool. Everything goes to .tools/, but for the wasm target (rustup) and
# system packages (apt).
set -euo pipefail
source "$(dirname "$0")/steps.sh"

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
    cargo install "$crate" --version "=$version" --root .tools --target-dir .tools/target "$@"
    rm -rf .tools/target
}

wasm_target() {
    local sysroot
    sysroot=$(rustc --print sysroot)
    [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ] && return
    command -v rustup >/dev/null || stop "The wasm32-unknown-unknown target is missing and there is no rustup to add it: install Rust from https://rustup.rs"
    rustup target add wasm32-unknown-unknown
}

# Takes wasm-bindgen and wasm-opt from the path and downloads nothing itself.
cargo_leptos() {
    has cargo-leptos "$1" && return
    echo "Compiling cargo-leptos $1: about 10 minutes on two cores, once."
    from_source cargo-leptos "$1" --no-default-features --features no_downloads --locked
}

# Must be the version of Cargo.lock. Without --locked: its own lock file does not build everywhere.
wasm_bindgen() {
    has wasm-bindgen "$1" && return
    echo "Compiling wasm-bindgen $1: about 3 minutes on two cores, once."
    from_source wasm-bindgen-cli "$1"
}

wasm_opt() {
    mkdir -p .tools/wasm-opt
    cp .ci/wasm-opt/package.json .ci/wasm-opt/package-lock.json .tools/wasm-opt/
    (cd .tools/wasm-opt && npm ci --no-audit --no-fund --loglevel=error)
}

node() {
    command -v npm >/dev/null || stop "Node.js 20 or newer is needed: https://nodejs.org"
}

browser() {
    command -v chromium >/dev/null || system_packages chromium
    (cd end2end && npm ci --no-audit --no-fund --loglevel=error)
}

postgres() {
    local missing=()
    command -v pg_virtualenv >/dev/null || missing+=(postgresql-common)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    [ ${#missing[@]} -eq 0 ] || system_packages "${missing[@]}"
}

# Not named after the command, which it would hide.
shell_check() { command -v shellcheck >/dev/null || system_packages shellcheck; }

# Checked by `make audit`.
deny() { cargo deny --version >/dev/null 2>&1 || from_source cargo-deny "$1" --locked; }
machete() { cargo machete --version >/dev/null 2>&1 || from_source cargo-machete "$1" --locked; }
fuzz() { cargo fuzz --version >/dev/null 2>&1 || from_source cargo-fuzz "$1" --locked; }

step "Tool: $*" "${1//-/_}" "${@:2}"
