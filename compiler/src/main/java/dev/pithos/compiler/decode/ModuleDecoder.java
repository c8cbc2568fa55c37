package dev.pithos.compiler.decode;

import dev.pithos.compiler.InvalidModuleException;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
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
import java.util.List;

/** Sections, in the order that the format demands, into a {@link Module}. */
public final class ModuleDecoder {
  /** Locals beyond this are refused, as engines agree to. */
  private static final long MOST_LOCALS = 50_000;

  private static final int IMPORTS_OF_ONE_MODULE = 0x7f;
  private static final int IMPORTS_OF_ONE_TYPE = 0x7e;

  private static final String[] SECTIONS = {
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "data count",
    "tag"
  };

  /** The place of each section id in the order; a section must come after all of lower place. */
  private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

  private final Module module;
  private final ByteReader in;
  private final TypeDecoder types;
  private int definedFunctions;

  private ModuleDecoder(byte[] bytes) {
    module = new Module(bytes);
    in = new ByteReader(bytes, 0, bytes.length);
    types = new TypeDecoder(in, module);
  }

  /**
   * Decodes a module.
   *
   * @throws dev.pithos.compiler.MalformedModuleException when the bytes break the binary format
   */
  public static Module decode(byte[] bytes) {
    ModuleDecoder decoder = new ModuleDecoder(bytes);
    decoder.module();
    return decoder.module;
  }

  private void module() {
    if (in.end() < 4 || in.fixed32() != 0x6d736100) {
      throw in.malformed("magic header not detected: not a WebAssembly module", 0);
    }
    if (in.end() < 8) {
      throw in.malformed("unexpected end", in.end());
    }
    int version = in.fixed32();
    if (version != 1) {
      throw in.malformed(
          version == 0x1000d
              ? "unknown binary version: this is a component, not a core module"
              : "unknown binary version " + version,
          4);
    }
    int end = in.end();
    int place = 0;
    while (!in.atEnd()) {
      int start = in.position();
      int id = in.u8();
      if (id >= SECTIONS.length) {
        throw in.malformed("malformed section id " + id, start);
      }
      int size = in.u32();
      if (size < 0 || size > end - in.position()) {
        throw in.malformed("length out of bounds: unexpected end", start);
      }
      int content = in.position();
      if (id != 0) {
        if (ORDER[id] <= place) {
          throw in.malformed("unexpected content after last section", start);
        }
        place = ORDER[id];
      }
      in.setWhere(SECTIONS[id] + " section");
      in.moveTo(content, content + size);
      section(id, content);
      if (!in.atEnd()) {
        throw in.malformed("section size mismatch", in.position());
      }
      in.moveTo(content + size, end);
      in.setWhere("");
    }
    checkCounts();
  }

  private void checkCounts() {
    if (module.bodies.size() != definedFunctions) {
      throw in.malformed("function and code section have inconsistent lengths", in.end());
    }
    if (module.dataCount >= 0 && module.dataCount != module.data.size()) {
      throw in.malformed("data count and data section have inconsistent lengths", in.end());
    }
  }

  private void section(int id, int content) {
    if (id == 0) {
      customSection(content);
      return;
    }
    module.sections.add(new Module.Section(SECTIONS[id], content, in.end() - content));
    switch (id) {
      case 1 -> types.typeSection();
      case 2 -> importSection();
      case 3 ->
          repeat(
              () -> {
                module.functions.add(functionTypeIndex());
                definedFunctions++;
              });
      case 4 -> repeat(this::table);
      case 5 -> repeat(() -> module.memories.add(types.memoryType()));
      case 6 ->
          repeat(
              () -> {
                module.globals.add(types.globalType());
                module.globalInitializers.add(expression());
              });
      case 7 ->
          repeat(
              () -> module.exports.add(new Export(in.name(), externalKind("export"), in.index())));
      case 8 -> module.start = in.index();
      case 9 -> repeat(this::elements);
      case 10 -> code();
      case 11 -> repeat(this::data);
      case 12 -> module.dataCount = in.u32();
      default -> repeat(() -> module.tags.add(tagTypeIndex()));
    }
  }

