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
import java.util.HashMap;
import java.util.Map;

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
    Functions.own(guest, owner);
    interruption = Interruption.of(guest);
    globals = new SharedGlobals(owner, guest, importedGlobals);
    int imported = module.descriptor().importCount(ExternalKind.MEMORY);
    for (int i = imported; i < module.descriptor().memories().size(); i++) {
      pithos(owner.memory(i), "memory " + i).become(guest.memory(i));
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
    WasmFunction function =
        WasmFunction.host(type, (caller, values) -> callHost(host, type, values));
    Functions.imported(function, owner, index);
    return function;
  }

  private void callHost(ImportFunction host, FunctionType type, ValueBuffer values) {
    globals.toHost();
    long[] results = host.handle().apply(owner, Values.fromBuffer(type.parameters(), values));
    globals.toGuest();
    if (!type.results().isEmpty()) {
      Values.toBuffer(type.results(), results, values, guest);
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
    if (!tablesBound) {
      bindTables();
    }
    WasmFunction called = guest.function(function);
    FunctionType type = called.type();
    ValueBuffer values = Values.forCall(type, arguments, guest);
    boolean outermost = interruption.enter();
    globals.toGuest();
    try {
      called.invoke(values);
    } catch (Trap e) {
      throw chicorys(e);
    } catch (WasmException e) {
      throw new WasmRuntimeException("uncaught exception: " + e.getMessage(), e);
    } finally {
      globals.toHost();
      if (outermost) {
        interruption.exit();
      }
    }
    return Values.fromBuffer(type.results(), values);
  }

  private static ChicoryException chicorys(Trap trap) {
    if (trap.kind() == TrapKind.INTERRUPTED) {
      return new ChicoryInterruptedException("Thread interrupted", trap);
    }
    TrapException exception = new TrapException(trap.getMessage());
    exception.initCause(trap);
    return exception;
  }

  private void bindTables() {
    ModuleDescriptor module = guest.descriptor();
    for (int i = module.importCount(ExternalKind.TABLE); i < module.tables().size(); i++) {
      if (owner.table(i) instanceof PithosTable table) {
        table.become(guest.table(i));
      }
    }
    tablesBound = true;
  }
}
