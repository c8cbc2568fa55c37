package dev.pithos.compiler;

import dev.pithos.compiler.decode.ByteReader;
import dev.pithos.compiler.decode.InstructionDecoder;
import dev.pithos.compiler.lower.Code;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.ExternalKind;
import java.util.BitSet;
import java.util.List;

/** The functions that are reached other than by direct calls: exported, started, or values. */
final class Referenced {
  private Referenced() {}

  static BitSet in(Module module, List<LoweredFunction> functions) {
    BitSet referenced = new BitSet();
    module.exports.stream()
        .filter(export -> export.kind() == ExternalKind.FUNCTION)
        .forEach(export -> referenced.set(export.index()));
    if (module.start >= 0) {
      referenced.set(module.start);
    }
    for (Module.Range range : module.globalInitializers) {
      addFrom(module, range, referenced);
    }
    for (Module.Range range : module.tableInitializers) {
      addFrom(module, range, referenced);
    }
    for (Module.Elements segment : module.elements) {
      if (segment.functions() != null) {
        segment.functions().forEach(referenced::set);
      } else {
        segment.expressions().forEach(range -> addFrom(module, range, referenced));
      }
    }
    for (LoweredFunction function : functions) {
      if (function.referencesFunctions) {
        addFrom(function.code, referenced);
      }
    }
    return referenced;
  }

  private static void addFrom(Module module, Module.Range range, BitSet referenced) {
    if (range == null) {
      return;
    }
    ByteReader in = new ByteReader(module.bytes, range.start(), range.end());
    InstructionDecoder decoder = new InstructionDecoder(in, module);
    Instruction instruction = new Instruction();
    while (!in.atEnd()) {
      decoder.next(instruction);
      add(instruction, referenced);
    }
  }

  private static void addFrom(Code code, BitSet referenced) {
    Instruction instruction = new Instruction();
    for (int position = 0; position < code.length(); ) {
      position = code.read(position, instruction);
      add(instruction, referenced);
    }
  }

  private static void add(Instruction instruction, BitSet referenced) {
    if (instruction.opcode == Opcode.REF_FUNC) {
      referenced.set(instruction.index);
    }
  }
}
