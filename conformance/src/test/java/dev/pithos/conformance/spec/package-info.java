/**
 * Runs the WebAssembly specification's testsuite, converted to JSON scripts and binary modules, and
 * reports what passed. {@link dev.pithos.conformance.spec.SpecSuiteTest} does so in the build,
 * {@link dev.pithos.conformance.spec.SpecSuite} on the command line. Tests of single features of
 * ours do not belong here.
 */
package dev.pithos.conformance.spec;
