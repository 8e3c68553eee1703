#!/bin/bash
# Everything that must hold before a change goes in. The Makefile has installed the needs.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

step "Format" cargo fmt --all --check
step "Scripts" shellcheck --external-sources --source-path=SCRIPTDIR .ci/*.sh .ci/run
step "Boundaries" .ci/boundaries.sh
step "Lints" cargo clippy --locked --workspace --all-targets -- -D warnings
step "Lints of the browser's half" \
    cargo clippy --locked -p app --lib --target wasm32-unknown-unknown --no-default-features --features hydrate -- -D warnings
step "Documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
# A throw-away PostgreSQL for those stories that run on both databases.
step "Rust tests" pg_virtualenv cargo test --locked --workspace
# The tests have just built portal and sandbox; only the browser's half is missing.
step "Site" .ci/site.sh
step "Browser tests" npm --prefix end2end test
printf '\nAll steps passed in %d min %d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
