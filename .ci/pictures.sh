#!/bin/bash
# Walks all stories with JavaScript and takes a picture of every page: on a phone, on a desktop, and by
# night. The sheets lie in target/pictures, the pictures of the README in end2end/screenshots.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

steps 4
about="1 min" step "Tools" .ci/tools.sh site browser
about="2 min" step "Site: what the browser loads" .ci/site.sh
about="6 min" step "Portal and sandbox" cargo build --locked -p server -p sandbox --bins
about="6 min" step "Pictures" npm --prefix end2end run pictures
printf '\nThe sheets are target/pictures/*.png; each picture lies in the folder of its sheet.\n'
