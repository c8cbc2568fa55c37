package dev.pithos.compiler;

import dev.pithos.compiler.module.Module;
import dev.pithos.macro.MacroSlot;
import dev.pithos.runtime.DescriptorFormat;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.WasmModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A module's class files and its descriptor: to be written as a jar, or loaded right here. */
public final class CompiledModule {
  private final Module module;
  private final ModuleDescriptor descriptor;
  private final List<MacroSlot> slots;
  private final CompilerOptions options;
  private final SortedMap<String, byte[]> classes;
  private final Statistics statistics;

  CompiledModule(
      Module module,
      ModuleDescriptor descriptor,
      List<MacroSlot> slots,
      CompilerOptions options,
      SortedMap<String, byte[]> classes,
      Statistics statistics) {
    this.module = module;
    this.descriptor = descriptor;
    this.slots = List.copyOf(slots);
    this.options = options;
    this.classes = Collections.unmodifiableSortedMap(classes);
    this.statistics = statistics;
  }

  public ModuleDescriptor descriptor() {
    return descriptor;
  }

  /** The module's macros; none for a module that is no macro library. */
  public List<MacroSlot> slots() {
    return slots;
  }

  public CompilerOptions options() {
    return options;
  }

  /** Class files by internal name, in alphabetical order. */
  public SortedMap<String, byte[]> classes() {
    return classes;
  }

  /** The module's sections as they stand in its bytes. */
  public List<Module.Section> sections() {
    return Collections.unmodifiableList(module.sections);
  }

  public Statistics statistics() {
    return statistics;
  }

  /** Everything that has to be on the class path, by path in a jar. */
  SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    classes.forEach((name, bytes) -> files.put(name + ".class", bytes));
    files.put(options.internalName() + ".pithos", DescriptorFormat.write(descriptor));
    JarRecord.addTo(files, this);
    if (options.hostApi() != HostApi.PITHOS) {
      HostMethods.addTo(files, module, options);
    }
    return files;
  }

  /** Loads the classes into a class loader of their own, under the one of runtime-support. */
  public WasmModule load() {
    return load(WasmModule.class.getClassLoader());
  }

  /**
   * The same under a given parent.
   *
   * @param parent a loader that knows runtime-support
   */
  public WasmModule load(ClassLoader parent) {
    return new ModuleLoader(files(), parent).module(options.internalName().replace('/', '.'));
  }

  /**
   * Writes the jar: nothing is left behind when that fails.
   *
   * @throws IOException when the file cannot be written
   */
  public void writeJar(Path jar) throws IOException {
    JarFileWriter.write(files(), jar);
  }
}
