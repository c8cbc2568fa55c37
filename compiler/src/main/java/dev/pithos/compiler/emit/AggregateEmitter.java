package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.runtime.ArrayType;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.FieldType;
import dev.pithos.runtime.StructShapes;
import dev.pithos.runtime.StructType;
import dev.pithos.runtime.ValueType;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Structures and arrays. A structure is an object of its shape's class, read and written by JVM
 * field instructions, whose null check is the guest's; arrays go through helpers.
 */
final class AggregateEmitter {
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String TYPE = "Ldev/pithos/runtime/DefinedType;";
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";

  private final FunctionEmitter function;
  private final OperandStack stack;

  AggregateEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    function.line();
    int type = instruction.index;
    switch (instruction.opcode) {
      case STRUCT_NEW -> newStruct(type);
      case STRUCT_NEW_DEFAULT -> {
        // [] -> [structure]
        allocate(type);
        stack.push('A');
      }
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> get(instruction);
      case STRUCT_SET -> set(instruction);
      case ARRAY_LEN -> {
        // [array] -> [i32]
        function.out.support("GcArrays", "length", "(" + OBJECT + ")I");
        stack.pop();
        stack.push('I');
      }
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> getElement(instruction);
      case ARRAY_NEW_FIXED -> newFixed(type, instruction.secondIndex);
      case ARRAY_NEW_DATA -> fromSegment(type, instruction.secondIndex, "newData");
      case ARRAY_NEW_ELEM -> fromSegment(type, instruction.secondIndex, "newElements");
      case ARRAY_INIT_DATA -> initialize(instruction.secondIndex, "initData");
      case ARRAY_INIT_ELEM -> initialize(instruction.secondIndex, "initElements");
      default -> array(instruction);
    }
  }

  // ---- structures

  private List<FieldType> fields(int type) {
    return ((StructType) function.module.types.get(type).composite()).fields();
  }

  private String shape(int type) {
    return StructShapes.name(function.module.types.get(type));
  }

  /** The class of the shape that declares the field: the lowest supertype that has it. */
  private String owner(int type, int field) {
    DefinedType declaring = function.module.types.get(type);
    while (declaring.supertype() != null
        && ((StructType) declaring.supertype().composite()).fields().size() > field) {
      declaring = declaring.supertype();
    }
    return StructShapes.name(declaring);
  }

  /** [] -> [structure] on the JVM's stack alone */
  private void allocate(int type) {
    CodeWriter out = function.out;
    out.type(Opcodes.NEW, shape(type));
    out.op(Opcodes.DUP);
    function.loadType(type);
    out.callSpecial(shape(type), "<init>", "(" + TYPE + ")V");
  }

  /** [fields] -> [structure] */
  private void newStruct(int type) {
    CodeWriter out = function.out;
    List<FieldType> fields = fields(type);
    int[] locals = new int[fields.size()];
    for (int i = fields.size() - 1; i >= 0; i--) {
      char kind = Kind.of(fields.get(i).storage());
      locals[i] = function.temporary(kind);
      out.store(kind, locals[i]);
      stack.pop();
    }
    allocate(type);
    for (int i = 0; i < locals.length; i++) {
      out.op(Opcodes.DUP);
      store(type, i, locals[i]);
    }
    stack.push('A');
  }

  /** A local to a field: [structure] -> [] */
  private void store(int type, int field, int local) {
    CodeWriter out = function.out;
    ValueType storage = fields(type).get(field).storage();
    String owner = owner(type, field);
    if (storage == ValueType.V128) {
      out.op(Opcodes.DUP);
      out.load('J', local + 2);
      out.field(Opcodes.PUTFIELD, owner, "f" + field + "high", "J");
      out.load('J', local);
    } else {
      out.load(Kind.of(storage), local);
      narrow(storage);
    }
    out.field(Opcodes.PUTFIELD, owner, "f" + field, StructShapes.descriptor(storage));
  }

  private void narrow(ValueType storage) {
    if (storage == ValueType.I8) {
      function.out.op(Opcodes.I2B);
    } else if (storage == ValueType.I16) {
      function.out.op(Opcodes.I2S);
    }
  }

  /** [structure] -> [value] */
  private void get(Instruction instruction) {
    CodeWriter out = function.out;
    int field = instruction.secondIndex;
    ValueType storage = fields(instruction.index).get(field).storage();
    String owner = owner(instruction.index, field);
    out.type(Opcodes.CHECKCAST, owner);
    if (storage == ValueType.V128) {
      out.op(Opcodes.DUP);
      out.field(Opcodes.GETFIELD, owner, "f" + field, "J");
      out.op(Opcodes.DUP2_X1);
      out.op(Opcodes.POP2);
      out.field(Opcodes.GETFIELD, owner, "f" + field + "high", "J");
    } else {
      out.field(Opcodes.GETFIELD, owner, "f" + field, StructShapes.descriptor(storage));
      extend(instruction, storage);
    }
    stack.pop();
    stack.push(Kind.of(storage));
  }

  /** Packed values come sign-extended. */
  private void extend(Instruction instruction, ValueType storage) {
    boolean unsigned = instruction.opcode.mnemonic().endsWith("_u");
    if (unsigned && storage.isPacked()) {
      function.out.constant(storage == ValueType.I8 ? 0xff : 0xffff);
      function.out.op(Opcodes.IAND);
    }
  }

  /** [structure value] -> [] */
  private void set(Instruction instruction) {
    CodeWriter out = function.out;
    int field = instruction.secondIndex;
    char kind = Kind.of(fields(instruction.index).get(field).storage());
    int local = function.temporary(kind);
    out.store(kind, local);
    out.type(Opcodes.CHECKCAST, owner(instruction.index, field));
    store(instruction.index, field, local);
    stack.pop(2);
  }

  // ---- arrays

  private ValueType element(int type) {
    return ((ArrayType) function.module.types.get(type).composite()).element().storage();
  }

  /** How the helpers for an element begin: i8, f64, references. */
  private static String family(ValueType element) {
    return element.isReference() ? "references" : element.toString();
  }

  private static String descriptor(ValueType element) {
    return Kind.descriptor(Kind.of(element));
  }

  /** [array index] -> [value] */
  private void getElement(Instruction instruction) {
    CodeWriter out = function.out;
    ValueType element = element(instruction.index);
    if (element == ValueType.V128) {
      int index = function.temporary('I');
      out.store('I', index);
      out.op(Opcodes.DUP);
      out.load('I', index);
      out.support("GcArrays", "v128GetLow", "(" + OBJECT + "I)J");
      out.op(Opcodes.DUP2_X1);
      out.op(Opcodes.POP2);
      out.load('I', index);
      out.support("GcArrays", "v128GetHigh", "(" + OBJECT + "I)J");
    } else {
      out.support("GcArrays", family(element) + "Get", "(" + OBJECT + "I)" + descriptor(element));
      extend(instruction, element);
    }
    stack.pop(2);
    stack.push(Kind.of(element));
  }

  private void array(Instruction instruction) {
    CodeWriter out = function.out;
    int type = instruction.index;
    ValueType element = element(type);
    String value = descriptor(element);
    switch (instruction.opcode) {
      case ARRAY_NEW -> {
        // [value length] -> [array]
        function.loadType(type);
        out.support("GcArrays", family(element) + "New", "(" + value + "I" + TYPE + ")" + OBJECT);
        stack.pop(2);
        stack.push('A');
      }
      case ARRAY_NEW_DEFAULT -> {
        // [length] -> [array]
        create(type);
        stack.pop();
        stack.push('A');
      }
      case ARRAY_SET -> {
        // [array index value] -> []
        out.support("GcArrays", family(element) + "Set", "(" + OBJECT + "I" + value + ")V");
        stack.pop(3);
      }
      case ARRAY_FILL -> {
        // [array index value length] -> []
        out.support("GcArrays", family(element) + "Fill", "(" + OBJECT + "I" + value + "I)V");
        stack.pop(4);
      }
      default -> {
        // [target index source index length] -> []
        out.support("GcArrays", "copy", "(" + OBJECT + "I" + OBJECT + "II)V");
        stack.pop(5);
      }
    }
  }

  /** [length] -> [array] on the JVM's stack alone */
  private void create(int type) {
    function.loadType(type);
    function.out.support("GcArrays", "create", "(I" + TYPE + ")" + OBJECT);
  }

  /** [values] -> [array] */
  private void newFixed(int type, int count) {
    CodeWriter out = function.out;
    ValueType element = element(type);
    char kind = Kind.of(element);
    int array = function.temporary('A');
    int value = function.temporary(kind);
    out.constant(count);
    create(type);
    out.store('A', array);
    for (int i = count - 1; i >= 0; i--) {
      out.store(kind, value);
      out.load('A', array);
      out.constant(i);
      out.load(kind, value);
      out.support(
          "GcArrays", family(element) + "Set", "(" + OBJECT + "I" + descriptor(element) + ")V");
      stack.pop();
    }
    out.load('A', array);
    stack.push('A');
  }

  /** [offset length] -> [array] */
  private void fromSegment(int type, int segment, String helper) {
    CodeWriter out = function.out;
    out.constant(segment);
    function.loadType(type);
    function.loadInstance();
    out.support("GcArrays", helper, "(III" + TYPE + INSTANCE + ")" + OBJECT);
    stack.pop(2);
    stack.push('A');
  }

  /** [array index offset length] -> [] */
  private void initialize(int segment, String helper) {
    CodeWriter out = function.out;
    out.constant(segment);
    function.loadInstance();
    out.support("GcArrays", helper, "(" + OBJECT + "IIII" + INSTANCE + ")V");
    stack.pop(4);
  }
}
