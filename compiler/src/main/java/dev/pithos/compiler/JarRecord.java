package dev.pithos.compiler;

import dev.pithos.compiler.emit.MacroEmitter;
import dev.pithos.macro.MacroSlot;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/**
 * What a jar says of itself: the manifest, the service that hosts look for, and under {@code
 * META-INF/pithos/} a properties file with the module's hash, the compiler's version and the slots.
 */
final class JarRecord {
  static final String MANIFEST = "META-INF/MANIFEST.MF";

  private static final String SERVICE = "META-INF/services/dev.pithos.macro.MacroLibrary$Provider";
  private static final int MANIFEST_LINE = 70;

  private JarRecord() {}

  /** Adds the files that describe the others. */
  static void addTo(SortedMap<String, byte[]> files, CompiledModule module) {
    String className = module.options().internalName().replace('/', '.');
    files.put(MANIFEST, utf8(manifest(module, className)));
    files.put("META-INF/pithos/" + className + ".properties", utf8(properties(module, className)));
    if (!module.slots().isEmpty()) {
      files.put(SERVICE, utf8(MacroEmitter.className(className) + "\n"));
    }
  }

  private static String manifest(CompiledModule module, String className) {
    return "Manifest-Version: 1.0\r\n"
        + folded("Created-By: Pithos " + CompilerVersion.get())
        + folded("Pithos-Module-Class: " + className)
        + folded("Pithos-Module-SHA-256: " + module.descriptor().sha256())
        + "\r\n";
  }

  /** A line of a manifest has at most 72 bytes; what follows goes on after a space. */
  private static String folded(String line) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (line.length() - at > MANIFEST_LINE) {
      out.append(line, at, at + MANIFEST_LINE).append("\r\n ");
      at += MANIFEST_LINE;
    }
    return out.append(line, at, line.length()).append("\r\n").toString();
  }

  private static String properties(CompiledModule module, String className) {
    StringBuilder out = new StringBuilder();
    out.append("module.class=").append(className).append('\n');
    out.append("module.sha256=").append(module.descriptor().sha256()).append('\n');
    out.append("compiler.version=").append(CompilerVersion.get()).append('\n');
    out.append("slots=").append(module.slots().size()).append('\n');
    for (MacroSlot slot : module.slots()) {
      String key = "slot." + slot.index() + ".";
      out.append(key).append("kind=").append(slot.kind().word()).append('\n');
      out.append(key).append("name=").append(slot.name()).append('\n');
      out.append(key).append("export=").append(slot.export()).append('\n');
      out.append(key).append("helpers=").append(String.join(",", slot.helpers())).append('\n');
    }
    return out.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
