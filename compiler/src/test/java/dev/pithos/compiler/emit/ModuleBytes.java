package dev.pithos.compiler.emit;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.WasmModule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A module of functions of one type, exported as f0, f1 and so on, written byte by byte: for
 * instruction sequences that no script of the specification's suite has.
 */
final class ModuleBytes {
  static final int I32 = 0x7f;
  static final int I64 = 0x7e;
  static final int V128 = 0x7b;

  private final byte[] type;
  private final List<byte[]> bodies = new ArrayList<>();
  private byte[] memory;
  private boolean importsMemory;

  /** The functions' parameters and results. */
  ModuleBytes(int[] parameters, int[] results) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x60);
    values(out, parameters);
    values(out, results);
    type = out.toByteArray();
  }

  private static void values(ByteArrayOutputStream out, int[] types) {
    out.write(types.length);
    for (int value : types) {
      out.write(value);
    }
  }

  /** A memory's type: flags, minimum and the rest, as in the binary format. */
  ModuleBytes memory(int... bytes) {
    memory = bytes(bytes);
    return this;
  }

  /** The same of a memory that is imported as "host" "memory". */
  ModuleBytes importedMemory(int... bytes) {
    importsMemory = true;
    return memory(bytes);
  }

  /** A function's instructions, without the end. */
  ModuleBytes function(int... instructions) {
    bodies.add(bytes(instructions));
    return this;
  }

  static byte[] bytes(int... values) {
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) values[i];
    }
    return result;
  }

  byte[] toByteArray() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(0, 'a', 's', 'm', 1, 0, 0, 0));
    section(out, 1, List.of(type));
    if (importsMemory) {
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      name(entry, "host");
      name(entry, "memory");
      entry.write(2);
      entry.writeBytes(memory);
      section(out, 2, List.of(entry.toByteArray()));
    }
    section(out, 3, bodies.stream().map(body -> bytes(0)).toList());
    if (memory != null && !importsMemory) {
      section(out, 5, List.of(memory));
    }
    List<byte[]> exports = new ArrayList<>();
    List<byte[]> functions = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      ByteArrayOutputStream export = new ByteArrayOutputStream();
      name(export, "f" + i);
      export.write(0);
      unsigned(export, i);
      exports.add(export.toByteArray());
      ByteArrayOutputStream function = new ByteArrayOutputStream();
      unsigned(function, bodies.get(i).length + 2);
      function.write(0);
      function.writeBytes(bodies.get(i));
      function.write(0x0b);
      functions.add(function.toByteArray());
    }
    section(out, 7, exports);
    section(out, 10, functions);
    return out.toByteArray();
  }

  private static void name(ByteArrayOutputStream out, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    unsigned(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void section(ByteArrayOutputStream out, int id, List<byte[]> entries) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    unsigned(content, entries.size());
    entries.forEach(content::writeBytes);
    out.write(id);
    unsigned(out, content.size());
    out.writeBytes(content.toByteArray());
  }

  private static void unsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest);
  }

  Instance instantiate() {
    return load().instantiate(Imports.none());
  }

  WasmModule load() {
    return WasmCompiler.compile(toByteArray(), CompilerOptions.defaults())
        .load(ModuleBytes.class.getClassLoader());
  }
}
