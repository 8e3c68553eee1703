#!/bin/bash
# What to run while working: seconds after a change, on SQLite only and without a browser.
# `make test` says whether a change may go in.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source .ci/lints.sh

# The tests of the pages, by file or folder.
pages=()
for test in app/tests/*.rs app/tests/*/main.rs; do
    test=${test%/main.rs}
    [ ! -e "$test" ] || pages+=(--test "$(basename "$test" .rs)")
done

steps 3
step "Format" cargo fmt --all --check
step "Boundaries" .ci/boundaries.sh
about="6 min" step "Lints and tests" \
    cargo test --locked -p domain -p app -p server --lib "${pages[@]}"
