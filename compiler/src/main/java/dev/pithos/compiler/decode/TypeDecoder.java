package dev.pithos.compiler.decode;

import dev.pithos.compiler.InvalidModuleException;
import dev.pithos.compiler.module.Module;
import dev.pithos.runtime.ArrayType;
import dev.pithos.runtime.CompositeType;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.FieldType;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.HeapType;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.StructType;
import dev.pithos.runtime.TableType;
import dev.pithos.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Types, wherever they stand in a module, and the type section itself. */
final class TypeDecoder {
  private static final int REC = 0x4e;
  private static final int SUB_FINAL = 0x4f;
  private static final int SUB = 0x50;
  private static final int ARRAY = 0x5e;
  private static final int STRUCT = 0x5f;
  private static final int FUNC = 0x60;
  private static final int REF_NULL = 0x63;
  private static final int REF = 0x64;

  private static final int HAS_MAXIMUM = 1;
  private static final int SHARED = 2;
  private static final int IS_64 = 4;
  private static final int CUSTOM_PAGE_SIZE = 8;
  private static final int DEFAULT_PAGE_SIZE_LOG2 = 16;

  private final ByteReader in;
  private final Module module;

  TypeDecoder(ByteReader in, Module module) {
    this.in = in;
    this.module = module;
  }

  /** The type section's vector of recursion groups. */
  void typeSection() {
    for (int count = in.count(); count > 0; count--) {
      int members = 1;
      if (in.peek() == REC) {
        in.u8();
        members = in.count();
      }
      group(members);
    }
  }

  private void group(int members) {
    int first = module.types.size();
    DefinedType[] group = new DefinedType[members];
    for (int i = 0; i < members; i++) {
      group[i] = new DefinedType();
      module.types.add(group[i]);
    }
    int[] offsets = new int[members];
    for (int i = 0; i < members; i++) {
      offsets[i] = in.position();
      subType(group[i], first + i);
    }
    DefinedType[] canonical = members == 0 ? group : DefinedType.canonical(group);
    for (int i = 0; i < members; i++) {
      module.types.set(first + i, canonical[i]);
      if (canonical[i].supertype() != null && !canonical[i].matchesSupertype()) {
        throw invalid("sub type " + (first + i) + " does not match super type", offsets[i]);
      }
    }
    module.typeGroups.add(canonical);
  }

  private void subType(DefinedType type, int index) {
    boolean isFinal = true;
    DefinedType supertype = null;
    int form = in.peek();
    if (form == SUB || form == SUB_FINAL) {
      in.u8();
      isFinal = form == SUB_FINAL;
      int start = in.position();
      int count = in.count();
      if (count > 1) {
        throw invalid("sub type with more than one super type", start);
      }
      if (count == 1) {
        int superIndex = in.index();
        if (superIndex >= index) {
          throw invalid("unknown type: a super type must come before its sub type", start);
        }
        supertype = module.types.get(superIndex);
      }
    }
    type.define(isFinal, supertype, composite());
  }

