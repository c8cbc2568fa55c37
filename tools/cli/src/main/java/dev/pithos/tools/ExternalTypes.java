package dev.pithos.tools;

import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.TableType;
import dev.pithos.runtime.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The types of imports and exports in the words of the specification's text format. */
final class ExternalTypes {
  private ExternalTypes() {}

  /** The kind's word: func, table, memory, global, tag. */
  static String word(ExternalKind kind) {
    return kind == ExternalKind.FUNCTION ? "func" : kind.name().toLowerCase(Locale.ROOT);
  }

  /** The type of an entity, for example {@code (i32, i32) -> (i32)}. */
  static String of(ModuleDescriptor module, ExternalKind kind, int index) {
    return switch (kind) {
      case FUNCTION -> defined(module.functions().get(index));
      case TAG -> defined(module.tags().get(index));
      case TABLE -> table(module.tables().get(index));
      case MEMORY -> memory(module.memories().get(index));
      case GLOBAL -> global(module.globals().get(index));
    };
  }

  private static String defined(DefinedType type) {
    FunctionType function = (FunctionType) type.composite();
    return list(function.parameters()) + " -> " + list(function.results());
  }

  private static String list(List<ValueType> types) {
    return types.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  static String memory(MemoryType type) {
    String pages = Long.toUnsignedString(type.minimum());
    if (type.hasMaximum()) {
      pages += " " + Long.toUnsignedString(type.maximum());
    }
    return (type.is64() ? "i64 " : "") + pages + (type.shared() ? " shared" : "");
  }

  private static String table(TableType type) {
    String elements = Long.toUnsignedString(type.minimum());
    if (type.hasMaximum()) {
      elements += " " + Long.toUnsignedString(type.maximum());
    }
    return (type.is64() ? "i64 " : "") + elements + " " + type.element();
  }

  private static String global(GlobalType type) {
    return type.mutable() ? "(mut " + type.value() + ")" : type.value().toString();
  }
}
