#!/bin/bash
# Writes target/site-style/main.css: style/main.css with each `@import "part.css";` replaced by
# that part, so that a page loads one style sheet. cargo-leptos takes it from there.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

mkdir -p target/site-style
awk '
    match($0, /^@import "[^"]+";$/) {
        part = "style/" substr($0, 10, length($0) - 11)
        while ((got = (getline line < part)) > 0) print line
        if (got < 0) { print "style/main.css imports " part ", which is not there" > "/dev/stderr"; exit 1 }
        close(part)
        next
    }
    { print }
' style/main.css >target/site-style/main.css.new
# Keeps the file's time when nothing changed, so that nothing is built again.
if cmp -s target/site-style/main.css.new target/site-style/main.css; then
    rm target/site-style/main.css.new
else
    mv target/site-style/main.css.new target/site-style/main.css
fi
