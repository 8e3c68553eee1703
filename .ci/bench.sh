#!/bin/bash
# Speed of the domain library; speed, memory and sizes of the pages; admissions at the border: on SQLite
# and on a throw-away PostgreSQL, from one run.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

steps 5
about="1 min" step "Tools" .ci/tools.sh site postgres load
about="2 min" step "Site: what the browser loads" .ci/site.sh
step "Documents" cargo bench --locked -p domain --bench documents
# The benchmark builds the portal itself: with what it asks of the dependencies, a build by
# `make build` would not be taken over.
about="12 min" step "Pages" .ci/postgres.sh cargo bench --locked -p server --bench pages
# Each admission is on the disk before it is answered.
about="5 min" step "Admissions" .ci/postgres.sh -o fsync=on cargo bench --locked -p server --bench admissions
