/**
 * The specification's validation: each rule is a pop and a push here, in the words of its appendix.
 * A function that passes is handed on, instruction by instruction, to a {@link
 * dev.pithos.compiler.validate.InstructionSink}.
 */
package dev.pithos.compiler.validate;
