/**
 * Tests of the project as a whole: which module may use which, what the front door promises. Tests
 * of what the modules do belong elsewhere.
 */
package dev.pithos.conformance.build;
