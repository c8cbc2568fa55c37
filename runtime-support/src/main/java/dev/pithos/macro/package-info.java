/**
 * Rust procedural macros for JVM hosts: tokens, the lexer and printer, macro libraries and the ABIs
 * that macro modules speak.
 *
 * <p>Builds on {@link dev.pithos.runtime}; nothing here knows of class files or of modules' bytes.
 */
package dev.pithos.macro;
