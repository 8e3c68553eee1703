# Sourced by the other scripts: numbered steps with their time, and system packages.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
export PATH="$repository/.tools/bin:$repository/.tools/site-tools/node_modules/.bin:$PATH"

# steps NUMBER: how many steps the script has.
steps() {
    steps_in_all=$1
    steps_begun=0
}

# step NAME COMMAND…: says its name when it starts and its time when it ends. `about` says how
# long that takes on two cores when nothing is there yet:  about="4 min" step Portal cargo build
step() {
    local name=$1 begin=$SECONDS status ticker reader output number='' time=${about:-}
    shift
    if [ -n "${steps_in_all:-}" ]; then
        steps_begun=$((steps_begun + 1))
        number="[$steps_begun/$steps_in_all] "
    fi
    printf '\n==> %s%s%s\n' "$number" "$name" "${time:+ (the first time about $time on two cores)}"
    # A subshell outside any condition, so that its first failing command ends the step.
    set +e
    if [ -t 1 ]; then
        ticks "$name" &
        ticker=$!
        (
            set -e
            unset about
            "$@"
        )
        status=$?
        kill "$ticker" 2>/dev/null
        wait "$ticker" 2>/dev/null
    else
        exec {output}> >(passes_on)
        reader=$!
        (
            exec >&"$output" 2>&1 {output}>&-
            set -e
            unset about
            "$@"
        )
        status=$?
        exec {output}>&-
        reads_no_longer "$reader"
    fi
    set -e
    if [ "$status" -eq 0 ]; then
        printf '==> %s%s: done in %d s\n' "$number" "$name" $((SECONDS - begin))
    else
        # A full disk breaks tools in ways that do not name it.
        printf '==> %s%s: FAILED after %d s (%s free on the disk)\n' "$number" "$name" \
            $((SECONDS - begin)) "$(df -h --output=avail . | tail -1 | tr -d ' ')" >&2
    fi
    return "$status"
}

# ticks NAME: says every half minute that the step goes on; on a terminal, in the place of cargo's
# progress bar, which comes back by itself.
ticks() {
    local begin=$SECONDS
    while sleep 30; do
        printf '\r\033[K    … %s goes on, %d s so far\n' "$1" $((SECONDS - begin))
    done
}

# passes_on: passes its input on, and says after every half minute of silence that the work goes on,
# and after which line: the end of a log tells where a run stands.
passes_on() {
    local line rest='' last='' begin=$SECONDS status
    while true; do
        status=0
        IFS= read -r -t 30 line || status=$?
        if [ "$status" -eq 0 ]; then
            printf '%s\n' "$rest$line"
            last=${rest}${line}
            rest=''
            continue
        fi
        # The beginning of a line, when the time was up or the output ended within one.
        rest+=$line
        [ "$status" -gt 128 ] || break
        printf '    … goes on, %d s so far, since: %.100s\n' $((SECONDS - begin)) "$last"
    done
    [ -z "$rest" ] || printf '%s\n' "$rest"
}

# reads_no_longer READER: lets it read to the end. What a step left running may hold the pipe for
# ever; nobody waits for that.
reads_no_longer() {
    local tenths
    for ((tenths = 0; tenths < 50; tenths++)); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill "$1" 2>/dev/null
    echo "    … something that this step started still runs"
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
