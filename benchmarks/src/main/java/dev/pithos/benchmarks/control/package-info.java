/** Tail calls and exceptions, beside the same work without them. */
package dev.pithos.benchmarks.control;
