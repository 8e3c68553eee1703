#!/bin/bash
# Starts the sandbox (card provider and mailbox) and the portal as a demonstration. Ctrl-C stops
# both. What they keep lies in var/, and a later start finds it again.
#   serve.sh        the release build
#   serve.sh dev    cargo-leptos watches the sources, builds and restarts the portal
set -euo pipefail
source "$(dirname "$0")/steps.sh"

for port in 8080 8090 8025 9090; do
    if port_is_taken "$port"; then
        stop "Port $port on 127.0.0.1 is taken, perhaps by an earlier start." \
            "See who has it:  ss -ltnp 'sport = :$port'   Stop that, then run make again."
    fi
done

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
    sandbox=target/debug/sandbox
    # What the watcher builds is not what site.sh would.
    rm -f target/site.made-of
    portal=(cargo leptos watch -- serve --demo)
    # The style sheet is put together again whenever a part changed.
    (while sleep 1; do .ci/style.sh || true; done) &
    processes+=($!)
else
    sandbox=target/release/sandbox
    portal=(target/release/portal serve --demo)
fi

RUST_LOG=${SANDBOX_LOG:-warn} "$sandbox" \
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
echo "Pay with card 4242 4242 4242 4242, any later date, any CVC. Ctrl-C stops everything; var/ keeps what was done."
"${portal[@]}" &
processes+=($!)
wait -n "${processes[@]}"
