package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;

/** Tables. */
final class TableEmitter {
  private static final String TABLE = "Ldev/pithos/runtime/Table;";
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";
  private static final String OBJECT = "Ljava/lang/Object;";

  private final FunctionEmitter function;
  private final OperandStack stack;

  TableEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  private boolean is64(int table) {
    return function.module.tables.get(table).is64();
  }

  /** An index on top, to an int: [index] -> [int] */
  static void index(CodeWriter out, boolean is64) {
    if (is64) {
      out.support("Tables", "index", "(J)I");
    }
  }

  void emit(Instruction instruction) {
    CodeWriter out = function.out;
    int index = instruction.index;
    function.line();
    switch (instruction.opcode) {
      case TABLE_GET -> {
        // [index] -> [reference]
        index(out, is64(index));
        function.loadTable(index);
        out.support("Tables", "get", "(I" + TABLE + ")" + OBJECT);
        stack.pop();
        stack.push('A');
      }
      case TABLE_SET -> set(index);
      case TABLE_SIZE -> {
        // [] -> [size]
        function.loadTable(index);
        out.support("Tables", "size", "(" + TABLE + ")I");
        if (is64(index)) {
          Widening.result(out);
        }
        stack.push(is64(index) ? 'J' : 'I');
      }
      case TABLE_GROW -> {
        // [initial delta] -> [size before, or -1]
        String type = is64(index) ? "J" : "I";
        function.loadTable(index);
        out.support("Tables", "grow", "(" + OBJECT + type + TABLE + ")" + type);
        stack.pop(2);
        stack.push(type.charAt(0));
      }
      case TABLE_FILL -> {
        // [index value length] -> []
        String type = is64(index) ? "J" : "I";
        function.loadTable(index);
        out.support("Tables", "fill", "(" + type + OBJECT + type + TABLE + ")V");
        stack.pop(3);
      }
      case TABLE_COPY -> {
        // [target source length] -> []
        Widening.lengths(function, is64(index), is64(instruction.secondIndex));
        function.loadTable(index);
        function.loadTable(instruction.secondIndex);
        out.support("Tables", "copy", "(JJJ" + TABLE + TABLE + ")V");
        stack.pop(3);
      }
      case TABLE_INIT -> init(instruction);
      default -> {
        out.constant(index);
        MemoryEmitter.dropSegment(function, "dropElements");
      }
    }
  }

  /** [index value] -> [] */
  private void set(int table) {
    CodeWriter out = function.out;
    if (is64(table)) {
      int value = function.temporary('A');
      out.store('A', value);
      index(out, true);
      out.load('A', value);
    }
    function.loadTable(table);
    out.support("Tables", "set", "(I" + OBJECT + TABLE + ")V");
    stack.pop(2);
  }

  /** [target source length] -> [] */
  private void init(Instruction instruction) {
    CodeWriter out = function.out;
    int table = instruction.secondIndex;
    if (!is64(table)) {
      int length = function.temporary('I');
      int source = function.temporary('I');
      out.store('I', length);
      out.store('I', source);
      Widening.top(out);
      out.load('I', source);
      out.load('I', length);
    }
    out.constant(instruction.index);
    function.loadTable(table);
    function.loadInstance();
    out.support("Tables", "init", "(JIII" + TABLE + INSTANCE + ")V");
    stack.pop(3);
  }
}
