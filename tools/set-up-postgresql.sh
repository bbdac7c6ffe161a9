#!/bin/sh
# Finds PostgreSQL and a driver for the tests of the committee's records, or installs Debian's where we may. Never
# fails: without them those tests skip, and say why.
set -u

server() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }
driver() { [ -d /usr/lib/python3/dist-packages/psycopg ]; }
server && driver && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "set-up: installing postgresql and python3-psycopg with apt-get" >&2
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql python3-psycopg \
        >/dev/null 2>&1
    server && driver && exit 0
    echo "set-up: apt-get could not install PostgreSQL, so the tests on it are skipped." >&2
else
    echo "set-up: no PostgreSQL with psycopg here, so the tests on it are skipped. To run them:" >&2
    echo "        sudo apt-get install postgresql python3-psycopg" >&2
fi
exit 0
