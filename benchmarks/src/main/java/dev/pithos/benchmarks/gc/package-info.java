/** Guests that live on the heap, beside the same program in Java. */
package dev.pithos.benchmarks.gc;
