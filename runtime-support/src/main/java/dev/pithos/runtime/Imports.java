package dev.pithos.runtime;

import java.util.HashMap;
import java.util.Map;

/** What a host gives to a module at instantiation, by module and field name. */
public final class Imports {
  private static final Imports NONE = builder().build();

  private final Map<String, Map<String, Object>> modules;

  private Imports(Map<String, Map<String, Object>> modules) {
    this.modules = modules;
  }

  /** No imports at all. */
  public static Imports none() {
    return NONE;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A WasmFunction, Table, Memory, Global or Tag; null when there is none of that name. */
  Object find(String module, String name) {
    Map<String, Object> fields = modules.get(module);
    return fields == null ? null : fields.get(name);
  }

  /** Collects imports; a later one of the same names replaces an earlier one. */
  public static final class Builder {
    private final Map<String, Map<String, Object>> modules = new HashMap<>();

    /** A function of the host. */
    public Builder function(String module, String name, FunctionType type, HostFunction function) {
      return put(module, name, WasmFunction.host(type, function));
    }

    /** A function of another instance, or of the host. */
    public Builder function(String module, String name, WasmFunction function) {
      return put(module, name, function);
    }

    public Builder memory(String module, String name, Memory memory) {
      return put(module, name, memory);
    }

    public Builder table(String module, String name, Table table) {
      return put(module, name, table);
    }

    public Builder global(String module, String name, Global global) {
      return put(module, name, global);
    }

    public Builder tag(String module, String name, Tag tag) {
      return put(module, name, tag);
    }

    /** Everything that the instance exports, under the module name. */
    public Builder instance(String module, Instance instance) {
      for (ModuleDescriptor.Export export : instance.descriptor().exports()) {
        put(module, export.name(), instance.export(export.name()));
      }
      return this;
    }

    public Imports build() {
      Map<String, Map<String, Object>> copy = new HashMap<>();
      for (Map.Entry<String, Map<String, Object>> module : modules.entrySet()) {
        copy.put(module.getKey(), Map.copyOf(module.getValue()));
      }
      return new Imports(copy);
    }

    private Builder put(String module, String name, Object value) {
      Map<String, Object> fields = modules.get(module);
      if (fields == null) {
        fields = new HashMap<>();
        modules.put(module, fields);
      }
      fields.put(name, value);
      return this;
    }
  }
}
