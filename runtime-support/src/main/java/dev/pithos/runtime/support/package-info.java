/**
 * What generated code calls where the JVM's own instructions do not have WebAssembly's meaning: one
 * class a family, each method named by its instruction. For generated code only; hosts use {@link
 * dev.pithos.runtime}.
 */
package dev.pithos.runtime.support;
