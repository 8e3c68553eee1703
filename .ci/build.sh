#!/bin/bash
# Builds the portal, its site and the sandbox for release.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

steps 3
about="1 min" step "Tools" .ci/tools.sh site
about="2 min" step "Site: what the browser loads" .ci/site.sh
# Both at once: what they share is compiled once.
about="10 min" step "Portal and sandbox (release)" cargo build --release --locked -p server -p sandbox
