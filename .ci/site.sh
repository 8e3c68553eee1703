#!/bin/bash
# Builds the site: style sheet, wasm, scripts, public files.
#   site.sh [--release]
# Passes over what stands there already: shrinking the scripts takes longer than all else of a
# second start.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

.ci/style.sh
# What the site is made of, by content: times of files say little after a checkout.
made_of=$(
    echo "$@" "$(rustc --version)"
    find app .cargo Cargo.toml Cargo.lock target/site-style -type f -print0 | sort -z | xargs -0 sha256sum
)
stamp=target/site.made-of
if [ -f target/site/pkg/portal.wasm ] && [ "$made_of" = "$(cat "$stamp" 2>/dev/null)" ]; then
    echo "Nothing has changed since the last build."
    exit
fi
rm -f "$stamp"
# Without a backtrace of cargo-leptos: it would hide what went wrong.
RUST_BACKTRACE=0 cargo leptos build "$@" --frontend-only
printf '%s\n' "$made_of" >"$stamp"