  private void repeat(Runnable item) {
    for (int count = in.count(); count > 0; count--) {
      item.run();
    }
  }

  private void customSection(int content) {
    String name = in.name();
    int start = in.position();
    int end = in.end();
    module.sections.add(new Module.Section("custom \"" + name + "\"", content, end - content));
    if (name.equals("name")) {
      NameSection.decode(module, start, end);
    } else {
      module.customSections.putIfAbsent(name, Arrays.copyOfRange(module.bytes, start, end));
    }
    in.moveTo(end, end);
  }

  /** The count is of imports or, with the compact form, of groups: tools differ. */
  private void importSection() {
    int start = in.position();
    int count = in.count();
    int groups = 0;
    for (; groups < count && !in.atEnd(); groups++) {
      importEntry();
    }
    if (groups != count && module.imports.size() != count) {
      throw in.malformed("unexpected end: fewer imports than the section says", start);
    }
  }

  /** One import, or several in the compact form: an empty name, then what they have in common. */
  private void importEntry() {
    String moduleName = in.name();
    String name = in.name();
    int marker = name.isEmpty() ? in.peek() : 0;
    if (marker == IMPORTS_OF_ONE_MODULE) {
      in.u8();
      repeat(() -> addImport(moduleName, in.name()));
    } else if (marker == IMPORTS_OF_ONE_TYPE) {
      in.u8();
      ExternalKind kind = externalKind("import");
      Object type = externalType(kind);
      repeat(() -> addImport(moduleName, in.name(), kind, type));
    } else {
      addImport(moduleName, name);
    }
  }

  private void addImport(String moduleName, String name) {
    ExternalKind kind = externalKind("import");
    addImport(moduleName, name, kind, externalType(kind));
  }

  private void addImport(String moduleName, String name, ExternalKind kind, Object type) {
    int index =
        switch (kind) {
          case FUNCTION -> add(module.functions, (Integer) type);
          case TABLE -> add(module.tables, (TableType) type);
          case MEMORY -> add(module.memories, (MemoryType) type);
          case GLOBAL -> add(module.globals, (GlobalType) type);
          case TAG -> add(module.tags, (Integer) type);
        };
    module.addImport(new Import(moduleName, name, kind, index));
  }

  private Object externalType(ExternalKind kind) {
    return switch (kind) {
      case FUNCTION -> functionTypeIndex();
      case TABLE -> types.tableType();
      case MEMORY -> types.memoryType();
      case GLOBAL -> types.globalType();
      case TAG -> tagTypeIndex();
    };
  }

  private static <T> int add(List<T> space, T type) {
    space.add(type);
    return space.size() - 1;
  }

  private ExternalKind externalKind(String what) {
    int start = in.position();
    int code = in.u8();
    if (code >= ExternalKind.values().length) {
      throw in.malformed("malformed " + what + " kind", start);
    }
    return ExternalKind.values()[code];
  }

  private int functionTypeIndex() {
    int start = in.position();
    int index = in.index();
    if (index >= module.types.size()) {
      throw new InvalidModuleException("unknown type " + index, in.where(), start);
    }
    if (!(module.types.get(index).composite() instanceof FunctionType)) {
      throw new InvalidModuleException(
          "type mismatch: type " + index + " is no function type", in.where(), start);
    }
    return index;
  }

  private int tagTypeIndex() {
    int start = in.position();
    if (in.u8() != 0) {
      throw in.malformed("malformed tag attribute", start);
    }
    int index = functionTypeIndex();
    return index;
  }

  private void table() {
    if (in.peek() == 0x40) {
      in.u8();
      int start = in.position();
      if (in.u8() != 0) {
        throw in.malformed("malformed table", start);
      }
      module.tables.add(types.tableType());
      module.tableInitializers.add(expression());
    } else {
      int start = in.position();
      module.tables.add(types.tableType());
      module.tableInitializers.add(null);
      if (!module.tables.get(module.tables.size() - 1).element().isNullable()) {
        throw new InvalidModuleException(
            "type mismatch: a table of non-null references needs an initial element",
            in.where(),
            start);
      }
    }
  }

