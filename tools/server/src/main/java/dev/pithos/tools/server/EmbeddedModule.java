package dev.pithos.tools.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds a macro module that stands verbatim inside another file: what {@code include_bytes!} puts
 * into a shared library, {@code objcopy --add-section} into a section, or {@code cat} at the end.
 *
 * <p>Only a module that tells its macros' names counts, by the section {@code
 * .rustc_proc_macro_decls} or by the declarations of rustc's harness: of any other, the shared
 * library's native code alone knows which macro calls which export.
 */
final class EmbeddedModule {
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final byte[] METADATA =
      ".rustc_proc_macro_decls".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HARNESS = "pithos_expand_v1".getBytes(StandardCharsets.US_ASCII);
  private static final int LAST_SECTION = 13;
  private static final int EXPORTS = 7;

  private final byte[] file;
  private int at;

  private EmbeddedModule(byte[] file) {
    this.file = file;
  }

  /** The first macro module in the file; null if there is none. */
  static byte[] find(byte[] file) {
    EmbeddedModule search = new EmbeddedModule(file);
    for (int start = search.next(0); start >= 0; start = search.next(start + 1)) {
      int end = search.end(start);
      if (end > 0) {
        return Arrays.copyOfRange(file, start, end);
      }
    }
    return null;
  }

  private int next(int from) {
    for (int i = from; i + PREAMBLE.length <= file.length; i++) {
      if (file[i + 1] == 'a' && Arrays.equals(file, i, i + PREAMBLE.length, PREAMBLE, 0, 8)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Where the sections of the module at an offset end, or 0 if it tells no macros. What follows the
   * last section is the file's own: the first bytes that are no section end the module.
   */
  private int end(int start) {
    boolean tells = false;
    Set<Integer> seen = new HashSet<>();
    int end = start + PREAMBLE.length;
    while (true) {
      at = end;
      int id = at < file.length ? file[at++] & 0xff : -1;
      int size = id < 0 || id > LAST_SECTION ? -1 : unsigned();
      if (size < 0 || size > file.length - at || (id != 0 && !seen.add(id))) {
        return tells ? end : 0;
      }
      int contents = at;
      if (id == 0) {
        int length = unsigned();
        if (length < 0 || length > contents + size - at) {
          return tells ? end : 0;
        }
        tells |= length == METADATA.length && matches(at, METADATA);
      } else if (id == EXPORTS) {
        tells |= contains(contents, contents + size, HARNESS);
      }
      end = contents + size;
    }
  }

  private boolean matches(int offset, byte[] text) {
    return file.length - offset >= text.length
        && Arrays.equals(file, offset, offset + text.length, text, 0, text.length);
  }

  private boolean contains(int from, int to, byte[] text) {
    for (int i = from; i + text.length <= to; i++) {
      if (matches(i, text)) {
        return true;
      }
    }
    return false;
  }

  /** An unsigned LEB128 number of 31 bits; negative if there is none. */
  private int unsigned() {
    long value = 0;
    for (int shift = 0; shift < 35 && at < file.length; shift += 7) {
      byte next = file[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value > Integer.MAX_VALUE ? -1 : (int) value;
      }
    }
    return -1;
  }
}
