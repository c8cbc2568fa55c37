package dev.pithos.compiler;

import dev.pithos.compiler.decode.ByteReader;
import dev.pithos.compiler.decode.InstructionDecoder;
import dev.pithos.compiler.lower.LoweredFunction;
import dev.pithos.compiler.lower.Lowering;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Initializer;
import dev.pithos.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Constant expressions, validated before: simple ones become data, the others functions. */
final class Constants {
  private final Module module;
  private final List<LoweredFunction> functions = new ArrayList<>();

  Constants(Module module) {
    this.module = module;
  }

  /** The expressions that need code, in the order of their numbers. */
  List<LoweredFunction> functions() {
    return functions;
  }

  Initializer initializer(Module.Range range, ValueType type) {
    ByteReader in = new ByteReader(module.bytes, range.start(), range.end());
    InstructionDecoder decoder = new InstructionDecoder(in, module);
    Instruction instruction = new Instruction();
    decoder.next(instruction);
    Initializer simple = simple(instruction);
    if (simple != null && in.position() == range.end() - 1) {
      return simple;
    }
    in.moveTo(range.start(), range.end());
    Lowering lowering = new Lowering();
    while (!in.atEnd()) {
      decoder.next(instruction);
      lowering.accept(instruction);
    }
    FunctionType function = new FunctionType(List.of(), List.of(type));
    functions.add(lowering.finish(-1, function, new ValueType[0], range.start()));
    return Initializer.code(functions.size() - 1);
  }

  private static Initializer simple(Instruction instruction) {
    return switch (instruction.opcode) {
      case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> Initializer.number(instruction.bits);
      case V128_CONST -> Initializer.vector(instruction.bits, instruction.high);
      case REF_NULL -> Initializer.NULL;
      case REF_FUNC -> Initializer.function(instruction.index);
      case GLOBAL_GET -> Initializer.global(instruction.index);
      default -> null;
    };
  }
}
