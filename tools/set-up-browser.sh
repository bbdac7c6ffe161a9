#!/bin/sh
# Finds Chromium for the tests that open a page, or installs Debian's where we may. Never fails: without it they skip.
set -u

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "set-up: installing chromium and fonts-liberation with apt-get" >&2
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation >/dev/null 2>&1
    command -v chromium >/dev/null 2>&1 && exit 0
    echo "set-up: apt-get could not install chromium, so the tests that open a page are skipped." >&2
else
    echo "set-up: no chromium here, so the tests that open a page are skipped. To run them:" >&2
    echo "        sudo apt-get install chromium fonts-liberation" >&2
fi
