package dev.pithos.tools;

import dev.pithos.compiler.Statistics;
import dev.pithos.runtime.DescriptorFormat;
import dev.pithos.runtime.ModuleDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar that the compiler wrote, read without loading or running anything in it.
 *
 * @param descriptor the module's descriptor
 * @param statistics the class files, counted
 */
record CompiledJar(ModuleDescriptor descriptor, Statistics statistics) {
  private static final String MODULE_CLASS = "Pithos-Module-Class";

  /**
   * Reads a jar.
   *
   * @throws InputException when it is damaged or the compiler did not write it
   */
  static CompiledJar read(InputFile file) throws IOException {
    try (JarFile jar = new JarFile(file.path().toFile())) {
      Manifest manifest = jar.getManifest();
      String moduleClass =
          manifest == null ? null : manifest.getMainAttributes().getValue(MODULE_CLASS);
      if (moduleClass == null) {
        throw new InputException(
            file.path() + ": not a jar of pithos compile: its manifest names no " + MODULE_CLASS);
      }
      return new CompiledJar(descriptor(jar, file, moduleClass), statistics(jar));
    } catch (java.util.zip.ZipException e) {
      throw new InputException(file.path() + ": damaged jar: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InputException(file.path() + ": is no usable jar: " + e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) {
      throw new InputException(file.path() + ": damaged jar: " + e, e);
    }
  }

  private static ModuleDescriptor descriptor(JarFile jar, InputFile file, String moduleClass)
      throws IOException {
    String name = moduleClass.replace('.', '/') + ".pithos";
    JarEntry entry = jar.getJarEntry(name);
    if (entry == null) {
      throw new InputException(file.path() + ": damaged jar: " + name + " is missing");
    }
    try (InputStream stream = jar.getInputStream(entry)) {
      return DescriptorFormat.read(stream, name);
    }
  }

  private static Statistics statistics(JarFile jar) throws IOException {
    Statistics statistics = new Statistics();
    List<JarEntry> classes =
        jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    for (JarEntry entry : classes) {
      try (InputStream stream = jar.getInputStream(entry)) {
        statistics.addClass(stream.readAllBytes());
      }
    }
    return statistics;
  }
}
