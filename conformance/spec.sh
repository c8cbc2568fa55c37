#!/bin/sh
# Builds what is out of date and runs the specification suite, or parts of it:
#   conformance/spec.sh core/i32 'core/simd_*'     (--help lists the options)
# Works from any folder. JAVA_HOME chooses the JDK; PITHOS_MAVEN_FLAGS are options for the build,
# such as -o.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
build=$root/conformance/target/quick
stamp=$build/spec.stamp
classpath=$build/spec.classpath

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=java
fi

out_of_date() {
  [ -f "$stamp" ] && [ -f "$classpath" ] || return 0
  newer=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/tools/cli/pom.xml \
    "$root"/runtime-support/src "$root"/compiler/src "$root"/tools/cli/src "$root"/conformance/src \
    -newer "$stamp" | head -n 1)
  [ -n "$newer" ]
}

if out_of_date; then
  echo 'spec: building' >&2
  mkdir -p "$build"
  touch "$stamp.new"
  log=$build/spec.log
  if ! (cd "$root" && ./mvnw -q -B ${PITHOS_MAVEN_FLAGS:-} -Dquick -pl conformance -am \
    -Dpithos.spec.classpath="$classpath" test-compile) >"$log" 2>&1; then
    cat "$log" >&2
    exit 2
  fi
  mv "$stamp.new" "$stamp"
fi

exec "$java" -Dpithos.root="$root" -cp "$build/test-classes:$(cat "$classpath")" dev.pithos.conformance.spec.SpecSuite "$@"
