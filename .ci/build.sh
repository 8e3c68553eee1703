#!/bin/bash
# Builds the portal, its site and the sandbox for release.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

step "Site (release)" .ci/site.sh --release
# By plain cargo, both at once: what they share is compiled once.
step "Portal and sandbox (release)" cargo build --release --locked -p server -p sandbox
