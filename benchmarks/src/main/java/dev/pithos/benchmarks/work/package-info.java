/**
 * What contenders run: kernels, expansions, SQL, as {@code works.json} lists them. A work answers a
 * checksum that must be the same whoever ran it. How long it takes is not measured here.
 */
package dev.pithos.benchmarks.work;
