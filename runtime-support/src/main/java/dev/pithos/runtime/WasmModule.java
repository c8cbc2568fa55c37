package dev.pithos.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * A compiled module. Generated code has one subclass for each module; instances share nothing that
 * a guest could tell.
 */
public abstract class WasmModule {
  private final ModuleDescriptor descriptor;

  /** What was learned of its instances' stores. */
  final StoreFloor storeFloor = new StoreFloor();

  /** A module whose descriptor is a resource beside the generated class. */
  protected WasmModule(Class<?> generated, String resource) {
    try (InputStream stream = generated.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            generated.getName() + ": the resource " + resource + " is missing beside the class");
      }
      descriptor = DescriptorFormat.read(stream, generated.getName());
      StructShapes.define(descriptor.types());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public final ModuleDescriptor descriptor() {
    return descriptor;
  }

  /**
   * Makes an instance: links the imports, fills memories and tables, runs the start function.
   *
   * @throws LinkException when an import is missing or of the wrong type
   * @throws Trap when a segment does not fit or the start function traps
   */
  public final Instance instantiate(Imports imports) {
    return instantiate(imports, instance -> {});
  }

  /**
   * The same, and hands out the instance before its start function runs, so that another thread can
   * {@linkplain Instance#interrupt interrupt} it.
   */
  public final Instance instantiate(Imports imports, Consumer<Instance> created) {
    Instance instance = newInstance(imports);
    created.accept(instance);
    instance.initialize();
    instance.start();
    return instance;
  }

  /**
   * Makes an instance whose start function the caller runs, if it is to run at all: it is the
   * instance's function of the descriptor's {@link ModuleDescriptor#start}.
   *
   * @throws LinkException when an import is missing or of the wrong type
   * @throws Trap when a segment does not fit
   */
  public final Instance instantiateUnstarted(Imports imports) {
    Instance instance = newInstance(imports);
    instance.initialize();
    return instance;
  }

  /** Calls the generated instance class's constructor. */
  protected abstract Instance newInstance(Imports imports);
}
