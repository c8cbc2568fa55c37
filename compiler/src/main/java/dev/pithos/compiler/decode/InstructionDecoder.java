package dev.pithos.compiler.decode;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Immediate;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import java.util.ArrayList;
import java.util.List;

/** Instructions, one after the other, into one {@link Instruction} object. */
public final class InstructionDecoder {
  private static final int MEMORY_INDEX_FLAG = 0x40;

  private final ByteReader in;
  private final TypeDecoder types;
  private final boolean hasDataCount;

  /** For function bodies, which name data segments only where the data count section is there. */
  public InstructionDecoder(ByteReader in, Module module) {
    this(in, module, module.dataCount >= 0);
  }

  private InstructionDecoder(ByteReader in, Module module, boolean hasDataCount) {
    this.in = in;
    this.types = new TypeDecoder(in, module);
    this.hasDataCount = hasDataCount;
  }

  /** For constant expressions: they may come before the data count, and no data is constant. */
  public static InstructionDecoder ofConstants(ByteReader in, Module module) {
    return new InstructionDecoder(in, module, true);
  }

  /** Reads the next instruction; a MalformedModuleException when it is none. */
  public void next(Instruction out) {
    int start = in.position();
    int code = in.u8();
    Opcode opcode;
    if (Opcode.isPrefix(code)) {
      int number = in.u32();
      opcode = Opcode.of(code, number);
      if (opcode == null) {
        throw in.malformed(String.format("illegal opcode %02x %02x", code, number), start);
      }
    } else {
      opcode = Opcode.of(code);
      if (opcode == null) {
        throw in.malformed(String.format("illegal opcode %02x", code), start);
      }
    }
    out.opcode = opcode;
    out.offset = start;
    if (opcode.immediate() != Immediate.NONE) {
      immediate(opcode, out);
    }
  }

  private void immediate(Opcode opcode, Instruction out) {
    switch (opcode.immediate()) {
      case NONE -> {}
      case BLOCK_TYPE -> out.blockType = types.blockType();
      case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENTS, MEMORY, TAG ->
          out.index = in.index();
      case DATA -> {
        requireDataCount();
        out.index = in.index();
      }
      case TYPE_TABLE,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_ELEMENTS,
          TYPE_TYPE,
          TABLE_TABLE,
          ELEMENTS_TABLE,
          MEMORY_MEMORY ->
          indexPair(out);
      case TYPE_DATA, DATA_MEMORY -> {
        requireDataCount();
        indexPair(out);
      }
      case LABEL_TABLE -> labels(out);
      case SELECT_TYPES -> selectTypes(out);
      case MEMORY_ARGUMENT -> memoryArgument(out);
      case MEMORY_ARGUMENT_LANE -> {
        memoryArgument(out);
        out.index = in.u8();
      }
      case LANE -> out.index = in.u8();
      case SHUFFLE, V128 -> {
        out.bits = in.fixed64();
        out.high = in.fixed64();
      }
      case I32 -> out.bits = in.s32();
      case I64 -> out.bits = in.s64();
      case F32 -> out.bits = in.fixed32();
      case F64 -> out.bits = in.fixed64();
      case HEAP_TYPE -> heapType(opcode, out);
      case CAST -> cast(out);
      case CATCHES -> tryTable(out);
      case FENCE -> {
        int start = in.position();
        if (in.u8() != 0) {
          throw in.malformed("zero byte expected", start);
        }
      }
    }
  }

  private void requireDataCount() {
    if (!hasDataCount) {
      throw in.malformed("data count section required", in.position());
    }
  }

  private void indexPair(Instruction out) {
    out.index = in.index();
    out.secondIndex = in.index();
  }

  private void labels(Instruction out) {
    int count = in.count();
    out.labels = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      out.labels[i] = in.index();
    }
  }

  private void selectTypes(Instruction out) {
    out.typeCount = in.count();
    for (int i = 0; i < out.typeCount; i++) {
      out.type = types.valueType();
    }
  }

  private void memoryArgument(Instruction out) {
    int start = in.position();
    int flags = in.u32();
    if (flags < 0 || flags >= 2 * MEMORY_INDEX_FLAG) {
      throw in.malformed("malformed memop flags", start);
    }
    out.alignment = flags & (MEMORY_INDEX_FLAG - 1);
    out.memory = (flags & MEMORY_INDEX_FLAG) != 0 ? in.index() : 0;
    out.addressOffset = in.u64();
  }

  private void heapType(Opcode opcode, Instruction out) {
    boolean nullable =
        opcode == Opcode.REF_NULL
            || opcode == Opcode.REF_TEST_NULL
            || opcode == Opcode.REF_CAST_NULL;
    out.type = types.heapType().reference(nullable);
  }

  private void cast(Instruction out) {
    int start = in.position();
    int flags = in.u8();
    if (flags > 3) {
      throw in.malformed("malformed cast flags", start);
    }
    out.index = in.index();
    out.sourceType = types.heapType().reference((flags & 1) != 0);
    out.type = types.heapType().reference((flags & 2) != 0);
  }

  private void tryTable(Instruction out) {
    out.blockType = types.blockType();
    int count = in.count();
    List<Catch> catches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int start = in.position();
      int kind = in.u8();
      if (kind > 3) {
        throw in.malformed("malformed catch clause", start);
      }
      int tag = kind < 2 ? in.index() : Catch.ANY_TAG;
      catches.add(new Catch(tag, (kind & 1) != 0, in.index()));
    }
    out.catches = catches;
  }
}
