/**
 * The macro servers as processes, with the real programs that use them: rust-analyzer, rustc,
 * cargo. What needs one of these says in one line that it was skipped.
 */
package dev.pithos.conformance.hosts;
