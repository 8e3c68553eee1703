#!/bin/bash
# Builds the portal, its site and the sandbox for release.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

step "Style sheet" .ci/style.sh
step "Portal and site (release)" cargo leptos build --release
step "Sandbox (release)" cargo build --release --locked -p sandbox
