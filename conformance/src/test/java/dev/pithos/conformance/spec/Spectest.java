package dev.pithos.conformance.spec;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Global;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.Table;
import dev.pithos.runtime.TableType;
import dev.pithos.runtime.ValueType;
import java.util.List;
import java.util.Map;

/** The host module {@code spectest} that scripts import from; one for each script. */
final class Spectest {
  private static final String NAME = "spectest";

  private static final Map<String, List<ValueType>> PRINTERS =
      Map.of(
          "print", List.of(),
          "print_i32", List.of(ValueType.I32),
          "print_i64", List.of(ValueType.I64),
          "print_f32", List.of(ValueType.F32),
          "print_f64", List.of(ValueType.F64),
          "print_i32_f32", List.of(ValueType.I32, ValueType.F32),
          "print_f64_f64", List.of(ValueType.F64, ValueType.F64));

  private final Memory memory = new Memory(new MemoryType(1, 2, false, false, 16));
  private final Memory sharedMemory = new Memory(new MemoryType(1, 2, false, true, 16));
  private final Table table = new Table(new TableType(ValueType.FUNCREF, 10, 20, false), null);
  private final Table table64 = new Table(new TableType(ValueType.FUNCREF, 10, 20, true), null);

  /** Adds everything; the functions take their arguments and print nothing. */
  void addTo(Imports.Builder imports) {
    PRINTERS.forEach(
        (name, parameters) ->
            imports.function(
                NAME, name, FunctionType.of(parameters, List.of()), (caller, values) -> {}));
    imports
        .global(NAME, "global_i32", constant(ValueType.I32, 666))
        .global(NAME, "global_i64", constant(ValueType.I64, 666L))
        .global(NAME, "global_f32", constant(ValueType.F32, 666.6f))
        .global(NAME, "global_f64", constant(ValueType.F64, 666.6))
        .memory(NAME, "memory", memory)
        .memory(NAME, "shared_memory", sharedMemory)
        .table(NAME, "table", table)
        .table(NAME, "table64", table64);
  }

  private static Global constant(ValueType type, Object value) {
    return new Global(new GlobalType(type, false), value);
  }
}
