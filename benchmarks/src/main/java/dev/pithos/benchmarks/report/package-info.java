/**
 * Runs contenders side by side and makes the report: tables, plots, and the figures as JSON. How a
 * work is run is the drivers' affair ({@link dev.pithos.benchmarks.work.Driver} and those in other
 * languages).
 */
package dev.pithos.benchmarks.report;
