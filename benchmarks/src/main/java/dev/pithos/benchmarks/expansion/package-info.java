/** JMH on macro expansion; the works and their contenders are those of the report. */
package dev.pithos.benchmarks.expansion;
