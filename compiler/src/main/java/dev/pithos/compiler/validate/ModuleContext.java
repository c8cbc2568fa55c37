package dev.pithos.compiler.validate;

import dev.pithos.compiler.module.Module;
import java.util.BitSet;

/**
 * What the validation of an expression knows of its surroundings.
 *
 * @param declaredFunctions the functions that ref.func may name in a body
 * @param where the function or section, for errors
 */
record ModuleContext(Module module, BitSet declaredFunctions, String where) {}
