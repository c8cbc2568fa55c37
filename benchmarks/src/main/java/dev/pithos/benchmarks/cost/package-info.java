/** What there is to pay before a guest runs at its speed: compiling, and the start of a JVM. */
package dev.pithos.benchmarks.cost;
