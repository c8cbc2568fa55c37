package dev.pithos.tools.chicory;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.UnlinkableException;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Global;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.LinkException;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.Table;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.WasmException;
import dev.pithos.runtime.WasmFunction;
import dev.pithos.runtime.WasmModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * One instance of Chicory's, executed by one of Pithos's: calls and their errors cross here, and
 * nowhere else are arguments a {@code long[]}. A guest is used by one thread at a time.
 */
final class PithosMachine implements Machine {
  private final Instance owner;
  private final dev.pithos.runtime.Instance guest;
  private final Map<Integer, Global> importedGlobals = new HashMap<>();
  private final SharedGlobals globals;
  private final Interruption interruption;

  /** By index, the functions that were called before. */
  private final Callee[] callees;

  /** A buffer that no call uses now, with numbers alone in it; or null. */
  private ValueBuffer spare;

  /** Machines whose instances may have tables that are not yet the guests'. */
  private static final Set<PithosMachine> UNBOUND = Collections.newSetFromMap(new WeakHashMap<>());

  private boolean tablesBound;

  /**
   * Instantiates the guest with what the host gives to the owner, which is being made and later
   * runs the start function.
   */
  PithosMachine(WasmModule module, Instance owner) {
    this.owner = owner;
    try {
      guest = module.instantiateUnstarted(imports(module.descriptor()));
    } catch (LinkException e) {
      throw new UnlinkableException(e.getMessage(), e);
    } catch (Trap e) {
      throw new UninstantiableException(e.getMessage(), e);
    }
    callees = new Callee[module.descriptor().functions().size()];
    Functions.own(guest, owner);
    interruption = Interruption.of(guest);
    globals = new SharedGlobals(owner, guest, importedGlobals);
    int imported = module.descriptor().importCount(ExternalKind.MEMORY);
    for (int i = imported; i < module.descriptor().memories().size(); i++) {
      pithos(owner.memory(i), "memory " + i).become(guest.memory(i));
    }
    if (module.descriptor().importCount(ExternalKind.TABLE) < module.descriptor().tables().size()) {
      synchronized (UNBOUND) {
        UNBOUND.add(this);
      }
    } else {
      tablesBound = true;
    }
  }

  dev.pithos.runtime.Instance guest() {
    return guest;
  }

  // ---- imports

  private Imports imports(ModuleDescriptor module) {
    Imports.Builder imports = Imports.builder();
    for (ModuleDescriptor.Import entry : module.imports()) {
      String from = entry.module();
      String name = entry.name();
      switch (entry.kind()) {
        case FUNCTION -> imports.function(from, name, function(module, entry.index()));
        case MEMORY -> imports.memory(from, name, memory(entry));
        case TABLE -> imports.table(from, name, table(module, entry));
        case GLOBAL -> imports.global(from, name, global(module, entry.index()));
        case TAG ->
            throw new UnlinkableException(
                describe(entry) + " is a tag, which cannot be shared with Chicory's exceptions");
      }
    }
    return imports.build();
  }

  private static String describe(ModuleDescriptor.Import entry) {
    return "the import \"" + entry.module() + "\".\"" + entry.name() + "\"";
  }

  private WasmFunction function(ModuleDescriptor module, int index) {
    FunctionType type = module.functions().get(index).function();
    ImportFunction host = owner.imports().function(index);
    ValueRow parameters = new ValueRow(type.parameters());
    ValueRow results = new ValueRow(type.results());
    WasmFunction function =
        WasmFunction.host(type, (caller, values) -> callHost(host, parameters, results, values));
    Functions.imported(function, owner, index);
    return function;
  }

  private void callHost(
      ImportFunction host, ValueRow parameters, ValueRow results, ValueBuffer values) {
    globals.toHost();
    long[] answer = host.handle().apply(owner, parameters.fromBuffer(values));
    globals.toGuest();
    if (results.positions > 0) {
      results.toBuffer(answer, values, guest);
    }
  }

  private Memory memory(ModuleDescriptor.Import entry) {
    return pithos(owner.imports().memory(entry.index()).memory(), describe(entry)).memory();
  }

  private static PithosMemory pithos(com.dylibso.chicory.runtime.Memory memory, String what) {
    if (memory instanceof PithosMemory pithos) {
      return pithos;
    }
    throw new UnlinkableException(
        what
            + " is a "
            + memory.getClass().getSimpleName()
            + ", whose bytes a guest cannot reach: make it with PithosModule.memoryFactory(), or"
            + " new PithosMemory; docs/chicory.md says what to do where a library makes it");
  }

  private Table table(ModuleDescriptor module, ModuleDescriptor.Import entry) {
    TableInstance table = owner.imports().table(entry.index()).table();
    if (table instanceof PithosTable pithos) {
      return pithos.imported(module.tables().get(entry.index()));
    }
    throw new UnlinkableException(
        describe(entry)
            + " is a table of Chicory's own, whose elements a guest cannot reach: make it with"
            + " new PithosTable, or with PithosModule.tableFactory()");
  }

