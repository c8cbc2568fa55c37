package dev.pithos.tools.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddedModuleTest {
  private static final byte[] ELF = "\u007fELF...".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void findsWhatIsAppended() {
    byte[] module = Examples.bytes("demo");
    assertArrayEquals(module, EmbeddedModule.find(join(ELF, module)));
  }

  @Test
  void endsTheModuleWhereItsSectionsEnd() {
    byte[] module = Examples.bytes("kinds");
    byte[] zeros = new byte[64];
    byte[] text = "any read-only data".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(module, EmbeddedModule.find(join(ELF, module, zeros, ELF)));
    assertArrayEquals(module, EmbeddedModule.find(join(ELF, module, text)));
    assertArrayEquals(module, EmbeddedModule.find(join(module, module)));
  }

  @Test
  void findsModulesOfRustcsHarness() {
    byte[] module = Examples.bytes("harness");
    assertArrayEquals(module, EmbeddedModule.find(join(ELF, module, ELF)));
  }

  @Test
  void passesOverModulesThatTellNoMacros() {
    byte[] kinds = Examples.bytes("kinds");
    assertNull(EmbeddedModule.find(join(ELF, PREAMBLE, ELF)));
    assertNull(EmbeddedModule.find(ELF));
    assertNull(EmbeddedModule.find(new byte[0]));
    assertNull(EmbeddedModule.find(PREAMBLE));
    assertArrayEquals(kinds, EmbeddedModule.find(join(PREAMBLE, ELF, PREAMBLE, kinds)));
  }

  @Test
  void survivesAnyBytes() {
    Random random = new Random(6);
    byte[] module = Examples.bytes("demo");
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(module, random.nextInt(module.length));
      for (int j = 0; j < 3 && damaged.length > 8; j++) {
        damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
      }
      EmbeddedModule.find(damaged);
    }
  }
}
