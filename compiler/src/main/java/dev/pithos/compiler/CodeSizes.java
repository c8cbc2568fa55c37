package dev.pithos.compiler;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytecode sizes of a class file's methods, read from its Code attributes. */
final class CodeSizes {
  private static final int CONSTANT_UTF8 = 1;
  private static final int CONSTANT_LONG = 5;
  private static final int CONSTANT_DOUBLE = 6;

  private static final byte[] CODE = "Code".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NONE = {};

  private CodeSizes() {}

  static List<Integer> of(byte[] classFile) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
      in.skipBytes(8);
      int codeName = constantPool(in);
      in.skipBytes(6);
      in.skipBytes(2 * in.readUnsignedShort());
      members(in, codeName);
      return members(in, codeName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes over the constant pool; answers where the text "Code" stands, or 0. */
  private static int constantPool(DataInputStream in) throws IOException {
    int codeName = 0;
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case CONSTANT_UTF8 -> {
          int length = in.readUnsignedShort();
          byte[] text = length == CODE.length ? in.readNBytes(length) : NONE;
          if (Arrays.equals(text, CODE)) {
            codeName = i;
          }
          in.skipBytes(length - text.length);
        }
        case CONSTANT_LONG, CONSTANT_DOUBLE -> {
          in.skipBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        default -> in.skipBytes(4);
      }
    }
    return codeName;
  }

  /** Goes over fields or methods; answers the lengths of their code. */
  private static List<Integer> members(DataInputStream in, int codeName) throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      in.skipBytes(6);
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        int name = in.readUnsignedShort();
        int length = in.readInt();
        if (name == codeName) {
          in.skipBytes(4);
          sizes.add(in.readInt());
          in.skipBytes(length - 8);
        } else {
          in.skipBytes(length);
        }
      }
    }
    return sizes;
  }
}
