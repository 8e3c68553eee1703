# Sourced by the other scripts: named steps with their time, and system packages.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
export PATH="$repository/.tools/bin:$repository/.tools/wasm-opt/node_modules/.bin:$PATH"

# step NAME COMMAND…: says its name when it starts and its time when it ends.
step() {
    local name=$1 begin=$SECONDS status
    shift
    printf '\n==> %s\n' "$name"
    # A subshell outside any condition, so that its first failing command ends the step.
    set +e
    (
        set -e
        "$@"
    )
    status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        printf '==> %s: done in %d s\n' "$name" $((SECONDS - begin))
    else
        # A full disk breaks tools in ways that do not name it.
        printf '==> %s: FAILED after %d s (%s free on the disk)\n' "$name" $((SECONDS - begin)) \
            "$(df -h --output=avail . | tail -1 | tr -d ' ')" >&2
    fi
    return "$status"
}

# stop TEXT…: ends with a plain message.
stop() {
    printf '\n%s\n' "$@" >&2
    exit 1
}

# system_packages PACKAGE…: asks the system's package manager, saying so.
system_packages() {
    local as_root=()
    if ! command -v apt-get >/dev/null; then
        stop "Missing here: $*." "This is not Debian or Ubuntu: install the packages of these names with your system's own tools, then run make again."
    fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            stop "Missing here: $*." "Neither root nor sudo: ask an administrator for  apt-get install $*"
        as_root=(sudo)
    fi
    echo "Installing system packages: $*"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# port_is_taken PORT: whether somebody listens there on this machine.
port_is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}
