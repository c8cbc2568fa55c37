/** JMH on kernels and SQLite; the works and their contenders are those of the report. */
package dev.pithos.benchmarks.kernel;
