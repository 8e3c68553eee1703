#!/bin/bash
# Builds what is missing and starts the sandbox (card provider and mailbox) and the portal as a
# demonstration. Ctrl-C stops both. What they keep lies in var/, and a later start finds it again.
#   serve.sh        builds once
#   serve.sh dev    cargo-leptos watches the sources, builds and restarts the portal
# Both are development builds, which `make test` and `make check` go on with; `make build` makes
# what a ministry runs.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

for port in 8080 8090 8025 9090; do
    if port_is_taken "$port"; then
        stop "Port $port on 127.0.0.1 is taken, perhaps by an earlier start." \
            "See who has it:  ss -ltnp 'sport = :$port'   Stop that, then run make again."
    fi
done

# answers PORT: whether HTTP is spoken there.
answers() {
    (
        exec 3<>"/dev/tcp/127.0.0.1/$1"
        printf 'GET / HTTP/1.0\r\n\r\n' >&3
        read -r -t 60 _ <&3
    ) 2>/dev/null
}

mkdir -p -m 700 var
processes=()
end() {
    trap - EXIT INT TERM
    kill -TERM "${processes[@]}" 2>/dev/null || true
    wait "${processes[@]}" 2>/dev/null || true
    exit "${1:-0}"
}
trap 'end 0' INT TERM
trap 'end $?' EXIT

if [ "${1:-}" = dev ]; then
    steps 2
    about="16 min" step "Tools" .ci/tools.sh site cargo_leptos
    about="4 min" step "Sandbox" cargo build --locked -p sandbox
    # What the watcher builds is not what site.sh would.
    rm -f target/site.made-of
    # cargo-leptos wants the style sheet in one piece; put together again whenever a part changed.
    for sheet in main:target/site-style/main.css desks:target/site/pkg/desks.css; do
        style=(esbuild "style/${sheet%:*}.css" --bundle '--external:/fonts/*' '--external:*.svg' --log-level=warning "--outfile=${sheet#*:}")
        "${style[@]}"
        "${style[@]}" --watch=forever &
        processes+=($!)
    done
    esbuild app/worker/service-worker.js --bundle --format=iife --log-level=warning --outfile=target/site/service-worker.js --watch=forever &
    processes+=($!)
    portal=(cargo leptos watch -- serve --demo)
else
    steps 3
    about="1 min" step "Tools" .ci/tools.sh site
    about="2 min" step "Site: what the browser loads" .ci/site.sh
    about="6 min" step "Portal and sandbox" cargo build --locked -p server -p sandbox --bins
    portal=(target/debug/portal serve --demo)
fi
RUST_LOG=${SANDBOX_LOG:-warn} target/debug/sandbox \
    --http 127.0.0.1:8090 --smtp 127.0.0.1:8025 --database var/sandbox.db \
    --webhook-url http://127.0.0.1:8080/webhooks/stripe \
    --webhook-secret whsec_sandbox --api-key sk_test_sandbox &
sandbox_id=$!
processes+=("$sandbox_id")
until port_is_taken 8090; do
    kill -0 "$sandbox_id" 2>/dev/null || stop "The sandbox did not start; its message stands above."
    sleep 0.1
done

echo
"${portal[@]}" &
portal_id=$!
processes+=("$portal_id")
until answers 8080; do
    kill -0 "$portal_id" 2>/dev/null || stop "The portal did not start; its message stands above."
    sleep 0.1
done
printf '\n%s\n' "Try it in two minutes: apply at http://127.0.0.1:8080/apply, type the code of the mail at http://127.0.0.1:8090/mail, pay with card 4242 4242 4242 4242 (any later date, any CVC), and follow the status there; grant as \"reviewer\", then admit as \"border\" at http://127.0.0.1:8080/staff/sign-in (one-time passwords above; \"supervisor\" approves refunds), and the V-Pass comes by mail. Ctrl-C stops everything; var/ keeps what was done."
wait -n "${processes[@]}"
