package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.ModulePlan;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;

/** Classes of static methods that are written at the same time, by internal name. */
final class ClassSet {
  private final SortedMap<String, ClassWriter> writers = new TreeMap<>();

  /** The class, which begins when it is first asked for. */
  ClassWriter get(String name) {
    return writers.computeIfAbsent(
        name, each -> ModuleEmitter.newClass(each, "java/lang/Object", 0));
  }

  /** Adds a class that was begun elsewhere. */
  void put(String name, ClassWriter writer) {
    writers.put(name, writer);
  }

  /** Ends all classes; their files. */
  SortedMap<String, byte[]> finish(ModulePlan plan) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    writers.forEach((name, writer) -> files.put(name, ModuleEmitter.finish(writer, plan)));
    return files;
  }
}
