/** The pipeline from WebAssembly bytes to class files, and what users of the compiler call. */
package dev.pithos.compiler;
