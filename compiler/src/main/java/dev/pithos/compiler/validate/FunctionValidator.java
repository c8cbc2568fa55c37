package dev.pithos.compiler.validate;

import dev.pithos.compiler.decode.ByteReader;
import dev.pithos.compiler.decode.InstructionDecoder;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.ValueType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One function body, from its bytes to the sink. Instructions with a signature in the opcode table
 * need no rule of their own; the others have theirs here, and in {@link ControlRules}, {@link
 * ReferenceRules} and {@link AggregateRules}.
 */
final class FunctionValidator {
  final Module module;
  final ModuleContext context;
  final TypeStack stack;
  private final ValueType[] locals;
  private final boolean[] initialized;
  private int[] initializedOrder = new int[4];
  private int initializedCount;
  private final ControlRules control;
  private final ReferenceRules references;
  private final AggregateRules aggregates;

  FunctionValidator(ModuleContext context, String where, ValueType[] locals, int parameters) {
    this.module = context.module();
    this.context = context;
    this.stack = new TypeStack(where);
    this.locals = locals;
    initialized = new boolean[locals.length];
    for (int i = 0; i < locals.length; i++) {
      initialized[i] = i < parameters || locals[i].isDefaultable();
    }
    control = new ControlRules(this);
    references = new ReferenceRules(this);
    aggregates = new AggregateRules(this);
  }

  /** Validates a body against its function's type. */
  void body(FunctionType type, Module.Range code, InstructionSink sink) {
    ByteReader in = reader(code);
    expression(type, in, new InstructionDecoder(in, module), sink);
  }

  /** Validates a constant expression of one result; the sink refuses what is not constant. */
  void constant(FunctionType type, Module.Range code, InstructionSink sink) {
    ByteReader in = reader(code);
    expression(type, in, InstructionDecoder.ofConstants(in, module), sink);
  }

  private void expression(
      FunctionType type, ByteReader in, InstructionDecoder decoder, InstructionSink sink) {
    FunctionType block = new FunctionType(List.of(), type.results());
    Instruction instruction = new Instruction();
    stack.open(Opcode.BLOCK, block, 0);
    while (stack.depth() > 0) {
      if (in.atEnd()) {
        throw in.malformed("unexpected end: END opcode expected", in.position());
      }
      decoder.next(instruction);
      stack.offset = instruction.offset;
      instruction(instruction);
      sink.accept(instruction);
    }
    if (!in.atEnd()) {
      throw in.malformed("section size mismatch: END opcode expected last", in.position());
    }
  }

  private ByteReader reader(Module.Range range) {
    ByteReader in = new ByteReader(module.bytes, range.start(), range.end());
    in.setWhere(context.where());
    return in;
  }

  void instruction(Instruction instruction) {
    Shape shape = instruction.opcode.shape();
    switch (shape.family()) {
      case CONTROL, EXCEPTION, CALL -> control.check(instruction);
      case PARAMETRIC -> parametric(instruction);
      case VARIABLE -> variable(instruction);
      case TABLE -> table(instruction);
      case MEMORY -> memory(instruction);
      case REFERENCE -> references.check(instruction);
      case AGGREGATE -> aggregates.check(instruction);
      default -> signature(instruction, shape);
    }
  }

