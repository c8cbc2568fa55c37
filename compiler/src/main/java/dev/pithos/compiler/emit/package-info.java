/**
 * Lowered functions to class files, by ASM with frames of our own. {@code FunctionEmitter} drives;
 * each family of instructions has an emitter, and each of its methods says its stack effect.
 */
package dev.pithos.compiler.emit;
