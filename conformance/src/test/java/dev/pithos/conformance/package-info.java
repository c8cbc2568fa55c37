/**
 * Conformance: tests that need more than one module, each kind in a package of its own. Unit tests
 * of a single module stay in that module.
 */
package dev.pithos.conformance;
