#!/bin/sh
# Measures everything and writes docs/benchmarks/report.md, its plots, and the figures as JSON:
#   benchmarks/report.sh                     all parts: every contender, every work
#   benchmarks/report.sh --quick             fewer works and contenders, shorter rounds
#   benchmarks/report.sh --only works        one part: works, compile, cold, or write (measures nothing)
#   benchmarks/report.sh --works PATTERN     works whose name or group matches; other figures stay
#   benchmarks/report.sh --core N            the processor to use, 0 unless told
#   benchmarks/report.sh warmup=15000 ...    other settings than usual, as v8.sh takes them: contenders
#                                            (a,b,c), rounds, round (ms), warmup (ms), peers (warmup
#                                            of the JVM's other engines)
#   benchmarks/report.sh add=watt,wasmtime   measures these alone, in turns with V8, and keeps the
#                                            others' results; says how V8's time has changed since,
#                                            and scales the new ones by it, turn by turn
# Run benchmarks/prepare.sh once before. Needs JDK 25 (JAVA_HOME), node, gcc and taskset.
set -eu
. "$(dirname -- "$0")/build.sh"

works=.
settings='rounds=9 round=500 warmup=40000'
others=
only=
core=0
while [ $# -gt 0 ]; do
  case $1 in
    --quick)
      works='^(demo|(old63|watt)-(ser5|de5|ser30|de30)|new96-(de5|ser30|de30)|thiserror)$|kernel|switch|sqlite'
      settings='rounds=5 round=200 warmup=15000'
      settings="$settings contenders=pithos,pithos-reuse,pithos-guest,v8,chicory,chicory-interpreter"
      settings="$settings,wasmtime,watt,native-rustc,native-bytes,native"
      ;;
    --only) only=$2 && shift ;;
    --works) works=$2 && shift ;;
    --core) core=$2 && shift ;;
    contenders=* | rounds=* | round=* | warmup=* | peers=* | add=*) others="$others $1" ;;
    *)
      sed -n '2,15s/^# \{0,1\}//p' "$0"
      exit 2
      ;;
  esac
  shift
done

out=$root/docs/benchmarks
package=dev.pithos.benchmarks
cd "$root"
part() { [ -z "$only" ] || [ "$only" = "$1" ]; }

if part works; then
  # shellcheck disable=SC2086 # the settings are words
  "$java" -Xmx256m -cp "$classpath" $package.report.Measure "$out/results.json" "$works" \
    $settings $others core="$core"
fi

if part compile; then
  npm=.build/benchmarks/npm/node_modules
  rows=$(mktemp)
  compile() { # NAME MODULE REPETITIONS
    echo "compiling $1" >&2
    taskset -c "$core" "$java" -Xmx1g -XX:+UseSerialGC -cp "$classpath" $package.cost.CompileCost \
      "$1" "$2" "$3" >>"$rows"
  }
  # With its options and an archive of the compiler's classes, which archives take from jars alone.
  compile_as_pithos() { # NAME MODULE
    echo "compiling $1, as ./pithos starts" >&2
    folder=$root/.build/benchmarks/compile
    rm -rf "$folder" && mkdir -p "$folder"
    jars=
    ifs=$IFS
    IFS=:
    for entry in $classpath; do
      if [ -d "$entry" ]; then
        jar=$folder/$(echo "$entry" | tr / -).jar
        "${java%java}jar" cf "$jar" -C "$entry" .
        entry=$jar
      fi
      jars=$jars${jars:+:}$entry
    done
    IFS=$ifs
    for archive in -XX:ArchiveClassesAtExit= -XX:SharedArchiveFile=; do
      taskset -c "$core" "$java" -Xmx1g @"$root/tools/cli/short-run.options" -Xlog:disable \
        "$archive$folder/classes.jsa" -cp "$jars" $package.cost.CompileCost \
        "$1, as ./pithos starts" "$2" 0 >"$folder/row"
    done
    cat "$folder/row" >>"$rows"
  }
  compile 'serde_derive 1.0.152' .build/rust/serde/old-watt.wasm 80
  compile_as_pithos 'serde_derive 1.0.152' .build/rust/serde/old-watt.wasm
  compile 'sql.js 1.13.0' $npm/sql.js/dist/sql-wasm.wasm 80
  compile 'quickjs 0.31.0' $npm/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm 80
  compile 'a body of 1.2 MB' huge 40
  compile 'esbuild 0.25.0' $npm/esbuild-wasm/esbuild.wasm 3
  { echo '['; sed '$!s/$/,/' "$rows"; echo ']'; } >"$out/compile.json"
  rm "$rows"
fi

if part cold; then
  echo 'starting JVMs' >&2
  "$java" -cp "$classpath" $package.cost.ColdStart 9 "$core" >"$out/cold.json"
  "$java" -cp "$classpath" $package.report.ColdContenders 5 "$core" >"$out/cold-contenders.json"
fi

"$java" -cp "$classpath" $package.report.ReportWriter "$out"
echo "$out/report.md"
