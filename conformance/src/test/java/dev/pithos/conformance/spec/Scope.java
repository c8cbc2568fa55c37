package dev.pithos.conformance.spec;

import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.WasmModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a script's names stand for at a point of it: module definitions, instances, and what is
 * registered for imports. Each thread of a script has a scope of its own.
 */
final class Scope {
  /** A name stands for nothing, because the command that should have made it failed. */
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message, null, false, false);
    }
  }

  /** Either a module or an instance, or why there is none. */
  private record Entry<T>(T value, String failure) {
    T get() {
      if (failure != null) {
        throw new BrokenException(failure);
      }
      return value;
    }
  }

  private final ScriptContext context;
  private final Spectest spectest = new Spectest();
  private final Map<String, Entry<WasmModule>> definitions = new HashMap<>();
  private final Map<String, Entry<Instance>> instances = new HashMap<>();
  private final Map<String, Entry<Instance>> registered = new HashMap<>();
  private final Map<String, Thread> threads = new HashMap<>();
  private Imports imports;

  Scope(ScriptContext context) {
    this.context = context;
  }

  ScriptContext context() {
    return context;
  }

  // ---- modules and instances; the name null is that of the latest

  WasmModule compile(ModuleSource source) throws Engine.Rejection {
    return context.compile(source);
  }

  Instance instantiate(WasmModule module) {
    Instance instance = module.instantiate(imports());
    context.started(instance);
    return instance;
  }

  void define(String name, WasmModule module) {
    put(definitions, name, new Entry<>(module, null));
  }

  WasmModule definition(String name) {
    return get(definitions, name, "module definition");
  }

  void bind(String name, Instance instance) {
    put(instances, name, new Entry<>(instance, null));
  }

  Instance instance(String name) {
    return get(instances, name, "module");
  }

  /** Lets commands that need the module fail with this reason. */
  void definitionFailed(String name, String reason) {
    put(definitions, name, new Entry<>(null, reason));
  }

  /** Lets commands that need the instance fail with this reason. */
  void instanceFailed(String name, String reason) {
    put(instances, name, new Entry<>(null, reason));
  }

  /** Makes the instance's exports importable. */
  void register(String as, String name) {
    imports = null;
    Entry<Instance> entry = instances.get(name);
    if (entry == null) {
      throw new IllegalStateException("no module is named " + name);
    }
    registered.put(as, entry);
    entry.get();
  }

  private Imports imports() {
    if (imports == null) {
      Imports.Builder builder = Imports.builder();
      spectest.addTo(builder);
      registered.forEach(
          (as, entry) -> {
            if (entry.failure() == null) {
              builder.instance(as, entry.value());
            }
          });
      imports = builder.build();
    }
    return imports;
  }

  private static <T> void put(Map<String, Entry<T>> map, String name, Entry<T> entry) {
    map.put(null, entry);
    if (name != null) {
      map.put(name, entry);
    }
  }

  private static <T> T get(Map<String, Entry<T>> map, String name, String what) {
    Entry<T> entry = map.get(name);
    if (entry == null) {
      throw new IllegalStateException(
          name == null ? "there is no " + what + " yet" : "no " + what + " is named " + name);
    }
    return entry.get();
  }

  // ---- threads

  /** Starts the commands on a thread of their own, which sees one module of this scope. */
  void start(String name, String shared, List<Command> commands) {
    Scope inner = new Scope(context);
    if (shared != null) {
      inner.bind(shared, instance(shared));
    }
    List<Command> own = new ArrayList<>(commands);
    Thread thread =
        ScriptRunner.guestThread(
            "spec thread " + name, () -> own.forEach(command -> context.run(command, inner)));
    threads.put(name, thread);
    thread.start();
  }

  /** Waits for a started thread's last command. */
  void await(String name) throws InterruptedException {
    Thread thread = threads.remove(name);
    if (thread == null) {
      throw new IllegalStateException("no thread is named " + name);
    }
    thread.join();
  }
}
