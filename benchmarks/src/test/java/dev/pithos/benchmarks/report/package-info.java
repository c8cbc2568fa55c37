/** Tests of what is made of measurements: conversations, medians, tables and plots. */
package dev.pithos.benchmarks.report;
