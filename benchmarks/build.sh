# Builds what is out of date. Sourced by the scripts beside it; sets root, java, classpath.
#   JAVA_HOME chooses the JDK; PITHOS_MAVEN_FLAGS are options for the build, such as -o.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
build=$root/benchmarks/target/quick
stamp=$build/benchmarks.stamp

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=java
fi

out_of_date() {
  [ -f "$stamp" ] && [ -f "$build/benchmarks.classpath" ] || return 0
  newer=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/runtime-support/src "$root"/compiler/src \
    "$root"/benchmarks/src -newer "$stamp" | head -n 1)
  [ -n "$newer" ]
}

if out_of_date; then
  echo 'benchmarks: building' >&2
  mkdir -p "$build"
  touch "$stamp.new"
  log=$build/benchmarks.log
  if ! (cd "$root" && ./mvnw -q -B ${PITHOS_MAVEN_FLAGS:-} -Dquick -pl benchmarks -am \
    -Dpithos.benchmarks.classpath="$build/benchmarks.classpath" compile) >"$log" 2>&1; then
    cat "$log" >&2
    exit 2
  fi
  mv "$stamp.new" "$stamp"
fi
classpath=$build/classes:$(cat "$build/benchmarks.classpath")
