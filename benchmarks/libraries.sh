#!/bin/sh
# Libraries that are written for Chicory, on Chicory and on Pithos; writes the table of
# docs/chicory.md:
#   benchmarks/libraries.sh                              on processor 0
#   benchmarks/libraries.sh core=1 warmup=20000 round=500
# Needs taskset; JAVA_HOME chooses the JDK; PITHOS_MAVEN_FLAGS are options for the build, such as -o.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
core=0
warmup=20000
round=500
for setting in "$@"; do
  case $setting in
    core=*) core=${setting#*=} ;;
    warmup=*) warmup=${setting#*=} ;;
    round=*) round=${setting#*=} ;;
    *)
      sed -n '2,6s/^# \{0,1\}//p' "$0"
      exit 2
      ;;
  esac
done
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
build=$root/tools/chicory-standin/target/quick
mkdir -p "$build"
log=$build/libraries.log
if ! (cd "$root" && ./mvnw -q -B ${PITHOS_MAVEN_FLAGS:-} -Dquick -pl tools/chicory-standin -am \
  -Dpithos.libraries.classpath="$build/libraries.classpath" test-compile) >"$log" 2>&1; then
  cat "$log" >&2
  exit 2
fi
exec "$java" -cp "$build/classes:$build/test-classes:$(cat "$build/libraries.classpath")" \
  dev.pithos.tools.chicory.libraries.LibraryReport "$root/docs/chicory.md" \
  "$core" "$warmup" "$round"