  private void signature(Instruction instruction, Shape shape) {
    ValueType address = ValueType.I32;
    switch (shape.immediate()) {
      case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
        address = memoryArgument(instruction, shape);
        if (shape.immediate() == dev.pithos.compiler.module.Immediate.MEMORY_ARGUMENT_LANE) {
          lane(instruction.index, 16 >> shape.alignment());
        }
      }
      case LANE -> lane(instruction.index, instruction.opcode.laneCount());
      case SHUFFLE -> shuffle(instruction);
      default -> {}
    }
    String parameters = shape.parameters();
    for (int i = parameters.length() - 1; i >= 0; i--) {
      stack.pop(type(parameters.charAt(i), address));
    }
    String results = shape.results();
    for (int i = 0; i < results.length(); i++) {
      stack.push(type(results.charAt(i), address));
    }
  }

  private static ValueType type(char letter, ValueType address) {
    return switch (letter) {
      case 'I' -> ValueType.I32;
      case 'J' -> ValueType.I64;
      case 'F' -> ValueType.F32;
      case 'D' -> ValueType.F64;
      case 'V' -> ValueType.V128;
      default -> address;
    };
  }

  private ValueType memoryArgument(Instruction instruction, Shape shape) {
    ValueType address = addressType(instruction.memory);
    if (shape.family() == Shape.Family.ATOMIC) {
      if (instruction.alignment != shape.alignment()) {
        throw stack.invalid("atomic alignment must be natural: 2^" + shape.alignment());
      }
    } else if (instruction.alignment > shape.alignment()) {
      throw stack.invalid(
          "alignment must not be larger than natural: 2^"
              + instruction.alignment
              + " for an access of 2^"
              + shape.alignment()
              + " bytes");
    }
    if (address == ValueType.I32 && instruction.addressOffset >>> 32 != 0) {
      throw stack.invalid(
          "offset out of range: " + Long.toUnsignedString(instruction.addressOffset));
    }
    return address;
  }

  private void lane(int lane, int count) {
    if (lane >= count) {
      throw stack.invalid("invalid lane index " + lane + ": there are " + count + " lanes");
    }
  }

  private void shuffle(Instruction instruction) {
    for (int shift = 0; shift < 64; shift += 8) {
      lane((int) (instruction.bits >>> shift) & 0xff, 32);
      lane((int) (instruction.high >>> shift) & 0xff, 32);
    }
  }

  // ---- parametric and variables

  private void parametric(Instruction instruction) {
    if (instruction.opcode == Opcode.DROP) {
      stack.pop();
      return;
    }
    stack.pop(ValueType.I32);
    if (instruction.opcode == Opcode.SELECT_T) {
      if (instruction.typeCount != 1) {
        throw stack.invalid("invalid result arity: select names one type");
      }
      stack.pop(instruction.type);
      stack.pop(instruction.type);
      stack.push(instruction.type);
      return;
    }
    ValueType second = stack.pop();
    ValueType first = stack.pop();
    if (first.isReference() || second.isReference()) {
      throw stack.invalid("type mismatch: select without a type takes numbers, got " + first);
    }
    if (first != second && first != ValueType.BOTTOM && second != ValueType.BOTTOM) {
      throw stack.invalid("type mismatch: select of " + first + " and " + second);
    }
    stack.push(first == ValueType.BOTTOM ? second : first);
  }

  private void variable(Instruction instruction) {
    int index = instruction.index;
    switch (instruction.opcode) {
      case LOCAL_GET -> {
        ValueType type = local(index);
        if (!initialized[index]) {
          throw stack.invalid("uninitialized local " + index);
        }
        stack.push(type);
      }
      case LOCAL_SET -> {
        stack.pop(local(index));
        initialize(index);
      }
      case LOCAL_TEE -> {
        stack.pop(local(index));
        initialize(index);
        stack.push(locals[index]);
      }
      case GLOBAL_GET -> stack.push(global(index).value());
      default -> {
        GlobalType global = global(index);
        if (!global.mutable()) {
          throw stack.invalid("immutable global " + index + ": global is immutable");
        }
        stack.pop(global.value());
      }
    }
  }

  private ValueType local(int index) {
    if (index >= locals.length) {
      throw stack.invalid("unknown local " + index);
    }
    return locals[index];
  }

  GlobalType global(int index) {
    if (index >= module.globals.size()) {
      throw stack.invalid("unknown global " + index);
    }
    return module.globals.get(index);
  }

  private void initialize(int local) {
    if (!initialized[local]) {
      initialized[local] = true;
      if (initializedCount == initializedOrder.length) {
        initializedOrder = Arrays.copyOf(initializedOrder, 2 * initializedCount);
      }
      initializedOrder[initializedCount++] = local;
    }
  }

  /** How many locals got their first value so far; a block's end goes back to its beginning's. */
  int initializedCount() {
    return initializedCount;
  }

  void resetInitialized(int count) {
    while (initializedCount > count) {
      initialized[initializedOrder[--initializedCount]] = false;
    }
  }

  // ---- tables and memories

  ValueType addressType(int memory) {
    if (memory >= module.memories.size()) {
      throw stack.invalid("unknown memory " + memory);
    }
    return module.addressType(memory);
  }

  /** The type of a table's indices. */
  ValueType indexType(int table) {
    elementType(table);
    return module.indexType(table);
  }

  ValueType elementType(int table) {
    if (table >= module.tables.size()) {
      throw stack.invalid("unknown table " + table);
    }
    return module.tables.get(table).element();
  }

  ValueType segmentType(int segment) {
    if (segment >= module.elements.size()) {
      throw stack.invalid("unknown elem segment " + segment);
    }
    return module.elements.get(segment).type();
  }

  void dataSegment(int segment) {
    if (segment >= Math.max(module.dataCount, module.data.size())) {
      throw stack.invalid("unknown data segment " + segment);
    }
  }

  /** The type of a length that both sides can hold. */
  private static ValueType shorter(ValueType first, ValueType second) {
    return first == ValueType.I64 && second == ValueType.I64 ? ValueType.I64 : ValueType.I32;
  }

  private void table(Instruction instruction) {
    int index = instruction.index;
    switch (instruction.opcode) {
      case TABLE_GET -> {
        stack.pop(indexType(index));
        stack.push(elementType(index));
      }
      case TABLE_SET -> {
        stack.pop(elementType(index));
        stack.pop(indexType(index));
      }
      case TABLE_SIZE -> stack.push(indexType(index));
      case TABLE_GROW -> {
        stack.pop(indexType(index));
        stack.pop(elementType(index));
        stack.push(indexType(index));
      }
      case TABLE_FILL -> {
        stack.pop(indexType(index));
        stack.pop(elementType(index));
        stack.pop(indexType(index));
      }
      case TABLE_COPY -> {
        int source = instruction.secondIndex;
        if (!elementType(source).isSubtypeOf(elementType(index))) {
          throw stack.invalid("type mismatch: table elements differ");
        }
        stack.pop(shorter(indexType(index), indexType(source)));
        stack.pop(indexType(source));
        stack.pop(indexType(index));
      }
      case TABLE_INIT -> {
        int table = instruction.secondIndex;
        if (!segmentType(index).isSubtypeOf(elementType(table))) {
          throw stack.invalid("type mismatch: segment and table elements differ");
        }
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
        stack.pop(indexType(table));
      }
      default -> segmentType(index);
    }
  }

  private void memory(Instruction instruction) {
    int index = instruction.index;
    switch (instruction.opcode) {
      case MEMORY_SIZE -> stack.push(addressType(index));
      case MEMORY_GROW -> {
        stack.pop(addressType(index));
        stack.push(addressType(index));
      }
      case MEMORY_FILL -> {
        stack.pop(addressType(index));
        stack.pop(ValueType.I32);
        stack.pop(addressType(index));
      }
      case MEMORY_COPY -> {
        ValueType target = addressType(index);
        ValueType source = addressType(instruction.secondIndex);
        stack.pop(shorter(target, source));
        stack.pop(source);
        stack.pop(target);
      }
      case MEMORY_INIT -> {
        ValueType target = addressType(instruction.secondIndex);
        dataSegment(index);
        stack.pop(ValueType.I32);
        stack.pop(ValueType.I32);
        stack.pop(target);
      }
      default -> dataSegment(index);
    }
  }

  /** Whether the function may be the operand of ref.func in a body. */
  boolean isDeclared(int function) {
    BitSet declared = context.declaredFunctions();
    return declared.get(function);
  }
}
