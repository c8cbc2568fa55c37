package dev.pithos.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How a {@link ModuleDescriptor} stands in a jar: a magic number, a version, then the parts in the
 * order of its builder. Both directions are here, so that they cannot drift apart.
 */
public final class DescriptorFormat {
  private static final int MAGIC = 0x50495448; // "PITH"
  private static final int VERSION = 2;

  private static final HeapType[] ABSTRACT_TYPES = {
    HeapType.ANY,
    HeapType.EQ,
    HeapType.I31,
    HeapType.STRUCT,
    HeapType.ARRAY,
    HeapType.NONE,
    HeapType.FUNC,
    HeapType.NOFUNC,
    HeapType.EXTERN,
    HeapType.NOEXTERN,
    HeapType.EXN,
    HeapType.NOEXN
  };
  private static final ValueType[] NUMBER_TYPES = {
    ValueType.I32,
    ValueType.I64,
    ValueType.F32,
    ValueType.F64,
    ValueType.V128,
    ValueType.I8,
    ValueType.I16
  };
  private static final int REFERENCE = 64;
  private static final int NULLABLE = 1;
  private static final int NO_INDEX = -1;

  private DescriptorFormat() {}

  /** The descriptor's bytes; equal descriptors of equal modules give equal bytes. */
  public static byte[] write(ModuleDescriptor descriptor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      new Writer(out).descriptor(descriptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a descriptor.
   *
   * @param source what is read, for messages
   * @throws IllegalArgumentException when the bytes are no descriptor of this version
   */
  public static ModuleDescriptor read(InputStream stream, String source) {
    try {
      return new Reader(stream.readAllBytes(), source).descriptor();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw corrupted(source, e);
    }
  }

  private static IllegalArgumentException corrupted(String source, Exception cause) {
    return new IllegalArgumentException(
        source + ": the module descriptor is corrupted: " + cause, cause);
  }

  /** The writing half. */
  private static final class Writer {
    private final DataOutputStream out;
    private final Map<DefinedType, Integer> typeIndexes = new IdentityHashMap<>();

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void descriptor(ModuleDescriptor module) throws IOException {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      text(module.sha256());
      types(module);
      out.writeInt(module.imports().size());
      for (ModuleDescriptor.Import entry : module.imports()) {
        text(entry.module());
        text(entry.name());
        out.writeByte(entry.kind().ordinal());
        out.writeInt(entry.index());
      }
      out.writeInt(module.exports().size());
      for (ModuleDescriptor.Export entry : module.exports()) {
        text(entry.name());
        out.writeByte(entry.kind().ordinal());
        out.writeInt(entry.index());
      }
      definedTypes(module.functions());
      entities(module);
      initializers(module.globalInitializers());
      initializers(module.tableInitializers());
      segments(module);
      out.writeInt(module.start());
      out.writeInt(module.customSections().size());
      for (Map.Entry<String, byte[]> section : new TreeMap<>(module.customSections()).entrySet()) {
        text(section.getKey());
        bytes(section.getValue());
      }
      names(module.functionNames());
    }

    private void names(Map<Integer, String> names) throws IOException {
      out.writeInt(names.size());
      for (Map.Entry<Integer, String> name : new TreeMap<>(names).entrySet()) {
        out.writeInt(name.getKey());
        text(name.getValue());
      }
    }

    private void types(ModuleDescriptor module) throws IOException {
      out.writeInt(module.typeGroups().size());
      int index = 0;
      for (DefinedType[] group : module.typeGroups()) {
        out.writeInt(group.length);
        for (DefinedType type : group) {
          // The first index of a type wins, but inside a group its own members must be named.
          typeIndexes.put(type, index++);
        }
        for (DefinedType type : group) {
          out.writeBoolean(type.isFinal());
          out.writeInt(type.supertype() == null ? NO_INDEX : typeIndexes.get(type.supertype()));
          composite(type.composite());
        }
      }
    }

    private void composite(CompositeType composite) throws IOException {
      if (composite instanceof FunctionType function) {
        out.writeByte(0);
        valueTypes(function.parameters());
        valueTypes(function.results());
      } else if (composite instanceof StructType struct) {
        out.writeByte(1);
        out.writeInt(struct.fields().size());
        for (FieldType field : struct.fields()) {
          field(field);
        }
      } else {
        out.writeByte(2);
        field(((ArrayType) composite).element());
      }
    }

    private void field(FieldType field) throws IOException {
      valueType(field.storage());
      out.writeBoolean(field.mutable());
    }

    private void entities(ModuleDescriptor module) throws IOException {
      out.writeInt(module.tables().size());
      for (TableType table : module.tables()) {
        valueType(table.element());
        out.writeLong(table.minimum());
        out.writeLong(table.maximum());
        out.writeBoolean(table.is64());
      }
      out.writeInt(module.memories().size());
      for (MemoryType memory : module.memories()) {
        out.writeLong(memory.minimum());
        out.writeLong(memory.maximum());
        out.writeBoolean(memory.is64());
        out.writeBoolean(memory.shared());
        out.writeByte(memory.pageSizeLog2());
      }
      out.writeInt(module.globals().size());
      for (GlobalType global : module.globals()) {
        valueType(global.value());
        out.writeBoolean(global.mutable());
      }
      definedTypes(module.tags());
    }

    private void segments(ModuleDescriptor module) throws IOException {
      out.writeInt(module.elements().size());
      for (ModuleDescriptor.ElementSegment segment : module.elements()) {
        out.writeByte(segment.mode().ordinal());
        out.writeInt(segment.table());
        initializer(segment.offset());
        valueType(segment.type());
        initializers(segment.elements());
      }
      out.writeInt(module.data().size());
      for (ModuleDescriptor.DataSegment segment : module.data()) {
        out.writeByte(segment.mode().ordinal());
        out.writeInt(segment.memory());
        initializer(segment.offset());
        bytes(segment.bytes());
      }
    }

    private void initializers(List<Initializer> initializers) throws IOException {
      out.writeInt(initializers.size());
      for (Initializer initializer : initializers) {
        initializer(initializer);
      }
    }

    private void initializer(Initializer initializer) throws IOException {
      out.writeByte(initializer.kind().ordinal());
      switch (initializer.kind()) {
        case NUMBER -> {
          out.writeLong(initializer.bits());
          out.writeLong(initializer.high());
        }
        case NULL -> {}
        default -> out.writeInt(initializer.index());
      }
    }

    private void definedTypes(List<DefinedType> types) throws IOException {
      out.writeInt(types.size());
      for (DefinedType type : types) {
        out.writeInt(typeIndexes.get(type));
      }
    }

    private void valueTypes(List<ValueType> types) throws IOException {
      out.writeInt(types.size());
      for (ValueType type : types) {
        valueType(type);
      }
    }

    private void valueType(ValueType type) throws IOException {
      if (!type.isReference()) {
        out.writeByte(List.of(NUMBER_TYPES).indexOf(type));
        return;
      }
      out.writeByte(REFERENCE + (type.isNullable() ? NULLABLE : 0));
      if (type.heapType() instanceof DefinedType defined) {
        out.writeInt(typeIndexes.get(defined));
      } else {
        out.writeInt(-1 - List.of(ABSTRACT_TYPES).indexOf(type.heapType()));
      }
    }

    private void text(String text) throws IOException {
      bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) throws IOException {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  /**
   * The reading half. A fresh JVM interprets it: so it has loops and no lambdas, and reads an array
   * where a stream would take ten calls for a number.
   */
  private static final class Reader implements Supplier<Map<Integer, String>> {
    private final byte[] input;
    private int offset;
    private final String source;
    private final List<DefinedType> types = new ArrayList<>();

    Reader(byte[] input, String source) {
      this.input = input;
      this.source = source;
    }

    ModuleDescriptor descriptor() {
      if (readInt() != MAGIC) {
        throw new IllegalArgumentException(source + ": not a Pithos module descriptor");
      }
      int version = readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            source
                + ": module descriptor of version "
                + version
                + ", this runtime reads version "
                + VERSION
                + "; compile the module again");
      }
      ModuleDescriptor.Builder module = new ModuleDescriptor.Builder();
      module.sha256 = text();
      module.typeGroups = types();
      module.imports = imports();
      module.exports = exports();
      module.functions = definedTypes();
      module.tables = tables();
      module.memories = memories();
      module.globals = globals();
      module.tags = definedTypes();
      module.globalInitializers = initializers();
      module.tableInitializers = initializers();
      module.elements = elements();
      module.data = data();
      module.start = readInt();
      Map<String, byte[]> sections = new LinkedHashMap<>();
      for (int count = readInt(); count > 0; count--) {
        sections.put(text(), bytes());
      }
      module.customSections = sections;
      module.functionNames = new Reader(Arrays.copyOfRange(input, offset, input.length), source);
      return module.build();
    }

    /** The names, which are all that is left: many, and asked for only where something fails. */
    @Override
    public Map<Integer, String> get() {
      Map<Integer, String> names = new LinkedHashMap<>();
      try {
        for (int count = length(); count > 0; count--) {
          names.put(readInt(), text());
        }
      } catch (RuntimeException e) {
        throw corrupted(source, e);
      }
      return names;
    }

    private List<DefinedType[]> types() {
      List<DefinedType[]> groups = new ArrayList<>();
      for (int count = readInt(); count > 0; count--) {
        DefinedType[] group = new DefinedType[readInt()];
        int first = types.size();
        for (int i = 0; i < group.length; i++) {
          group[i] = new DefinedType();
          types.add(group[i]);
        }
        for (DefinedType type : group) {
          boolean isFinal = readBoolean();
          int supertype = readInt();
          type.define(isFinal, supertype == NO_INDEX ? null : types.get(supertype), composite());
        }
        DefinedType[] canonical = DefinedType.canonical(group);
        for (int i = 0; i < group.length; i++) {
          types.set(first + i, canonical[i]);
        }
        groups.add(canonical);
      }
      return groups;
    }

    private List<ModuleDescriptor.Import> imports() {
      int count = length();
      List<ModuleDescriptor.Import> imports = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        imports.add(new ModuleDescriptor.Import(text(), text(), kind(), readInt()));
      }
      return imports;
    }

    private List<ModuleDescriptor.Export> exports() {
      int count = length();
      List<ModuleDescriptor.Export> exports = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        exports.add(new ModuleDescriptor.Export(text(), kind(), readInt()));
      }
      return exports;
    }

    private ExternalKind kind() {
      return ExternalKind.values()[readByte()];
    }

    private List<DefinedType> definedTypes() {
      int count = length();
      List<DefinedType> defined = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        defined.add(types.get(readInt()));
      }
      return defined;
    }

