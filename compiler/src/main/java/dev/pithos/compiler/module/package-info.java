/**
 * What a WebAssembly module is made of: the opcode table, instructions, and a module's sections. No
 * reading, checking or writing of bytes.
 */
package dev.pithos.compiler.module;
