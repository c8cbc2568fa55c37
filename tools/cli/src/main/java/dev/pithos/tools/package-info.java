/** The {@code pithos} command: one class a subcommand, no logic of the compiler's own. */
package dev.pithos.tools;
