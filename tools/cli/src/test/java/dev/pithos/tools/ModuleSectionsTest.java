package dev.pithos.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Section boundaries are read exactly, and a new section disturbs nothing else. */
class ModuleSectionsTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** An empty type section, a custom section "a" holding ff, an empty function section. */
  private static final byte[] MODULE =
      bytes("0061736d 01000000  01 01 00  00 03 01 61 ff  03 01 00");

  @Test
  void listsSections() {
    assertEquals(
        "[Section[id=1, name=type, start=8, offset=10, size=1],"
            + " Section[id=0, name=a, start=11, offset=13, size=3],"
            + " Section[id=3, name=function, start=16, offset=18, size=1]]",
        ModuleSections.read(MODULE).toString());
  }

  @Test
  void replacesInPlace() {
    assertArrayEquals(
        bytes("0061736d 01000000  01 01 00  00 04 01 61 6262  03 01 00"),
        ModuleSections.withCustomSection(MODULE, "a", "bb".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void addsAtTheEnd() {
    byte[] large = new byte[200];
    byte[] result = ModuleSections.withCustomSection(MODULE, "b", large);
    assertEquals(MODULE.length + 1 + 2 + 2 + 200, result.length);
    assertEquals(
        "Section[id=0, name=b, start=19, offset=22, size=202]",
        ModuleSections.read(result).get(3).toString());
    assertArrayEquals(result, ModuleSections.withCustomSection(result, "b", large));
  }

  @Test
  void saysWhatIsWrong() {
    assertProblem("7f454c46", "not a WebAssembly module");
    assertProblem("0061736d 0d000100", "unknown binary version");
    assertProblem("0061736d 01000000 01 05 00", "offset 0x8 says 5 bytes, but 1 follow");
    assertProblem("0061736d 01000000 01", "ends within a number");
    assertProblem("0061736d 01000000 01 ffffffffff01", "a number of more than 5 bytes");
    assertProblem("0061736d 01000000 01 ffffffff7f", "more than a module can have");
    assertProblem("0061736d 01000000 00 02 05 61", "a name of 5 bytes");
    assertProblem("0061736d 01000000 00 02 01 ff", "no UTF-8 name");
  }

  private static void assertProblem(String hex, String problem) {
    InputException e =
        assertThrows(InputException.class, () -> ModuleSections.read(bytes(hex)), hex);
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }
}
