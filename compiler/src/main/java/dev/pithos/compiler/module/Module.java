package dev.pithos.compiler.module;

import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.GlobalType;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.ModuleDescriptor.Export;
import dev.pithos.runtime.ModuleDescriptor.Import;
import dev.pithos.runtime.ModuleDescriptor.SegmentMode;
import dev.pithos.runtime.TableType;
import dev.pithos.runtime.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A decoded module. Expressions and function bodies stay ranges of the bytes until validation. */
public final class Module {
  /** Bytes of the module from start to end, both offsets; an expression with its end opcode. */
  public record Range(int start, int end) {}

  /** A function body: the run-length coded locals, then the expression. */
  public record Body(List<LocalRun> locals, Range code, int start) {}

  /** So many locals of one type. */
  public record LocalRun(int count, ValueType type) {}

  /**
   * An element segment; items are function indices, or expressions where {@code functions} is null.
   */
  public record Elements(
      SegmentMode mode,
      int table,
      Range offset,
      ValueType type,
      List<Integer> functions,
      List<Range> expressions,
      int position) {}

  /** A data segment. */
  public record Data(SegmentMode mode, int memory, Range offset, Range bytes, int position) {}

  /** A section as it stands in the module, for reports. */
  public record Section(String name, int offset, int size) {}

  public final byte[] bytes;
  public final List<Section> sections = new ArrayList<>();
  public final List<DefinedType[]> typeGroups = new ArrayList<>();
  public final List<DefinedType> types = new ArrayList<>();
  public final List<Import> imports = new ArrayList<>();
  public final List<Export> exports = new ArrayList<>();

  /** The type index of every function, imports first. */
  public final List<Integer> functions = new ArrayList<>();

  public final List<TableType> tables = new ArrayList<>();
  public final List<MemoryType> memories = new ArrayList<>();
  public final List<GlobalType> globals = new ArrayList<>();

  /** The type index of every tag, imports first. */
  public final List<Integer> tags = new ArrayList<>();

  /** Initial values of the globals defined here. */
  public final List<Range> globalInitializers = new ArrayList<>();

  /** Initial elements of the tables defined here; null where the element is ref.null. */
  public final List<Range> tableInitializers = new ArrayList<>();

  public final List<Elements> elements = new ArrayList<>();
  public final List<Data> data = new ArrayList<>();
  public final List<Body> bodies = new ArrayList<>();
  public final Map<Integer, String> functionNames = new HashMap<>();
  public final Map<String, byte[]> customSections = new LinkedHashMap<>();

  /** The start function, or -1. */
  public int start = -1;

  /** The data count section's number, or -1. */
  public int dataCount = -1;

  private final int[] imported = new int[ExternalKind.values().length];

  public Module(byte[] bytes) {
    this.bytes = bytes;
  }

  public void addImport(Import entry) {
    imports.add(entry);
    imported[entry.kind().ordinal()]++;
  }

  /** How many imports of the kind there are: the index of the first entity defined here. */
  public int importCount(ExternalKind kind) {
    return imported[kind.ordinal()];
  }

  /** The function's type. */
  public FunctionType functionType(int function) {
    return definedFunctionType(function).function();
  }

  /** The function's defined type. */
  public DefinedType definedFunctionType(int function) {
    return types.get(functions.get(function));
  }

  /** The types of all locals of a function defined here, parameters first. */
  public ValueType[] locals(int number) {
    FunctionType type = functionType(importCount(ExternalKind.FUNCTION) + number);
    int next = type.parameters().size();
    int count = next;
    for (LocalRun run : bodies.get(number).locals()) {
      count += run.count();
    }
    ValueType[] locals = type.parameters().toArray(new ValueType[count]);
    for (LocalRun run : bodies.get(number).locals()) {
      Arrays.fill(locals, next, next + run.count(), run.type());
      next += run.count();
    }
    return locals;
  }

  /** The tag's type. */
  public FunctionType tagType(int tag) {
    return types.get(tags.get(tag)).function();
  }

  /** Whether the memory's addresses are i64. */
  public ValueType addressType(int memory) {
    return memories.get(memory).is64() ? ValueType.I64 : ValueType.I32;
  }

  /** Whether the table's indices are i64. */
  public ValueType indexType(int table) {
    return tables.get(table).is64() ? ValueType.I64 : ValueType.I32;
  }
}
