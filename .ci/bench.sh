#!/bin/bash
# Speed of the domain library; speed, memory and sizes of the pages, on SQLite and on a throw-away
# PostgreSQL, from one run.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

command -v wrk >/dev/null || system_packages wrk
# The benchmark builds the portal itself: with what it asks of the dependencies, a build by
# `make build` would not be taken over.
step "Site (release)" .ci/site.sh --release
step "Documents" cargo bench --locked -p domain --bench documents
step "Pages" pg_virtualenv cargo bench --locked -p server --bench pages
