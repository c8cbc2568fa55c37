#!/bin/sh
# Builds what is out of date and runs JMH:
#   benchmarks/run.sh TailCall -f 1     (a pattern of names and JMH's options; -h lists them)
# Works from any folder. JAVA_HOME chooses the JDK; PITHOS_MAVEN_FLAGS are options for the build,
# such as -o.
set -eu
. "$(dirname -- "$0")/build.sh"
exec "$java" -Dpithos.root="$root" -cp "$classpath" org.openjdk.jmh.Main "$@"
