package dev.pithos.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A module without its code: what linking, instantiation and hosts need to know. All index spaces
 * begin with the imports.
 */
public final class ModuleDescriptor {
  /** An import; {@code index} is its place in the index space of its kind. */
  public record Import(String module, String name, ExternalKind kind, int index) {}

  /** An export; {@code index} is its place in the index space of its kind. */
  public record Export(String name, ExternalKind kind, int index) {}

  /** When a segment is used. */
  public enum SegmentMode {
    ACTIVE,
    PASSIVE,
    DECLARATIVE
  }

  /** An element segment; {@code table} and {@code offset} matter to active ones only. */
  public record ElementSegment(
      SegmentMode mode,
      int table,
      Initializer offset,
      ValueType type,
      List<Initializer> elements) {}

  /** A data segment; {@code memory} and {@code offset} matter to active ones only. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes: shared, and written by nobody
  public record DataSegment(SegmentMode mode, int memory, Initializer offset, byte[] bytes) {}

  /** Everything a module declares, as the constructor takes it. */
  public static final class Builder {
    public String sha256 = "";
    public List<DefinedType[]> typeGroups = List.of();
    public List<Import> imports = List.of();
    public List<Export> exports = List.of();
    public List<DefinedType> functions = List.of();
    public List<TableType> tables = List.of();
    public List<MemoryType> memories = List.of();
    public List<GlobalType> globals = List.of();
    public List<DefinedType> tags = List.of();
    public List<Initializer> globalInitializers = List.of();
    public List<Initializer> tableInitializers = List.of();
    public List<ElementSegment> elements = List.of();
    public List<DataSegment> data = List.of();
    public int start = -1;

    /** Asked once, when the names are; null for none. */
    public Supplier<Map<Integer, String>> functionNames;

    public Map<String, byte[]> customSections = Map.of();

    public ModuleDescriptor build() {
      return new ModuleDescriptor(this);
    }
  }

  /** What a class can hold with room for the rest; a v128 is two fields. */
  private static final int MOST_GLOBAL_FIELDS = 10_000;

  private final Builder parts;
  private final int[] imported = new int[ExternalKind.values().length];
  private final boolean[] sharedGlobals;
  private final int globalFields;
  private final DefinedType[] types;

  private volatile Map<Integer, String> functionNames;

  /** Exports by name, once they are asked for. */
  private volatile Map<String, Export> exports;

  private ModuleDescriptor(Builder parts) {
    this.parts = parts;
    for (Import entry : parts.imports) {
      imported[entry.kind().ordinal()]++;
    }
    sharedGlobals = new boolean[parts.globals.size()];
    for (int i = 0; i < imported[ExternalKind.GLOBAL.ordinal()]; i++) {
      sharedGlobals[i] = true;
    }
    for (Export export : parts.exports) {
      if (export.kind() == ExternalKind.GLOBAL) {
        sharedGlobals[export.index()] = true;
      }
    }
    globalFields = globalFields(parts.globals);
    Arrays.fill(sharedGlobals, globalFields, sharedGlobals.length, true);
    List<DefinedType> all = new ArrayList<>();
    for (DefinedType[] group : parts.typeGroups) {
      Collections.addAll(all, group);
    }
    types = all.toArray(new DefinedType[0]);
  }

  private static int globalFields(List<GlobalType> globals) {
    int fields = 0;
    for (int i = 0; i < globals.size(); i++) {
      fields += globals.get(i).value() == ValueType.V128 ? 2 : 1;
      if (fields > MOST_GLOBAL_FIELDS) {
        return i;
      }
    }
    return globals.size();
  }

  /** The SHA-256 of the module's bytes, in lower-case hexadecimal. */
  public String sha256() {
    return parts.sha256;
  }

  /** The recursion groups of the type section, in order, canonical. */
  public List<DefinedType[]> typeGroups() {
    return parts.typeGroups;
  }

  /** The defined types by type index; not to be written. */
  public DefinedType[] types() {
    return types;
  }

  public List<Import> imports() {
    return parts.imports;
  }

  public List<Export> exports() {
    return parts.exports;
  }

  /** The export of that name, or null. */
  public Export export(String name) {
    Map<String, Export> known = exports;
    if (known == null) {
      known = new HashMap<>();
      for (Export export : parts.exports) {
        known.put(export.name(), export);
      }
      exports = known;
    }
    return known.get(name);
  }

  /** How many imports of the kind there are: the index of the first entity defined here. */
  public int importCount(ExternalKind kind) {
    return imported[kind.ordinal()];
  }

  /** The type of each function. */
  public List<DefinedType> functions() {
    return parts.functions;
  }

  public List<TableType> tables() {
    return parts.tables;
  }

  public List<MemoryType> memories() {
    return parts.memories;
  }

  public List<GlobalType> globals() {
    return parts.globals;
  }

  /** The type of each tag. */
  public List<DefinedType> tags() {
    return parts.tags;
  }

  /** The initial value of each global defined here, in order. */
  public List<Initializer> globalInitializers() {
    return parts.globalInitializers;
  }

  /** The initial element of each table defined here, in order. */
  public List<Initializer> tableInitializers() {
    return parts.tableInitializers;
  }

  public List<ElementSegment> elements() {
    return parts.elements;
  }

  public List<DataSegment> data() {
    return parts.data;
  }

  /** The function that runs at the end of instantiation, or -1. */
  public int start() {
    return parts.start;
  }

  /** Names from the name section, demangled, by function index. */
  public Map<Integer, String> functionNames() {
    if (functionNames == null) {
      synchronized (parts) {
        if (functionNames == null) {
          functionNames = parts.functionNames == null ? Map.of() : parts.functionNames.get();
        }
      }
    }
    return functionNames;
  }

  /** A name to show: from the name section, else the export's, else the index. */
  public String functionName(int index) {
    String name = functionNames().get(index);
    if (name != null) {
      return name;
    }
    for (Export export : parts.exports) {
      if (export.kind() == ExternalKind.FUNCTION && export.index() == index) {
        return export.name();
      }
    }
    return "func" + index;
  }

  /** The custom sections that hosts read, by name. */
  public Map<String, byte[]> customSections() {
    return parts.customSections;
  }

  /**
   * Whether a global is a {@link Global} object: it is seen from outside, or there are too many for
   * fields.
   */
  public boolean isSharedGlobal(int index) {
    return sharedGlobals[index];
  }

  /**
   * Whether generated code has a field for the global, or for its {@link Global} object; else it
   * asks {@link Instance#global(int)}.
   */
  public boolean hasField(int global) {
    return global < globalFields;
  }
}
