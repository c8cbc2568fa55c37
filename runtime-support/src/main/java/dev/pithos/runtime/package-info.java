/**
 * What compiled WebAssembly needs to run: memories, tables, globals, functions, linking and traps.
 *
 * <p>Nothing here knows of class files, of modules' bytes, or of macros; the JDK is the only
 * dependency.
 */
package dev.pithos.runtime;
