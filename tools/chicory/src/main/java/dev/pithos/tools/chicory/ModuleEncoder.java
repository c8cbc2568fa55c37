package dev.pithos.tools.chicory;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.ActiveElement;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.DeclarativeElement;
import com.dylibso.chicory.wasm.types.Element;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Global;
import com.dylibso.chicory.wasm.types.GlobalImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.NameCustomSection;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableImport;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.TagImport;
import com.dylibso.chicory.wasm.types.TagType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.pithos.compiler.BinaryWriter;
import java.util.function.Consumer;

/**
 * The bytes of a module that Chicory has parsed: a machine factory is given nothing else, and
 * Pithos compiles bytes. Sections are here, instructions in {@link InstructionEncoder}.
 */
final class ModuleEncoder {
  private static final int NAME_SECTION_FUNCTIONS = 1;

  private final WasmModule module;
  private final BinaryWriter out = new BinaryWriter();

  private ModuleEncoder(WasmModule module) {
    this.module = module;
  }

  /**
   * A binary module with the same meaning, and with its functions' names.
   *
   * @throws UnsupportedOperationException when the module declares types other than functions'
   */
  static byte[] encode(WasmModule module) {
    return new ModuleEncoder(module).encode();
  }

  private byte[] encode() {
    out.raw(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    section(1, module.typeSection().typeCount(), this::type);
    section(2, module.importSection().importCount(), this::importEntry);
    section(
        3,
        module.functionSection().functionCount(),
        (w, i) -> w.unsigned(module.functionSection().getFunctionType(i)));
    section(4, module.tableSection().tableCount(), this::table);
    module
        .memorySection()
        .ifPresent(
            memories ->
                section(
                    5,
                    memories.memoryCount(),
                    (w, i) -> limits(w, memories.getMemory(i).limits())));
    module
        .tagSection()
        .ifPresent(tags -> section(13, tags.tagCount(), (w, i) -> tag(w, tags.getTag(i))));
    section(6, module.globalSection().globalCount(), this::global);
    section(7, module.exportSection().exportCount(), this::export);
    module.startSection().ifPresent(start -> section(8, w -> w.unsigned(start.startIndex())));
    section(9, module.elementSection().elementCount(), this::element);
    module.dataCountSection().ifPresent(count -> section(12, w -> w.unsigned(count.dataCount())));
    section(10, module.codeSection().functionBodyCount(), this::body);
    section(11, module.dataSection().dataSegmentCount(), this::data);
    if (module.nameSection() != null) {
      section(0, this::names);
    }
    return out.bytes();
  }

  // ---- sections

  /** Writes one entry of a section. */
  private interface Entry {
    void write(BinaryWriter writer, int index);
  }

  private void section(int id, int count, Entry entry) {
    if (count > 0) {
      section(
          id,
          writer -> {
            writer.unsigned(count);
            for (int i = 0; i < count; i++) {
              entry.write(writer, i);
            }
          });
    }
  }

  private void section(int id, Consumer<BinaryWriter> contents) {
    BinaryWriter section = new BinaryWriter();
    contents.accept(section);
    out.oneByte(id);
    out.sized(section);
  }

  private void type(BinaryWriter w, int index) {
    if (!module.typeSection().getRecType(index).isLegacy()) {
      throw new UnsupportedOperationException(
          "type "
              + index
              + " of the module is not a plain function type: give the module's bytes to"
              + " PithosModule.compile");
    }
    FunctionType type = module.typeSection().getRecType(index).legacy();
    w.oneByte(0x60);
    w.unsigned(type.params().size());
    type.params().forEach(t -> valueType(w, t));
    w.unsigned(type.returns().size());
    type.returns().forEach(t -> valueType(w, t));
  }

  private void importEntry(BinaryWriter w, int index) {
    Import entry = module.importSection().getImport(index);
    w.name(entry.module());
    w.name(entry.name());
    w.oneByte(entry.importType().id());
    if (entry instanceof FunctionImport function) {
      w.unsigned(function.typeIndex());
    } else if (entry instanceof TableImport table) {
      valueType(w, table.entryType());
      limits(w, table.limits());
    } else if (entry instanceof MemoryImport memory) {
      limits(w, memory.limits());
    } else if (entry instanceof GlobalImport global) {
      valueType(w, global.type());
      w.oneByte(global.mutabilityType().id());
    } else {
      tag(w, ((TagImport) entry).tagType());
    }
  }

  private void table(BinaryWriter w, int index) {
    Table table = module.tableSection().getTable(index);
    boolean initialized =
        !table.initialize().isEmpty() && table.initialize().get(0).opcode() != OpCode.REF_NULL;
    if (initialized) {
      w.oneByte(0x40);
      w.oneByte(0);
    }
    valueType(w, table.elementType());
    limits(w, table.limits());
    if (initialized) {
      InstructionEncoder.expression(w, table.initialize());
    }
  }

  private void global(BinaryWriter w, int index) {
    Global global = module.globalSection().getGlobal(index);
    valueType(w, global.valueType());
    w.oneByte(global.mutabilityType().id());
    InstructionEncoder.expression(w, global.initInstructions());
  }

  private void export(BinaryWriter w, int index) {
    Export export = module.exportSection().getExport(index);
    w.name(export.name());
    w.oneByte(export.exportType().id());
    w.unsigned(export.index());
  }

  private void element(BinaryWriter w, int index) {
    Element element = module.elementSection().getElement(index);
    if (element instanceof ActiveElement active) {
      w.unsigned(6);
      w.unsigned(active.tableIndex());
      InstructionEncoder.expression(w, active.offset());
    } else {
      w.unsigned(element instanceof DeclarativeElement ? 7 : 5);
    }
    valueType(w, element.type());
    w.unsigned(element.initializers().size());
    element.initializers().forEach(i -> InstructionEncoder.expression(w, i));
  }

  private void body(BinaryWriter w, int index) {
    FunctionBody body = module.codeSection().getFunctionBody(index);
    BinaryWriter code = new BinaryWriter();
    code.unsigned(body.localTypes().size());
    for (ValType type : body.localTypes()) {
      code.unsigned(1);
      valueType(code, type);
    }
    for (Instruction instruction : body.instructions()) {
      InstructionEncoder.instruction(code, instruction);
    }
    w.sized(code);
  }

  private void data(BinaryWriter w, int index) {
    DataSegment segment = module.dataSection().getDataSegment(index);
    if (segment instanceof ActiveDataSegment active) {
      w.unsigned(2);
      w.unsigned(active.index());
      InstructionEncoder.expression(w, active.offsetInstructions());
    } else {
      w.unsigned(1);
    }
    w.unsigned(segment.data().length);
    w.raw(segment.data());
  }

  private void names(BinaryWriter w) {
    w.name("name");
    NameCustomSection names = module.nameSection();
    int functions = module.importSection().importCount() + module.functionSection().functionCount();
    BinaryWriter entries = new BinaryWriter();
    int count = 0;
    for (int i = 0; i < functions; i++) {
      String name = names.nameOfFunction(i);
      if (name != null) {
        entries.unsigned(i);
        entries.name(name);
        count++;
      }
    }
    BinaryWriter map = new BinaryWriter();
    map.unsigned(count);
    map.raw(entries.bytes());
    w.oneByte(NAME_SECTION_FUNCTIONS);
    w.sized(map);
  }

  // ---- types

  private static void tag(BinaryWriter w, TagType tag) {
    w.oneByte(tag.attribute());
    w.unsigned(tag.typeIdx());
  }

  private static void limits(BinaryWriter w, MemoryLimits limits) {
    boolean bounded = limits.shared() || limits.maximumPages() < MemoryLimits.MAX_PAGES;
    w.oneByte((bounded ? 1 : 0) | (limits.shared() ? 2 : 0));
    w.unsigned(limits.initialPages());
    if (bounded) {
      w.unsigned(limits.maximumPages());
    }
  }

  private static void limits(BinaryWriter w, TableLimits limits) {
    boolean bounded = limits.max() < TableLimits.LIMIT_MAX;
    w.oneByte(bounded ? 1 : 0);
    w.unsigned(limits.min());
    if (bounded) {
      w.unsigned(limits.max());
    }
  }

  private static void valueType(BinaryWriter w, ValType type) {
    InstructionEncoder.valueType(w, type.id());
  }
}
