/**
 * Bytes to {@link dev.pithos.compiler.module.Module}: the binary format's rules and nothing of
 * validation beyond the types that must be known to read on.
 */
package dev.pithos.compiler.decode;