  private CompositeType composite() {
    int start = in.position();
    return switch (in.u8()) {
      case FUNC -> new FunctionType(valueTypes(), valueTypes());
      case STRUCT -> {
        int count = in.count();
        List<FieldType> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          fields.add(field());
        }
        yield new StructType(fields);
      }
      case ARRAY -> new ArrayType(field());
      default -> throw in.malformed("malformed definition type", start);
    };
  }

  private FieldType field() {
    ValueType storage =
        switch (in.peek()) {
          case 0x78 -> ValueType.I8;
          case 0x77 -> ValueType.I16;
          default -> null;
        };
    if (storage != null) {
      in.u8();
    } else {
      storage = valueType();
    }
    return new FieldType(storage, mutability());
  }

  private boolean mutability() {
    int start = in.position();
    int flag = in.u8();
    if (flag > 1) {
      throw in.malformed("malformed mutability", start);
    }
    return flag == 1;
  }

  private List<ValueType> valueTypes() {
    int count = in.count();
    List<ValueType> types = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      types.add(valueType());
    }
    return types;
  }

  ValueType valueType() {
    int start = in.position();
    return switch (in.peek()) {
      case 0x7f -> take(ValueType.I32);
      case 0x7e -> take(ValueType.I64);
      case 0x7d -> take(ValueType.F32);
      case 0x7c -> take(ValueType.F64);
      case 0x7b -> take(ValueType.V128);
      default -> referenceType("malformed value type", start);
    };
  }

  ValueType referenceType() {
    return referenceType("malformed reference type", in.position());
  }

  private ValueType referenceType(String problem, int start) {
    int code = in.u8();
    if (code == REF || code == REF_NULL) {
      return heapType().reference(code == REF_NULL);
    }
    HeapType type = abstractType(code);
    if (type == null) {
      throw in.malformed(problem, start);
    }
    return type.reference(true);
  }

  private ValueType take(ValueType type) {
    in.u8();
    return type;
  }

  HeapType heapType() {
    int start = in.position();
    long code = in.s33();
    if (code >= 0) {
      return definedType(code, start);
    }
    HeapType type = code >= -64 ? abstractType((int) (code & 0x7f)) : null;
    if (type == null) {
      throw in.malformed("malformed heap type", start);
    }
    return type;
  }

  private static HeapType abstractType(int code) {
    return switch (code) {
      case 0x74 -> HeapType.NOEXN;
      case 0x73 -> HeapType.NOFUNC;
      case 0x72 -> HeapType.NOEXTERN;
      case 0x71 -> HeapType.NONE;
      case 0x70 -> HeapType.FUNC;
      case 0x6f -> HeapType.EXTERN;
      case 0x6e -> HeapType.ANY;
      case 0x6d -> HeapType.EQ;
      case 0x6c -> HeapType.I31;
      case 0x6b -> HeapType.STRUCT;
      case 0x6a -> HeapType.ARRAY;
      case 0x69 -> HeapType.EXN;
      default -> null;
    };
  }

  private DefinedType definedType(long index, int start) {
    if (index >= module.types.size()) {
      throw invalid("unknown type " + index, start);
    }
    return module.types.get((int) index);
  }

  /** A block's type: empty, one result, or a function type's index. */
  FunctionType blockType() {
    int start = in.position();
    int code = in.peek();
    if (code == 0x40) {
      in.u8();
      return BlockTypes.EMPTY;
    }
    if ((code & 0xc0) == 0x40) {
      return BlockTypes.ofResult(valueType());
    }
    long index = in.s33();
    if (index < 0) {
      throw in.malformed("malformed value type", start);
    }
    if (definedType(index, start).composite() instanceof FunctionType function) {
      return function;
    }
    throw invalid("unknown type: type " + index + " is no function type", start);
  }

  GlobalType globalType() {
    return new GlobalType(valueType(), mutability());
  }

  TableType tableType() {
    ValueType element = referenceType();
    int start = in.position();
    int flags = in.u8();
    if ((flags & ~(HAS_MAXIMUM | IS_64)) != 0) {
      throw in.malformed("malformed limits flags", start);
    }
    boolean is64 = (flags & IS_64) != 0;
    long minimum = in.u64();
    long maximum = (flags & HAS_MAXIMUM) != 0 ? in.u64() : TableType.NO_MAXIMUM;
    long largest = (flags & HAS_MAXIMUM) != 0 ? maximum : minimum;
    if (!is64 && largest >>> 32 != 0) {
      throw invalid("table size must be at most 2^32-1", start);
    }
    if ((flags & HAS_MAXIMUM) != 0 && Long.compareUnsigned(minimum, maximum) > 0) {
      throw invalid("size minimum must not be greater than maximum", start);
    }
    return new TableType(element, minimum, maximum, is64);
  }

  MemoryType memoryType() {
    int start = in.position();
    int flags = in.u8();
    if ((flags & ~(HAS_MAXIMUM | SHARED | IS_64 | CUSTOM_PAGE_SIZE)) != 0) {
      throw in.malformed("malformed limits flags", start);
    }
    boolean is64 = (flags & IS_64) != 0;
    boolean shared = (flags & SHARED) != 0;
    boolean hasMaximum = (flags & HAS_MAXIMUM) != 0;
    long minimum = in.u64();
    long maximum = hasMaximum ? in.u64() : MemoryType.NO_MAXIMUM;
    int pageSizeLog2 = DEFAULT_PAGE_SIZE_LOG2;
    if ((flags & CUSTOM_PAGE_SIZE) != 0) {
      pageSizeLog2 = in.u32();
      if (Integer.compareUnsigned(pageSizeLog2, 64) >= 0) {
        throw in.malformed("invalid custom page size", start);
      }
      if (pageSizeLog2 != 0 && pageSizeLog2 != DEFAULT_PAGE_SIZE_LOG2) {
        throw invalid("invalid custom page size: 2^" + pageSizeLog2, start);
      }
    }
    if (shared && !hasMaximum) {
      throw invalid("shared memory must have maximum", start);
    }
    checkMemoryLimits(start, minimum, hasMaximum ? maximum : minimum, is64, pageSizeLog2);
    return new MemoryType(minimum, maximum, is64, shared, pageSizeLog2);
  }

  private void checkMemoryLimits(
      int start, long minimum, long maximum, boolean is64, int pageSizeLog2) {
    if (Long.compareUnsigned(minimum, maximum) > 0) {
      throw invalid("size minimum must not be greater than maximum", start);
    }
    int addressBits = is64 ? 64 : 32;
    boolean bounded = addressBits - pageSizeLog2 < 64;
    long most = bounded ? 1L << (addressBits - pageSizeLog2) : -1;
    if (!is64) {
      most = Math.min(most, 0xffff_ffffL);
    }
    if (Long.compareUnsigned(maximum, most) > 0) {
      throw invalid(
          "memory size must be at most 2^"
              + addressBits
              + " bytes, "
              + Long.toUnsignedString(most)
              + " pages",
          start);
    }
  }

  private InvalidModuleException invalid(String problem, int offset) {
    return new InvalidModuleException(problem, in.where(), offset);
  }
}
