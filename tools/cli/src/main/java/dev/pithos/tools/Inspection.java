package dev.pithos.tools;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.Statistics;
import dev.pithos.macro.MacroAbi;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroSlot;
import dev.pithos.runtime.ModuleDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * What {@code pithos inspect} shows of a module or a compiled jar; its components are the keys of
 * the JSON form.
 *
 * @param file the file as the user named it
 * @param format {@code module} or {@code jar}
 * @param bytes the file's size
 * @param sha256 the module's SHA-256, also for a jar
 * @param sections the module's sections; a jar has none
 * @param functions how many functions the module has, imports included
 * @param abi the macro ABI that the module speaks, or null
 * @param slots its macros
 * @param classes how many classes the compiler makes of it
 * @param classBytes their size
 * @param emittedMethods how many methods they have
 * @param largestMethodBytes the bytecode of the largest
 * @param methodsOver8000Bytes how many are larger than HotSpot compiles
 */
@JsonPropertyOrder({
  "file",
  "format",
  "bytes",
  "sha256",
  "sections",
  "imports",
  "exports",
  "functions",
  "abi",
  "slots",
  "classes",
  "classBytes",
  "emittedMethods",
  "largestMethodBytes",
  "methodsOver8000Bytes"
})
record Inspection(
    String file,
    String format,
    long bytes,
    String sha256,
    List<Section> sections,
    List<Import> imports,
    List<Export> exports,
    int functions,
    String abi,
    List<Slot> slots,
    int classes,
    long classBytes,
    int emittedMethods,
    int largestMethodBytes,
    int methodsOver8000Bytes) {

  /** A section: its name, and its contents' offset in the module and size in bytes. */
  record Section(int id, String name, int offset, int size) {}

  /** An import; the type in the words of the text format. */
  record Import(String module, String name, String kind, String type) {}

  /** An export; the type in the words of the text format. */
  record Export(String name, String kind, String type) {}

  /** A macro. */
  record Slot(int index, String kind, String name, List<String> helpers, String export) {}

  static Inspection ofModule(InputFile file, CompiledModule compiled) {
    List<Section> sections =
        ModuleSections.read(file.bytes()).stream()
            .map(s -> new Section(s.id(), s.name(), s.offset(), s.size()))
            .toList();
    return of(file, "module", sections, compiled.descriptor(), compiled.statistics());
  }

  static Inspection ofJar(InputFile file, CompiledJar jar) {
    return of(file, "jar", List.of(), jar.descriptor(), jar.statistics());
  }

  private static Inspection of(
      InputFile file,
      String format,
      List<Section> sections,
      ModuleDescriptor module,
      Statistics statistics) {
    Optional<MacroAbi> abi = MacroAbi.detect(module);
    return new Inspection(
        file.path().toString(),
        format,
        file.bytes().length,
        module.sha256(),
        sections,
        module.imports().stream()
            .map(
                i ->
                    new Import(
                        i.module(),
                        i.name(),
                        ExternalTypes.word(i.kind()),
                        ExternalTypes.of(module, i.kind(), i.index())))
            .toList(),
        module.exports().stream()
            .map(
                e ->
                    new Export(
                        e.name(),
                        ExternalTypes.word(e.kind()),
                        ExternalTypes.of(module, e.kind(), e.index())))
            .toList(),
        module.functions().size(),
        abi.map(MacroAbi::name).orElse(null),
        abi.map(a -> slots(file, a, module)).orElse(List.of()),
        statistics.classes(),
        statistics.classBytes(),
        statistics.emittedMethods(),
        statistics.largestMethodBytes(),
        statistics.methodsOver8000Bytes());
  }

  private static List<Slot> slots(InputFile file, MacroAbi abi, ModuleDescriptor module) {
    List<MacroSlot> slots;
    try {
      slots = abi.slots(module);
    } catch (MacroException e) {
      throw new InputException(file.path() + ": " + e.getMessage(), e);
    }
    return slots.stream()
        .map(s -> new Slot(s.index(), s.kind().word(), s.name(), s.helpers(), s.export()))
        .toList();
  }
}
