package dev.pithos.compiler.decode;

import dev.pithos.compiler.MalformedModuleException;
import dev.pithos.compiler.module.Module;

/** Function names from the name section; a broken one is not an error, its names are left out. */
final class NameSection {
  private static final int FUNCTION_NAMES = 1;

  private NameSection() {}

  static void decode(Module module, int start, int end) {
    ByteReader in = new ByteReader(module.bytes, start, end);
    try {
      while (!in.atEnd()) {
        int id = in.u8();
        int size = in.count();
        int next = in.position() + size;
        if (id == FUNCTION_NAMES) {
          for (int count = in.count(); count > 0; count--) {
            int index = in.index();
            module.functionNames.put(index, RustNames.demangle(in.name()));
          }
        }
        in.moveTo(next, end);
      }
    } catch (MalformedModuleException e) {
      // The specification: a malformed name section is ignored.
      return;
    }
  }
}
