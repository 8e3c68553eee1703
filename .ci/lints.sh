# Sourced: from here on, cargo compiles the workspace's own crates by clippy, and what clippy
# remarks is an error. Lints cost a few seconds of a build that is made anyway, instead of a
# second one of everything; what is built runs like a development build.
# shellcheck shell=bash
export RUSTC_WORKSPACE_WRAPPER=clippy-driver
export CLIPPY_ARGS='-Dwarnings__CLIPPY_HACKERY__'
