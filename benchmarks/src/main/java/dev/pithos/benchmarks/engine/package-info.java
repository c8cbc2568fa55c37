/**
 * The contenders that run in a JVM, each behind {@link dev.pithos.benchmarks.engine.Engine}. What
 * they run is {@link dev.pithos.benchmarks.work}'s.
 */
package dev.pithos.benchmarks.engine;
