#!/bin/sh
# Finds Java 17 or later for the tests on Spark, or installs Debian's where we may. Never fails: without it they skip.
set -u

new_enough() {
    version=$("$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ]
}

java=java
[ -n "${JAVA_HOME:-}" ] && java="$JAVA_HOME/bin/java"
command -v "$java" >/dev/null 2>&1 && new_enough "$java" && exit 0

if [ -n "${JAVA_HOME:-}" ]; then
    echo "set-up: JAVA_HOME names no Java 17 or later, so the tests on Spark are skipped." >&2
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "set-up: installing default-jre-headless with apt-get" >&2
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jre-headless >/dev/null 2>&1
    command -v java >/dev/null 2>&1 && new_enough java && exit 0
    echo "set-up: apt-get could not install Java 17 or later, so the tests on Spark are skipped." >&2
else
    echo "set-up: no Java 17 or later here, so the tests on Spark are skipped. To run them:" >&2
    echo "        sudo apt-get install default-jre-headless" >&2
fi
exit 0
