package dev.pithos.compiler;

import dev.pithos.compiler.module.Module;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.Initializer;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.ModuleDescriptor.DataSegment;
import dev.pithos.runtime.ModuleDescriptor.ElementSegment;
import dev.pithos.runtime.ModuleDescriptor.SegmentMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A decoded module's {@link ModuleDescriptor}. */
final class Descriptors {
  private Descriptors() {}

  static ModuleDescriptor describe(Module module, Constants constants) {
    ModuleDescriptor.Builder parts = new ModuleDescriptor.Builder();
    parts.sha256 = sha256(module.bytes);
    parts.typeGroups = List.copyOf(module.typeGroups);
    parts.imports = List.copyOf(module.imports);
    parts.exports = List.copyOf(module.exports);
    parts.functions = module.functions.stream().map(module.types::get).toList();
    parts.tables = List.copyOf(module.tables);
    parts.memories = List.copyOf(module.memories);
    parts.globals = List.copyOf(module.globals);
    parts.tags = module.tags.stream().map(module.types::get).toList();
    parts.globalInitializers = globals(module, constants);
    parts.tableInitializers = tables(module, constants);
    parts.elements = elements(module, constants);
    parts.data = data(module, constants);
    parts.start = module.start;
    parts.functionNames = () -> module.functionNames;
    parts.customSections = module.customSections;
    return parts.build();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Initializer> globals(Module module, Constants constants) {
    List<Initializer> initializers = new ArrayList<>();
    int index = module.importCount(ExternalKind.GLOBAL);
    for (Module.Range range : module.globalInitializers) {
      initializers.add(constants.initializer(range, module.globals.get(index++).value()));
    }
    return initializers;
  }

  private static List<Initializer> tables(Module module, Constants constants) {
    List<Initializer> initializers = new ArrayList<>();
    int index = module.importCount(ExternalKind.TABLE);
    for (Module.Range range : module.tableInitializers) {
      initializers.add(
          range == null
              ? Initializer.NULL
              : constants.initializer(range, module.tables.get(index).element()));
      index++;
    }
    return initializers;
  }

  private static List<ElementSegment> elements(Module module, Constants constants) {
    List<ElementSegment> segments = new ArrayList<>();
    for (Module.Elements segment : module.elements) {
      List<Initializer> items = new ArrayList<>();
      if (segment.functions() != null) {
        segment.functions().forEach(function -> items.add(Initializer.function(function)));
      } else {
        segment
            .expressions()
            .forEach(range -> items.add(constants.initializer(range, segment.type())));
      }
      Initializer offset =
          segment.mode() == SegmentMode.ACTIVE
              ? constants.initializer(segment.offset(), module.indexType(segment.table()))
              : Initializer.NULL;
      segments.add(
          new ElementSegment(segment.mode(), segment.table(), offset, segment.type(), items));
    }
    return segments;
  }

  private static List<DataSegment> data(Module module, Constants constants) {
    List<DataSegment> segments = new ArrayList<>();
    for (Module.Data segment : module.data) {
      Initializer offset =
          segment.mode() == SegmentMode.ACTIVE
              ? constants.initializer(segment.offset(), module.addressType(segment.memory()))
              : Initializer.NULL;
      byte[] bytes =
          Arrays.copyOfRange(module.bytes, segment.bytes().start(), segment.bytes().end());
      segments.add(new DataSegment(segment.mode(), segment.memory(), offset, bytes));
    }
    return segments;
  }
}
