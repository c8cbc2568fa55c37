/**
 * Validated instructions to {@link dev.pithos.compiler.lower.Code}: flat, without unreachable
 * parts, with the facts that planning needs. No JVM here.
 */
package dev.pithos.compiler.lower;
