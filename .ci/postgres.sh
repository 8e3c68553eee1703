#!/bin/bash
# postgres.sh COMMAND…: the command with a throw-away PostgreSQL of its own (PGHOST, PGPORT, …).
# Nothing of it has a name that another run on this machine could have too, be that one going on or
# killed half-way: folder, port, and neither socket nor process file in the system's folders.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

PGPORT=$((20000 + RANDOM % 10000))
while port_is_taken "$PGPORT"; do PGPORT=$((20000 + RANDOM % 10000)); done
export PGPORT
exec pg_virtualenv -t -o max_connections=400 -o external_pid_file= -o unix_socket_directories= "$@"
