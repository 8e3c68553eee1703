#!/bin/bash
# Everything that must hold before a change goes in.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

# Downloads mostly wait, and the two small tools compile once: they run beside the first steps.
mkdir -p target
.ci/tools.sh browser postgres shell_check open_ssl deny machete >target/tools.log 2>&1 &
installing=$!
# Shows what was said meanwhile, and tries again what failed.
installed() {
    # Another process may have the number by now: no longer than it could take.
    timeout 10m tail --pid="$installing" -f -n +1 target/tools.log || true
    .ci/tools.sh browser postgres shell_check open_ssl deny machete
}
# What hangs is ended, and the last line of its output tells where.
within() {
    timeout --verbose --kill-after=30s "$@"
}

steps 13
step "Format" cargo fmt --all --check
step "Boundaries" .ci/boundaries.sh
about="1 min" step "Tools" .ci/tools.sh site
about="2 min" step "Site: what the browser loads" .ci/site.sh

source .ci/lints.sh
# What the site has just compiled serves here too, but for our own crates.
step "Lints of the browser's half" \
    cargo build --locked --profile wasm-release --target wasm32-unknown-unknown -p app -p code-reader --features app/hydrate
about="8 min" step "Lints, and all that the tests run" cargo test --locked --workspace --all-targets --no-run
step "Browser, PostgreSQL, shellcheck, deny, machete" installed
step "Scripts" shellcheck --external-sources --source-path=SCRIPTDIR .ci/*.sh .ci/run
step "Licences and sources" cargo deny --config .deny.toml check licenses bans sources
# With metadata, since the crates of async-stripe are used under other names.
step "Unused dependencies" cargo machete --skip-target-dir --with-metadata
# A throw-away PostgreSQL for those stories that run on both databases. Each portal of a test has
# pools of its own. A story waits half of its time: for a crash, a retry, a slow sender.
export RUST_TEST_THREADS=$((2 * $(nproc)))
about="3 min" step "Rust tests" within 30m .ci/postgres.sh cargo test --locked --workspace
about="4 min" step "Documentation" env RUSTDOCFLAGS="-D warnings" \
    cargo doc --locked --workspace --no-deps --document-private-items
about="4 min" step "Browser tests" within 20m npm --prefix end2end test
printf '\nAll steps passed in %d min %d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
