#!/bin/sh
# Libraries that are written for Chicory or Endive, on these and on Pithos; writes the table of
# docs/chicory.md:
#   benchmarks/libraries.sh                              on processor 0
#   benchmarks/libraries.sh core=1 warmup=20000 round=500
#   benchmarks/libraries.sh quickjs4j=REPOSITORY         fetches its module from there, once
# Needs taskset, and git for quickjs4j's module; JAVA_HOME chooses the JDK; PITHOS_MAVEN_FLAGS are
# options for the build, such as -o.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
core=0
warmup=20000
round=500
quickjs4j=https://github.com/roastedroot/quickjs4j
for setting in "$@"; do
  case $setting in
    core=*) core=${setting#*=} ;;
    warmup=*) warmup=${setting#*=} ;;
    round=*) round=${setting#*=} ;;
    quickjs4j=*) quickjs4j=${setting#*=} ;;
    *)
      sed -n '2,9s/^# \{0,1\}//p' "$0"
      exit 2
      ;;
  esac
done

# The jar of quickjs4j 0.1.0 has what Endive compiled; the module itself is in its repository alone.
module=$root/.build/quickjs4j/javy_quickjs4j_plugin.wasm
if ! [ -f "$module" ]; then
  clone=$(mktemp -d)
  trap 'rm -rf "$clone"' EXIT
  git clone -q --depth 1 --branch 0.1.0 "$quickjs4j" "$clone/quickjs4j" || {
    echo "libraries.sh: no module of quickjs4j; give a copy of its repository: quickjs4j=FOLDER" >&2
    exit 2
  }
  sum=934831737860d93b4ca7cec4bbc6a8a5ec1834620baea2889236732d49f4766f
  echo "$sum  $clone/quickjs4j/javy_quickjs4j_plugin.wasm" | sha256sum --check --quiet
  mkdir -p "${module%/*}"
  mv "$clone/quickjs4j/javy_quickjs4j_plugin.wasm" "$module"
  rm -rf "$clone"
fi

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
  "$core" "$warmup" "$round" "$module"