  private Global global(ModuleDescriptor module, int index) {
    Global global =
        SharedGlobals.copy(module.globals().get(index), owner.imports().global(index).instance());
    importedGlobals.put(index, global);
    return global;
  }

  // ---- calls

  @Override
  public long[] call(int function, long[] arguments) {
    bindTables();
    Callee callee = callees[function];
    if (callee == null) {
      callee = Callee.of(guest.function(function));
      callees[function] = callee;
    }
    ValueBuffer values = buffer(callee);
    callee.arguments(arguments, values, guest);
    boolean outermost = interruption.enter();
    globals.toGuest();
    try {
      callee.function.invoke(values);
    } catch (Trap e) {
      throw chicorys(e);
    } catch (WasmException e) {
      throw chicorys(e);
    } finally {
      globals.toHost();
      if (outermost) {
        interruption.exit();
      }
    }
    // Chicory's own machines give null for no results, too.
    long[] results = callee.results.positions == 0 ? null : callee.results.fromBuffer(values);
    if (callee.parameters.numbers && callee.results.numbers) {
      spare = values;
    }
    return results;
  }

  /** A buffer for a call; a call within a call finds the spare one taken. */
  private ValueBuffer buffer(Callee callee) {
    ValueBuffer values = spare;
    if (values == null || values.bits.length < callee.positions || !callee.parameters.numbers) {
      return new ValueBuffer(callee.positions);
    }
    spare = null;
    return values;
  }

  /** A function that the host calls, and how its values cross. */
  private record Callee(
      WasmFunction function, ValueRow parameters, ValueRow results, int positions) {
    static Callee of(WasmFunction function) {
      ValueRow parameters = new ValueRow(function.type().parameters());
      ValueRow results = new ValueRow(function.type().results());
      int positions = Math.max(parameters.positions, results.positions);
      return new Callee(function, parameters, results, positions);
    }

    void arguments(long[] arguments, ValueBuffer values, dev.pithos.runtime.Instance guest) {
      if (arguments.length < parameters.positions) {
        throw new IllegalArgumentException(
            "the function takes " + parameters + ", got " + arguments.length + " longs");
      }
      parameters.toBuffer(arguments, values, guest);
    }
  }

  /** The exceptions that Chicory's own engines throw, which its users catch. */
  private static ChicoryException chicorys(Trap trap) {
    if (trap.kind() == TrapKind.INTERRUPTED) {
      return new ChicoryInterruptedException("Thread interrupted", trap);
    }
    return switch (trap.kind()) {
      case OUT_OF_BOUNDS_MEMORY,
          OUT_OF_BOUNDS_TABLE,
          INTEGER_DIVIDE_BY_ZERO,
          INTEGER_OVERFLOW,
          INVALID_CONVERSION ->
          new WasmRuntimeException(trap.getMessage(), trap);
      case UNDEFINED_ELEMENT,
          UNINITIALIZED_ELEMENT,
          INDIRECT_CALL_TYPE_MISMATCH,
          CALL_STACK_EXHAUSTED ->
          new ChicoryException(trap.getMessage(), trap);
      default -> {
        TrapException exception = new TrapException(trap.getMessage());
        exception.initCause(trap);
        yield exception;
      }
    };
  }

  /** Chicory's own has the instance, the tag's index there and the payload as longs. */
  @SuppressWarnings("deprecation") // The constructor in Endive, where this is renamed
  private RuntimeException chicorys(WasmException thrown) {
    for (int i = 0; i < guest.descriptor().tags().size(); i++) {
      if (guest.tag(i) == thrown.tag()) {
        ValueRow payload = new ValueRow(thrown.tag().type().function().parameters());
        return new com.dylibso.chicory.runtime.WasmException(
            owner, i, payload.fromBuffer(thrown.payload()));
      }
    }
    return new WasmRuntimeException("uncaught exception: " + thrown.getMessage(), thrown);
  }

  /**
   * Another guest is about to import the table. If an instance has made it that has not been called
   * so far, it becomes the table of that instance's guest now.
   */
  static void bindOwnerOf(PithosTable table) {
    List<PithosMachine> machines;
    synchronized (UNBOUND) {
      machines = List.copyOf(UNBOUND);
    }
    for (PithosMachine machine : machines) {
      // An instance that another thread is still making has no exports, and lends nothing.
      if (machine.owner.exports() != null && machine.ownTables().contains(table)) {
        machine.bindTables();
      }
    }
  }

  private List<TableInstance> ownTables() {
    ModuleDescriptor module = guest.descriptor();
    List<TableInstance> tables = new ArrayList<>();
    for (int i = module.importCount(ExternalKind.TABLE); i < module.tables().size(); i++) {
      tables.add(owner.table(i));
    }
    return tables;
  }

  /** Makes the owner's tables the guest's, which Chicory has made since. */
  private void bindTables() {
    if (tablesBound) {
      return;
    }
    int index = guest.descriptor().importCount(ExternalKind.TABLE);
    for (TableInstance made : ownTables()) {
      if (made instanceof PithosTable table) {
        table.become(guest.table(index));
      }
      index++;
    }
    tablesBound = true;
    synchronized (UNBOUND) {
      UNBOUND.remove(this);
    }
  }
}