    private List<TableType> tables() {
      int count = length();
      List<TableType> tables = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        tables.add(new TableType(valueType(), readLong(), readLong(), readBoolean()));
      }
      return tables;
    }

    private List<MemoryType> memories() {
      int count = length();
      List<MemoryType> memories = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        memories.add(
            new MemoryType(readLong(), readLong(), readBoolean(), readBoolean(), readByte()));
      }
      return memories;
    }

    private List<GlobalType> globals() {
      int count = length();
      List<GlobalType> globals = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        globals.add(new GlobalType(valueType(), readBoolean()));
      }
      return globals;
    }

    private List<Initializer> initializers() {
      int count = length();
      List<Initializer> initializers = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        initializers.add(initializer());
      }
      return initializers;
    }

    private List<ModuleDescriptor.ElementSegment> elements() {
      int count = length();
      List<ModuleDescriptor.ElementSegment> elements = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        elements.add(
            new ModuleDescriptor.ElementSegment(
                mode(), readInt(), initializer(), valueType(), initializers()));
      }
      return elements;
    }

    private List<ModuleDescriptor.DataSegment> data() {
      int count = length();
      List<ModuleDescriptor.DataSegment> data = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        data.add(new ModuleDescriptor.DataSegment(mode(), readInt(), initializer(), bytes()));
      }
      return data;
    }

    private ModuleDescriptor.SegmentMode mode() {
      return ModuleDescriptor.SegmentMode.values()[readByte()];
    }

    private CompositeType composite() {
      return switch (readByte()) {
        case 0 -> new FunctionType(valueTypes(), valueTypes());
        case 1 -> new StructType(fields());
        default -> new ArrayType(field());
      };
    }

    private List<FieldType> fields() {
      int count = length();
      List<FieldType> fields = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        fields.add(field());
      }
      return fields;
    }

    private FieldType field() {
      return new FieldType(valueType(), readBoolean());
    }

    private Initializer initializer() {
      Initializer.Kind kind = Initializer.Kind.values()[readByte()];
      return switch (kind) {
        case NUMBER -> new Initializer(kind, readLong(), readLong(), 0);
        case NULL -> Initializer.NULL;
        default -> new Initializer(kind, 0, 0, readInt());
      };
    }

    private ValueType valueType() {
      int code = readByte();
      if (code < REFERENCE) {
        return NUMBER_TYPES[code];
      }
      int heapType = readInt();
      return (heapType >= 0 ? types.get(heapType) : ABSTRACT_TYPES[-1 - heapType])
          .reference((code & NULLABLE) != 0);
    }

    private String text() {
      int length = length();
      String text = new String(input, offset, length, StandardCharsets.UTF_8);
      offset += length;
      return text;
    }

    private byte[] bytes() {
      int length = length();
      byte[] bytes = Arrays.copyOfRange(input, offset, offset + length);
      offset += length;
      return bytes;
    }

    private List<ValueType> valueTypes() {
      int count = length();
      List<ValueType> valueTypes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        valueTypes.add(valueType());
      }
      return valueTypes;
    }

    /** How many items a list or a text has, each of which is a byte at least. */
    private int length() {
      int length = readInt();
      if (length < 0 || length > input.length - offset) {
        throw new IndexOutOfBoundsException("a length of " + length + " at byte " + offset);
      }
      return length;
    }

    private long readLong() {
      return (long) readInt() << 32 | (readInt() & 0xFFFFFFFFL);
    }

    private int readInt() {
      byte[] in = input;
      int at = offset;
      offset = at + 4;
      return in[at] << 24 | (in[at + 1] & 255) << 16 | (in[at + 2] & 255) << 8 | (in[at + 3] & 255);
    }

    private byte readByte() {
      return input[offset++];
    }

    private boolean readBoolean() {
      return readByte() != 0;
    }
  }
}
