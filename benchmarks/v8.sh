#!/bin/sh
# A quick look at Pithos beside V8 (or other contenders), pinned to one processor, in turns:
#   benchmarks/v8.sh                        every work
#   benchmarks/v8.sh 'macro-1.63|sieve'     works whose name or group matches
#   benchmarks/v8.sh sieve contenders=pithos,pithos-no-polls,v8 rounds=7 round=300 warmup=4000 core=1
#   PITHOS_BEFORE=../before benchmarks/v8.sh de5 contenders=pithos-before,pithos,v8
#                                           also beside another checkout, where its v8.sh was run once
# peers=1000 is the warm-up of the JVM's other engines, where it is to be another one.
# works.json lists works and groups, Contender.java contenders. Run benchmarks/prepare.sh once before.
# Needs node and taskset; JAVA_HOME chooses the JDK.
set -eu
. "$(dirname -- "$0")/build.sh"
cd "$root"
exec "$java" -cp "$classpath" dev.pithos.benchmarks.report.Compare "$@"
