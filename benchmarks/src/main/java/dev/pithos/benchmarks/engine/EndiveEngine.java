package dev.pithos.benchmarks.engine;

import java.util.Map;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;

/** Endive: its interpreter, or its compiler at run time. */
public final class EndiveEngine implements Engine {
  private final boolean compiled;

  /**
   * @param compiled whether its compiler is to be used
   */
  public EndiveEngine(boolean compiled) {
    this.compiled = compiled;
  }

  @Override
  public Guest instantiate(byte[] wasm, Map<String, HostCall> imports) {
    WasmModule module = Parser.parse(wasm);
    Instance.Builder builder = Instance.builder(module);
    if (compiled) {
      builder.withMachineFactory(MachineFactoryCompiler.compile(module));
    }
    return instantiate(module, builder, imports);
  }

  /** The rest of instantiation, for the build-time form too. */
  static Guest instantiate(
      WasmModule module, Instance.Builder builder, Map<String, HostCall> imports) {
    EndiveGuest guest = new EndiveGuest();
    ImportValues.Builder values = ImportValues.builder();
    module.importSection().stream()
        .filter(FunctionImport.class::isInstance)
        .map(FunctionImport.class::cast)
        .forEach(
            entry -> {
              FunctionType type = module.typeSection().getType(entry.typeIndex());
              String name = entry.module() + "." + entry.name();
              HostCall call = imports.getOrDefault(name, MissingImport.of(name));
              boolean answers = !type.returns().isEmpty();
              values.addFunction(
                  new HostFunction(
                      entry.module(),
                      entry.name(),
                      type,
                      (instance, arguments) -> {
                        guest.instance = instance;
                        long result = call.call(guest, arguments);
                        return answers ? new long[] {result} : null;
                      }));
            });
    guest.instance = builder.withImportValues(values.build()).build();
    return guest;
  }

  private static final class EndiveGuest implements Guest {
    private Instance instance;

    @Override
    public GuestFunction function(String export) {
      ExportFunction function = instance.export(export);
      return arguments -> {
        long[] results = function.apply(arguments);
        return results == null || results.length == 0 ? 0 : results[0];
      };
    }

    @Override
    public int global(String export) {
      return (int) instance.exports().global(export).getValue();
    }

    @Override
    public byte[] read(int address, int length) {
      return instance.memory().readBytes(address, length);
    }

    @Override
    public void write(int address, byte[] bytes) {
      instance.memory().write(address, bytes);
    }

    @Override
    public int grow(int pages) {
      return instance.memory().grow(pages);
    }
  }
}
