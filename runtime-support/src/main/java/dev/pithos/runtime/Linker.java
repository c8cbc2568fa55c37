package dev.pithos.runtime;

/** Matches imports against a module's declarations, as the specification's import matching does. */
final class Linker {
  private Linker() {}

  /** The import for the entry; a LinkException when it is missing or of another type. */
  static Object resolve(ModuleDescriptor module, ModuleDescriptor.Import entry, Imports imports) {
    Object value = imports.find(entry.module(), entry.name());
    if (value == null) {
      throw new LinkException(
          "unknown import: the module imports "
              + describe(entry)
              + ", which the host does not provide");
    }
    String mismatch = mismatch(module, entry, value);
    if (mismatch != null) {
      throw new LinkException("incompatible import type: " + describe(entry) + ": " + mismatch);
    }
    return value;
  }

  private static String describe(ModuleDescriptor.Import entry) {
    return entry.kind().name().toLowerCase(java.util.Locale.ROOT)
        + " \""
        + entry.module()
        + "\".\""
        + entry.name()
        + "\"";
  }

  private static String mismatch(
      ModuleDescriptor module, ModuleDescriptor.Import entry, Object value) {
    return switch (entry.kind()) {
      case FUNCTION -> function(module.functions().get(entry.index()), value);
      case TABLE -> table(module.tables().get(entry.index()), value);
      case MEMORY -> memory(module.memories().get(entry.index()), value);
      case GLOBAL -> global(module.globals().get(entry.index()), value);
      case TAG -> tag(module.tags().get(entry.index()), value);
    };
  }

  private static String function(DefinedType expected, Object value) {
    if (!(value instanceof WasmFunction function)) {
      return expectedKind("a function", value);
    }
    return function.definedType().extendsType(expected)
        ? null
        : "expected " + expected.composite() + ", got " + function.type();
  }

  private static String table(TableType expected, Object value) {
    if (!(value instanceof Table table)) {
      return expectedKind("a table", value);
    }
    TableType actual = table.type();
    boolean fits =
        actual.element() == expected.element()
            && actual.is64() == expected.is64()
            && limitsFit(table.size(), actual.maximum(), expected.minimum(), expected.maximum());
    return fits ? null : "expected " + expected + ", got " + actual + " of size " + table.size();
  }

  private static String memory(MemoryType expected, Object value) {
    if (!(value instanceof Memory memory)) {
      return expectedKind("a memory", value);
    }
    MemoryType actual = memory.type();
    boolean fits =
        actual.is64() == expected.is64()
            && actual.shared() == expected.shared()
            && actual.pageSizeLog2() == expected.pageSizeLog2()
            && limitsFit(memory.pages(), actual.maximum(), expected.minimum(), expected.maximum());
    if (fits && MemoryShape.of(actual) != MemoryShape.of(expected)) {
      return "the module was compiled for a memory under 2 GiB, since its import says "
          + expected
          + ": let the import declare what the memory is, "
          + actual;
    }
    return fits ? null : "expected " + expected + ", got " + actual + " of " + memory.pages();
  }

  /** Limits: -1 is the largest unsigned number, so "no maximum" compares as it should. */
  private static boolean limitsFit(
      long actualMinimum, long actualMaximum, long minimum, long maximum) {
    return Long.compareUnsigned(actualMinimum, minimum) >= 0
        && Long.compareUnsigned(actualMaximum, maximum) <= 0;
  }

  private static String global(GlobalType expected, Object value) {
    if (!(value instanceof Global global)) {
      return expectedKind("a global", value);
    }
    GlobalType actual = global.type();
    boolean fits =
        actual.mutable() == expected.mutable()
            && (expected.mutable()
                ? actual.value() == expected.value()
                : actual.value().isSubtypeOf(expected.value()));
    return fits ? null : "expected " + expected + ", got " + actual;
  }

  private static String tag(DefinedType expected, Object value) {
    if (!(value instanceof Tag tag)) {
      return expectedKind("a tag", value);
    }
    return tag.type() == expected
        ? null
        : "expected " + expected.composite() + ", got " + tag.type().composite();
  }

  private static String expectedKind(String kind, Object value) {
    return "expected " + kind + ", got a " + value.getClass().getSimpleName();
  }
}
