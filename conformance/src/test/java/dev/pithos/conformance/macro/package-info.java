/**
 * Macros end to end: real modules, compiled, written as jars, expanded through the public API. What
 * needs no compiled module is tested in runtime-support.
 */
package dev.pithos.conformance.macro;
