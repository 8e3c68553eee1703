#!/bin/bash
# Looks that take longer or ask the network: advisories on the dependencies, and a short fuzzing of
# what reads strangers' bytes.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

steps 3
step "Tools" .ci/tools.sh deny fuzz
step "Advisories (asks the RustSec database)" cargo deny --config .deny.toml check advisories

# Each target for a minute (FUZZ_SECONDS). The address sanitizer is a nightly flag; the pinned
# compiler takes it when told to.
fuzz() {
    local target
    for target in $(cd app/domain && cargo fuzz list); do
        (cd app/domain && RUSTC_BOOTSTRAP=1 cargo fuzz run "$target" -- -max_total_time="${FUZZ_SECONDS:-60}")
    done
}
step "Fuzzing" fuzz
