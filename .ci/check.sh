#!/bin/bash
# What to run while working: seconds after a change, on SQLite only and without a browser.
# `make test` says whether a change may go in.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source .ci/lints.sh

# The tests of the pages, by file.
pages=()
for file in app/tests/*.rs; do
    pages+=(--test "$(basename "$file" .rs)")
done

steps 3
step "Format" cargo fmt --all --check
step "Boundaries" .ci/boundaries.sh
about="6 min" step "Lints and tests" \
    cargo test --locked -p domain -p app -p server --lib "${pages[@]}"
