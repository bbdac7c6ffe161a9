#!/bin/sh
# Makes .venv in the checkout and installs the locked parts and the checkout itself. Run by make, not by hand.
# Plain sh and the system's own Python, because on a fresh machine there is nothing else yet.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'set-up: %s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in python3.11 python3 python3.14 python3.13 python3.12 python; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
}

# Debian and Ubuntu keep venv in a package of its own: fetch it where we may, else say which.
apt_install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing $* with apt-get"
        apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    else
        say "this needs $*. Install it, then run make again. On Debian or Ubuntu: sudo apt-get install $*"
        exit 1
    fi
}

python=$(find_python)
if [ -z "$python" ]; then
    apt_install python3 python3-venv
    python=$(find_python)
    [ -n "$python" ] || { say "Python 3.11 or later is needed, and this system's python3 is older."; exit 1; }
fi

# A .venv whose Python has gone or has no pip (a copied checkout, an interrupted set-up) is made anew.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || ! new_enough .venv/bin/python; then
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        apt_install "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

say "installing the locked parts"
PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_DISABLE_PIP_VERSION_CHECK
.venv/bin/python -m pip install -qq --no-compile --require-hashes --no-deps -r requirements.lock
# No isolation: hatchling is in the lock, so building the checkout asks nothing of a registry.
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
touch .venv/.ready