  /** Goes over a constant expression, to its end opcode and beyond. */
  private Module.Range expression() {
    int start = in.position();
    InstructionDecoder decoder = InstructionDecoder.ofConstants(in, module);
    Instruction instruction = new Instruction();
    for (int depth = 0; depth >= 0; ) {
      decoder.next(instruction);
      if (instruction.opcode == Opcode.END) {
        depth--;
      } else if (opensBlock(instruction.opcode)) {
        depth++;
      }
    }
    return new Module.Range(start, in.position());
  }

  private static boolean opensBlock(Opcode opcode) {
    return switch (opcode) {
      case BLOCK, LOOP, IF, TRY, TRY_TABLE -> true;
      default -> false;
    };
  }

  private void elements() {
    int position = in.position();
    int flags = in.u32();
    if (flags < 0 || flags > 7) {
      throw in.malformed("malformed elements segment kind", position);
    }
    boolean passive = (flags & 1) != 0;
    boolean explicit = (flags & 2) != 0;
    boolean hasExpressions = (flags & 4) != 0;
    int table = !passive && explicit ? in.index() : 0;
    Module.Range offset = passive ? null : expression();
    ValueType type =
        hasExpressions ? ValueType.FUNCREF : dev.pithos.runtime.HeapType.FUNC.reference(false);
    if (passive || explicit) {
      if (hasExpressions) {
        type = types.referenceType();
      } else if (in.u8() != 0) {
        throw in.malformed("malformed element kind", in.position() - 1);
      }
    }
    SegmentMode mode =
        !passive ? SegmentMode.ACTIVE : explicit ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
    List<Integer> functions = hasExpressions ? null : new ArrayList<>();
    List<Module.Range> expressions = hasExpressions ? new ArrayList<>() : null;
    repeat(
        () -> {
          if (hasExpressions) {
            expressions.add(expression());
          } else {
            functions.add(in.index());
          }
        });
    module.elements.add(
        new Module.Elements(mode, table, offset, type, functions, expressions, position));
  }

  private void data() {
    int position = in.position();
    int flags = in.u32();
    if (flags < 0 || flags > 2) {
      throw in.malformed("malformed data segment kind", position);
    }
    int memory = flags == 2 ? in.index() : 0;
    Module.Range offset = flags == 1 ? null : expression();
    int length = in.u32();
    int start = in.position();
    in.skip(length);
    module.data.add(
        new Module.Data(
            flags == 1 ? SegmentMode.PASSIVE : SegmentMode.ACTIVE,
            memory,
            offset,
            new Module.Range(start, in.position()),
            position));
  }

  private void code() {
    int imported = module.importCount(ExternalKind.FUNCTION);
    int count = in.count();
    if (count != definedFunctions) {
      throw in.malformed("function and code section have inconsistent lengths", in.position());
    }
    int sectionEnd = in.end();
    for (int i = 0; i < count; i++) {
      int size = in.u32();
      int start = in.position();
      if (size < 0 || size > sectionEnd - start) {
        throw in.malformed("unexpected end: a body of " + Integer.toUnsignedString(size), start);
      }
      in.moveTo(start, start + size);
      in.setWhere("function " + (imported + i));
      module.bodies.add(body(start));
      in.setWhere("code section");
      in.moveTo(start + size, sectionEnd);
    }
  }

  private Module.Body body(int start) {
    int runs = in.count();
    List<Module.LocalRun> locals = new ArrayList<>(runs);
    long total = 0;
    for (int i = 0; i < runs; i++) {
      int offset = in.position();
      int count = in.u32();
      total += count & 0xffff_ffffL;
      if (total > MOST_LOCALS) {
        throw in.malformed("too many locals: " + total + ", at most " + MOST_LOCALS, offset);
      }
      locals.add(new Module.LocalRun(count, types.valueType()));
    }
    return new Module.Body(locals, new Module.Range(in.position(), in.end()), start);
  }
}
