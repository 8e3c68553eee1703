#!/bin/bash
# Checks the walls of the house: who depends on whom, and what may stand where.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
broken=0

fault() {
    printf '%s\n' "$1" >&2
    broken=1
}

# forbids WHAT TREE PATTERN: no crate of the tree may match.
forbids() {
    local found
    found=$(sort -u <<<"$2" | grep -E "^($3) v" || true)
    [ -z "$found" ] || fault "$1 must not depend on: $(tr '\n' ' ' <<<"$found")"
}

# lines WHAT COMMAND…: the command must print nothing.
lines() {
    local what=$1 found
    shift
    found=$("$@" || true)
    [ -z "$found" ] || fault "$what"$'\n'"$found"
}

server_only='sqlx.*|libsqlite3-sys|async-stripe.*|lettre|axum|axum-.*|leptos_axum|hyper|tower-http|reqwest|object_store|krilla|argon2|server|sandbox'
browser=$(cargo tree --locked -p browser --target wasm32-unknown-unknown -e normal --prefix none --format '{p}' | tail -n +2)
forbids "app in the browser" "$browser" "$server_only|tokio"
pages=$(cargo tree --locked -p app --depth 1 --features ssr -e normal --prefix none --format '{p}' | tail -n +2)
forbids "app" "$pages" 'sqlx.*|libsqlite3-sys|async-stripe.*|lettre|object_store|krilla|argon2|server|sandbox'
domain=$(cargo tree --locked -p domain -e normal --prefix none --format '{p}' | tail -n +2)
forbids "domain" "$domain" "$server_only|leptos.*|app|tokio.*|rand|getrandom"
shipped=$(cargo tree --locked -p server -e normal --prefix none --format '{p}' | tail -n +2)
forbids "the portal as shipped" "$shipped" 'sandbox|test-support'

node .ci/floors.mjs || broken=1

lines "<textarea may stand only in app/src/components/text_area.rs (leptos writes its content unescaped):" \
    grep -rln --include='*.rs' '<textarea' app/src --exclude=text_area.rs
lines "Module files are named after their module, never mod.rs:" \
    find app server -name mod.rs -not -path '*/target/*'
long=$(git ls-files -z --cached --others --exclude-standard '*.rs' '*.ts' '*.mjs' '*.css' '*.sh' |
    xargs -0 awk 'FNR > 400 { print FILENAME; nextfile }')
[ -z "$long" ] || fault "A file of more than 400 lines wants a wall:"$'\n'"$long"
lines "SQL belongs to server/src/store:" \
    grep -rnE --include='*.rs' 'sqlx::(query|raw_sql)|"[[:space:]]*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)[[:space:]]' app server/src --exclude-dir=store
lines "The library reads no file, no network, no environment and no clock:" \
    grep -rnE --include='*.rs' 'std::(fs|net|env|process|io|thread)|(SystemTime|Instant|Utc|Local)::now' app/domain/src
lines "Lints are expected with a reason, never allowed (clippy looks at items, not at whole modules):" \
    grep -rnE --include='*.rs' '#!\[allow\(' app server
lines "Both databases have the same migrations, by name:" \
    diff <(cd migrations/sqlite && ls) <(cd migrations/postgres && ls)

exit "$broken"
