#!/bin/bash
# Builds the site, target/site: the wasm module with its script, the style sheet, the public files.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

cargo build --locked --profile wasm-release --target wasm32-unknown-unknown -p browser -p code-reader
built=target/wasm32-unknown-unknown/wasm-release

# Shrinking takes longer than all else of a second start: passed over when the site was made of
# the same, by content. Most pages are the server's alone and change nothing here.
made_of=$(find "$built/browser.wasm" "$built/code_reader.wasm" style app/public app/worker .ci/site.sh .ci/compress.mjs .ci/site-tools -type f -print0 | sort -z | xargs -0 sha256sum)
stamp=target/site.made-of
if [ -f target/site/pkg/portal.wasm ] && [ "$made_of" = "$(cat "$stamp" 2>/dev/null)" ]; then
    echo "The site stands already."
    exit
fi
rm -f "$stamp"

# Grows beside the old site and takes its place when it is whole.
new=target/site.new
rm -rf "$new"
mkdir -p "$new"
cp -R app/public/. "$new"
echo "Writing the script between page and module, and shrinking all."
# What the oldest browsers in use understand.
browsers=--target=chrome109,firefox115,safari15.6
# Whoever loads a module says where it lies.
for module in browser:portal code_reader:code-reader; do
    name=${module#*:}
    wasm-bindgen --target=web --no-typescript --omit-default-module-path "--out-name=$name" --out-dir="$new/pkg" "$built/${module%:*}.wasm"
    wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int "$new/pkg/${name}_bg.wasm" -o "$new/pkg/$name.wasm"
    rm "$new/pkg/${name}_bg.wasm"
    esbuild "$new/pkg/$name.js" --minify "$browsers" --log-level=warning --allow-overwrite "--outfile=$new/pkg/$name.js"
done
# One file of its parts: not every browser lets a service worker import.
esbuild app/worker/service-worker.js --bundle --format=iife --minify "$browsers" --log-level=warning "--outfile=$new/service-worker.js"
# Puts the parts that a sheet names into one file.
for sheet in main:portal desks:desks; do
    esbuild "style/${sheet%:*}.css" --bundle '--external:/fonts/*' '--external:*.svg' --minify "$browsers" --log-level=warning --outfile="$new/pkg/${sheet#*:}.css"
done
node .ci/compress.mjs "$new"
rm -rf target/site
mv "$new" target/site
printf '%s\n' "$made_of" >"$stamp"
