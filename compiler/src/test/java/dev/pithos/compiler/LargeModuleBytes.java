package dev.pithos.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A module of many entities, written byte by byte. Whoever uses it keeps count of the indices. */
final class LargeModuleBytes {
  static final int TYPE = 1;
  static final int IMPORT = 2;
  static final int FUNCTION = 3;
  static final int TABLE = 4;
  static final int MEMORY = 5;
  static final int GLOBAL = 6;
  static final int EXPORT = 7;
  static final int ELEMENT = 9;
  static final int CODE = 10;

  /** The order of sections: that of their ids, of those used here. */
  private final Map<Integer, Section> sections = new TreeMap<>();

  /** Bytes, with the binary format's numbers and names. */
  static final class Bytes {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes put(int... bytes) {
      for (int each : bytes) {
        out.write(each);
      }
      return this;
    }

    Bytes put(Bytes bytes) {
      out.writeBytes(bytes.out.toByteArray());
      return this;
    }

    Bytes unsigned(int value) {
      int rest = value;
      for (; rest >>> 7 != 0; rest >>>= 7) {
        out.write((rest & 0x7f) | 0x80);
      }
      return put(rest);
    }

    Bytes i32(int value) {
      put(0x41);
      int rest = value;
      for (; rest < -64 || rest > 63; rest >>= 7) {
        out.write((rest & 0x7f) | 0x80);
      }
      return put(rest & 0x7f);
    }

    /** An opcode and an index. */
    Bytes op(int opcode, int index) {
      return put(opcode).unsigned(index);
    }

    Bytes name(String name) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      unsigned(bytes.length).out.writeBytes(bytes);
      return this;
    }
  }

  private static final class Section {
    int count;
    final Bytes content = new Bytes();
  }

  /** A new entry of a section, to be written at once. */
  Bytes entry(int section) {
    Section all = sections.computeIfAbsent(section, id -> new Section());
    all.count++;
    return all.content;
  }

  /** A function type; answers its index. */
  int type(int[] parameters, int[] results) {
    Bytes out = entry(TYPE).put(0x60).unsigned(parameters.length).put(parameters);
    out.unsigned(results.length).put(results);
    return sections.get(TYPE).count - 1;
  }

  /** A function without locals; answers its place among those defined here. */
  int function(int type, Bytes body) {
    entry(FUNCTION).unsigned(type);
    entry(CODE).unsigned(body.out.size() + 2).put(0).put(body).put(0x0b);
    return sections.get(CODE).count - 1;
  }

  void export(String name, int kind, int index) {
    entry(EXPORT).name(name).put(kind).unsigned(index);
  }

  /** A table of funcref that holds the functions from one index on. */
  void tableOfFunctions(int first, int count) {
    entry(TABLE).put(0x70, 0).unsigned(count);
    Bytes out = entry(ELEMENT).put(0, 0x41, 0, 0x0b).unsigned(count);
    for (int i = 0; i < count; i++) {
      out.unsigned(first + i);
    }
  }

  byte[] toByteArray() {
    Bytes out = new Bytes().put(0, 'a', 's', 'm', 1, 0, 0, 0);
    sections.forEach(
        (id, section) -> {
          Bytes content = new Bytes().unsigned(section.count).put(section.content);
          out.put(id).unsigned(content.out.size()).put(content);
        });
    return out.out.toByteArray();
  }
}
