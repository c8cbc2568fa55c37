/** What benchmarks share. Each subject has a package of its own below. */
package dev.pithos.benchmarks;
