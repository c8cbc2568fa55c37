package dev.pithos.tools;

import dev.pithos.compiler.BinaryWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A module as a list of sections, their contents unread: enough to show what a module is made of
 * and to add a custom section to it. What is inside a section is the compiler's affair.
 */
final class ModuleSections {
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};

  /** The names of the sections by id, as the specification has them. */
  private static final List<String> NAMES =
      List.of(
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
          "tag");

  /**
   * One section.
   *
   * @param id the id byte
   * @param name a custom section's own name, otherwise the specification's
   * @param start the offset of the id byte in the module
   * @param offset the offset of the contents in the module, after id and size
   * @param size the bytes of the contents, a custom section's name included
   */
  record Section(int id, String name, int start, int offset, int size) {
    boolean isCustom() {
      return id == 0;
    }
  }

  private final byte[] module;
  private int at;

  private ModuleSections(byte[] module) {
    this.module = module;
  }

  /** Whether the bytes begin like a module. */
  static boolean isModule(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == PREAMBLE[0]
        && bytes[1] == PREAMBLE[1]
        && bytes[2] == PREAMBLE[2]
        && bytes[3] == PREAMBLE[3];
  }

  /**
   * The sections in the order of the file.
   *
   * @throws InputException when the bytes are no module of sections
   */
  static List<Section> read(byte[] module) {
    return new ModuleSections(module).sections();
  }

  /**
   * The module with one custom section of that name, in the place of the first that had it or at
   * the end; everything else is as it was, byte for byte.
   */
  static byte[] withCustomSection(byte[] module, String name, byte[] contents) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(module.length + contents.length + 64);
    result.write(module, 0, PREAMBLE.length);
    boolean written = false;
    for (Section section : read(module)) {
      if (!section.isCustom() || !section.name().equals(name)) {
        result.write(module, section.start(), section.offset() + section.size() - section.start());
      } else if (!written) {
        writeCustomSection(result, name, contents);
        written = true;
      }
    }
    if (!written) {
      writeCustomSection(result, name, contents);
    }
    return result.toByteArray();
  }

  private static void writeCustomSection(ByteArrayOutputStream out, String name, byte[] contents) {
    BinaryWriter body = new BinaryWriter();
    body.name(name);
    body.raw(contents);
    BinaryWriter section = new BinaryWriter();
    section.oneByte(0);
    section.sized(body);
    out.writeBytes(section.bytes());
  }

  private List<Section> sections() {
    if (!isModule(module)) {
      throw new InputException("not a WebAssembly module: it does not begin with \\0asm");
    }
    for (at = 4; at < PREAMBLE.length; at++) {
      if (at >= module.length || module[at] != PREAMBLE[at]) {
        throw new InputException("unknown binary version: only version 1 of modules is known");
      }
    }
    List<Section> sections = new ArrayList<>();
    while (at < module.length) {
      sections.add(section());
    }
    return sections;
  }

  private Section section() {
    int start = at;
    int id = module[at++] & 0xff;
    int size = unsigned(module.length);
    int offset = at;
    if (size > module.length - offset) {
      throw error(start, "says " + size + " bytes, but " + (module.length - offset) + " follow");
    }
    String name = id < NAMES.size() ? NAMES.get(id) : "unknown " + id;
    if (id == 0) {
      name = name(start, offset + size);
    }
    at = offset + size;
    return new Section(id, name, start, offset, size);
  }

  private String name(int start, int end) {
    int length = unsigned(end);
    if (length > end - at) {
      throw error(start, "has a name of " + length + " bytes, longer than itself");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(module, at, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InputException(
          "the custom section at offset 0x" + Integer.toHexString(start) + " has no UTF-8 name", e);
    }
  }

  /** An unsigned LEB128 number of at most 31 bits that ends before {@code end}. */
  private int unsigned(int end) {
    int start = at;
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at >= end) {
        throw error(start, "ends within a number");
      }
      byte next = module[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        if (value > Integer.MAX_VALUE) {
          throw error(start, "says " + value + " bytes, more than a module can have");
        }
        return (int) value;
      }
    }
    throw error(start, "has a number of more than 5 bytes");
  }

  private static InputException error(int start, String what) {
    return new InputException("the section at offset 0x" + Integer.toHexString(start) + " " + what);
  }
}
