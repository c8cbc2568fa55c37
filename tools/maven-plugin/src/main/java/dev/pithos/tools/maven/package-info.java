/**
 * The Maven plugin: which files are compiled, when they are compiled again, and where the classes
 * go. How a module is compiled belongs to the compiler.
 */
package dev.pithos.tools.maven;
