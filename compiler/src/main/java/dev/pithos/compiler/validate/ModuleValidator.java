package dev.pithos.compiler.validate;

import dev.pithos.compiler.Features;
import dev.pithos.compiler.InvalidModuleException;
import dev.pithos.compiler.decode.ByteReader;
import dev.pithos.compiler.decode.InstructionDecoder;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ModuleDescriptor.Export;
import dev.pithos.runtime.ModuleDescriptor.SegmentMode;
import dev.pithos.runtime.ValueType;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything of a module but its function bodies, which {@link #body} validates one at a time. */
public final class ModuleValidator {
  private final Module module;
  private final Features features;
  private final BitSet declared = new BitSet();

  public ModuleValidator(Module module, Features features) {
    this.module = module;
    this.features = features;
  }

  /**
   * Validates all but the bodies; to be called before {@link #body}.
   *
   * @throws InvalidModuleException when a rule is broken
   */
  public void module() {
    allowed();
    declareFunctions();
    exports();
    globals();
    tables();
    elements();
    data();
    start();
  }

  /**
   * Validates a function defined here and hands its instructions to the sink. Safe to call from
   * several threads.
   *
   * @param number counted from the first function defined here
   */
  public void body(int number, InstructionSink sink) {
    int index = module.importCount(ExternalKind.FUNCTION) + number;
    FunctionType type = module.functionType(index);
    Module.Body body = module.bodies.get(number);
    String where = describe(index);
    ValueType[] locals = module.locals(number);
    new FunctionValidator(
            new ModuleContext(module, declared, where), where, locals, type.parameters().size())
        .body(type, body.code(), sink);
  }

  /** A function as errors name it. */
  private String describe(int index) {
    String name = module.functionNames.get(index);
    return "function " + index + (name == null ? "" : " \"" + name + "\"");
  }

  private InvalidModuleException invalid(String problem, String where, int offset) {
    return new InvalidModuleException(problem, where, offset);
  }

  private void allowed() {
    if (!features.referenceTypes() && module.tables.size() > 1) {
      throw invalid("multiple tables", "table section", sectionOffset("table"));
    }
    if (!features.multiMemory() && module.memories.size() > 1) {
      throw invalid("multiple memories", "memory section", sectionOffset("memory"));
    }
  }

  /** Functions that occur outside of bodies: only those may ref.func name inside. */
  private void declareFunctions() {
    for (Export export : module.exports) {
      if (export.kind() == ExternalKind.FUNCTION) {
        declared.set(export.index());
      }
    }
    for (Module.Range range : module.globalInitializers) {
      declareIn(range);
    }
    for (Module.Range range : module.tableInitializers) {
      if (range != null) {
        declareIn(range);
      }
    }
    for (Module.Elements segment : module.elements) {
      if (segment.functions() != null) {
        segment.functions().forEach(declared::set);
      } else {
        segment.expressions().forEach(this::declareIn);
      }
    }
  }

  private void declareIn(Module.Range range) {
    ByteReader in = new ByteReader(module.bytes, range.start(), range.end());
    InstructionDecoder decoder = InstructionDecoder.ofConstants(in, module);
    Instruction instruction = new Instruction();
    while (!in.atEnd()) {
      decoder.next(instruction);
      if (instruction.opcode == Opcode.REF_FUNC) {
        declared.set(instruction.index);
      }
    }
  }

  private void exports() {
    Set<String> names = new HashSet<>();
    int offset = sectionOffset("export");
    for (Export export : module.exports) {
      if (!names.add(export.name())) {
        throw invalid("duplicate export name \"" + export.name() + "\"", "export section", offset);
      }
      int count =
          switch (export.kind()) {
            case FUNCTION -> module.functions.size();
            case TABLE -> module.tables.size();
            case MEMORY -> module.memories.size();
            case GLOBAL -> module.globals.size();
            case TAG -> module.tags.size();
          };
      if (export.index() >= count) {
        throw invalid(
            "unknown "
                + export.kind().name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + export.index(),
            "export section",
            offset);
      }
    }
    for (int tag = 0; tag < module.tags.size(); tag++) {
      if (!module.tagType(tag).results().isEmpty()) {
        throw invalid("non-empty tag result type", "tag section", sectionOffset("tag"));
      }
    }
  }

  private int sectionOffset(String name) {
    for (Module.Section section : module.sections) {
      if (section.name().equals(name)) {
        return section.offset();
      }
    }
    return 0;
  }

  private void globals() {
    int imported = module.importCount(ExternalKind.GLOBAL);
    for (int i = 0; i < module.globalInitializers.size(); i++) {
      // An initial value may use the globals before its own.
      constant(
          module.globalInitializers.get(i),
          module.globals.get(imported + i).value(),
          imported + i,
          "global section");
    }
  }

  private void tables() {
    int imported = module.importCount(ExternalKind.TABLE);
    // Tables come before globals: only imported globals are known to their initial elements.
    int knownGlobals = module.importCount(ExternalKind.GLOBAL);
    for (int i = 0; i < module.tableInitializers.size(); i++) {
      Module.Range range = module.tableInitializers.get(i);
      if (range != null) {
        constant(range, module.tables.get(imported + i).element(), knownGlobals, "table section");
      }
    }
  }

  private void elements() {
    for (Module.Elements segment : module.elements) {
      if (segment.functions() != null) {
        for (int function : segment.functions()) {
          if (function >= module.functions.size()) {
            throw invalid("unknown function " + function, "element section", segment.position());
          }
        }
      } else {
        for (Module.Range range : segment.expressions()) {
          constant(range, segment.type(), module.globals.size(), "element section");
        }
      }
      if (segment.mode() == SegmentMode.ACTIVE) {
        if (segment.table() >= module.tables.size()) {
          throw invalid("unknown table " + segment.table(), "element section", segment.position());
        }
        ValueType element = module.tables.get(segment.table()).element();
        if (!segment.type().isSubtypeOf(element)) {
          throw invalid(
              "type mismatch: a segment of " + segment.type() + ", a table of " + element,
              "element section",
              segment.position());
        }
        constant(
            segment.offset(),
            module.indexType(segment.table()),
            module.globals.size(),
            "element section");
      }
    }
  }

  private void data() {
    for (Module.Data segment : module.data) {
      if (segment.mode() == SegmentMode.ACTIVE) {
        if (segment.memory() >= module.memories.size()) {
          throw invalid("unknown memory " + segment.memory(), "data section", segment.position());
        }
        constant(
            segment.offset(),
            module.addressType(segment.memory()),
            module.globals.size(),
            "data section");
      }
    }
  }

  private void start() {
    if (module.start < 0) {
      return;
    }
    int offset = sectionOffset("start");
    if (module.start >= module.functions.size()) {
      throw invalid("unknown function " + module.start, "start section", offset);
    }
    FunctionType type = module.functionType(module.start);
    if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
      throw invalid("start function must have no parameters and results", "start section", offset);
    }
  }

  private void constant(Module.Range range, ValueType type, int knownGlobals, String where) {
    BitSet all = new BitSet();
    all.set(0, module.functions.size());
    FunctionValidator validator =
        new FunctionValidator(new ModuleContext(module, all, where), where, new ValueType[0], 0);
    validator.constant(
        new FunctionType(List.of(), List.of(type)),
        range,
        instruction -> {
          boolean constant = isConstant(instruction, knownGlobals, where);
          if (!constant) {
            throw invalid(
                "constant expression required, got " + instruction.opcode.mnemonic(),
                where,
                instruction.offset);
          }
        });
  }

  private boolean isConstant(Instruction instruction, int knownGlobals, String where) {
    return switch (instruction.opcode) {
      case END, REF_NULL, REF_FUNC, REF_I31 -> true;
      case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST -> true;
      case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> true;
      case STRUCT_NEW, STRUCT_NEW_DEFAULT, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED -> true;
      case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> true;
      case GLOBAL_GET -> {
        if (instruction.index >= knownGlobals) {
          throw invalid("unknown global " + instruction.index, where, instruction.offset);
        }
        yield !module.globals.get(instruction.index).mutable();
      }
      default -> false;
    };
  }
}
