#!/bin/sh
# Soaks one macro server with 10,000 expansions, or as many as the first argument says: good macros
# among panics, traps, endless loops and memory hogs. Prints what was asked and the peak memory.
set -eu
cd "$(dirname "$0")/.."
./pithos --version >/dev/null
exec ./mvnw -q -B -Dquick -pl conformance -am test -Dtest=MacroServerSoakTest \
  -Dsurefire.failIfNoSpecifiedTests=false -Dpithos.soak="${1:-10000}" \
  -DtrimStackTrace=true
