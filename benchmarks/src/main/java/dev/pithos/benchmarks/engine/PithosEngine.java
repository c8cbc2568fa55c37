package dev.pithos.benchmarks.engine;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmFunction;
import dev.pithos.runtime.WasmModule;
import java.util.Map;

/** Pithos, compiling in process. */
public final class PithosEngine implements Engine {
  private final boolean interruptible;

  /**
   * @param interruptible whether guests can be stopped, as is the default
   */
  public PithosEngine(boolean interruptible) {
    this.interruptible = interruptible;
  }

  @Override
  public Guest instantiate(byte[] wasm, Map<String, HostCall> imports) {
    CompilerOptions options = CompilerOptions.defaults().withInterruptible(interruptible);
    WasmModule module = WasmCompiler.compile(wasm, options).load();
    PithosGuest guest = new PithosGuest();
    guest.instance = module.instantiate(imports(module.descriptor(), imports, guest));
    return guest;
  }

  private static Imports imports(
      ModuleDescriptor module, Map<String, HostCall> calls, PithosGuest guest) {
    Imports.Builder imports = Imports.builder();
    for (ModuleDescriptor.Import entry : module.imports()) {
      if (entry.kind() == ExternalKind.FUNCTION) {
        FunctionType type = module.functions().get(entry.index()).function();
        String name = entry.module() + "." + entry.name();
        HostCall call = calls.getOrDefault(name, MissingImport.of(name));
        imports.function(
            entry.module(),
            entry.name(),
            type,
            (caller, values) -> call(call, type, guest, values));
      }
    }
    return imports.build();
  }

  private static void call(
      HostCall call, FunctionType type, PithosGuest guest, ValueBuffer values) {
    long[] arguments = new long[type.parameters().size()];
    System.arraycopy(values.bits, 0, arguments, 0, arguments.length);
    long result = call.call(guest, arguments);
    if (!type.results().isEmpty()) {
      values.bits[0] = type.results().get(0) == ValueType.I32 ? (int) result : result;
    }
  }

  private static final class PithosGuest implements Guest {
    private Instance instance;
    private Memory memory;

    @Override
    public GuestFunction function(String export) {
      WasmFunction function = instance.function(export);
      ValueBuffer values = ValueBuffer.forCall(function.type());
      values.ensure(1);
      boolean answers = !function.type().results().isEmpty();
      return arguments -> {
        for (int i = 0; i < arguments.length; i++) {
          values.bits[i] = (int) arguments[i];
        }
        function.invoke(values);
        return answers ? values.bits[0] : 0;
      };
    }

    @Override
    public int global(String export) {
      return (Integer) instance.global(export).get();
    }

    @Override
    public byte[] read(int address, int length) {
      return memory().read(address, length);
    }

    @Override
    public void write(int address, byte[] bytes) {
      memory().write(address, bytes);
    }

    @Override
    public int grow(int pages) {
      return (int) memory().grow(pages);
    }

    private Memory memory() {
      if (memory == null) {
        memory = instance.memory(0);
      }
      return memory;
    }
  }
}
