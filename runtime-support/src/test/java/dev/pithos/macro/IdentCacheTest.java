package dev.pithos.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentCacheTest {
  private final IdentCache cache = new IdentCache();

  private Ident ident(String name) {
    byte[] bytes = (name + "; what follows").getBytes(StandardCharsets.UTF_8);
    return cache.ident(bytes, 0, name.getBytes(StandardCharsets.UTF_8).length);
  }

  private Ident known(String name) {
    byte[] bytes = (name + "; what follows").getBytes(StandardCharsets.UTF_8);
    return cache.known(bytes, 0, name.length());
  }

  /** However many of them fall on one place. */
  @Test
  void knowsAllShortNamesOfAMacro() {
    List<Ident> idents = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      assertNull(known("__field" + i));
      idents.add(ident("__field" + i));
    }
    for (int i = 0; i < 500; i++) {
      assertEquals("__field" + i, idents.get(i).text());
      assertSame(idents.get(i), known("__field" + i));
      assertSame(idents.get(i), ident("__field" + i));
    }
  }

  @Test
  void namesThatShareTheirPlacesAreRight() {
    List<String> names = new ArrayList<>();
    for (int i = 0; names.size() < 2 * IdentCache.PLACES; i++) {
      long bytes = 0;
      String name = "n" + i;
      for (int at = 0; at < name.length(); at++) {
        bytes |= (long) name.charAt(at) << (8 * at);
      }
      if (IdentCache.slot(bytes, 0) == 7) {
        names.add(name);
      }
    }
    for (int round = 0; round < 3; round++) {
      for (String name : names) {
        assertEquals(name, ident(name).text());
        assertEquals(name, known(name).text());
      }
    }
    assertEquals(IdentCache.PLACES, names.stream().filter(name -> known(name) != null).count());
  }

  /** Names that begin and end alike are of different lengths, and what is no name is not kept. */
  @Test
  void startsAnewWhenThereAreTooMany() {
    for (int i = 0; i < 5000; i++) {
      String name = "a".repeat(1 + i % 16) + i;
      assertEquals(name, ident(name).text());
      assertEquals(name, ident(name).text());
      assertThrows(IllegalArgumentException.class, () -> ident("1a"));
      assertNull(known("1a"));
    }
    for (int length = 1; length < 60; length++) {
      assertEquals("é".repeat(length), ident("é".repeat(length)).text());
      assertEquals("b".repeat(length), ident("b".repeat(length)).text());
    }
  }
}
