package dev.pithos.conformance.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an access has shown of its address counts for later ones to the same local, and for no
 * others: an address does not wrap around because an earlier one was in bounds.
 */
class AddressesTest {
  private static final Instance INSTANCE =
      Modules.instantiate("addresses", Imports.builder().build());

  @ParameterizedTest
  @CsvSource({
    "near, 0, 5",
    "near, 8, 13",
    "assigned, 16, 17",
    "assigned_in_passing, 16, 17",
    "old_value, 16, 17",
    "one_arm, 3, 20",
    "one_arm, 16, 0",
    "other_arm, 3, 20",
    "left_early, 3, 20",
    "next_turn, 16, 17",
    "sum, 3, 20",
    "derived, 3, 16",
    "derived_of_unknown, 3, 20",
    "derived_of_former, 3, 20",
    "derived_in_one_arm, 8, 9",
    "derived_in_one_arm, 16, 0",
    "derived_and_assigned_in_a_loop, 16, 17",
  })
  void loadsInBounds(String function, int address, int expected) {
    assertEquals(expected, Modules.call(INSTANCE, function, address));
  }

  @ParameterizedTest
  @CsvSource({
    "near, -4",
    "near, 65533",
    "far, 0",
    "far, 100",
    "farthest, 0",
    "farthest, 1",
    "assigned, 8",
    "assigned_in_passing, 8",
    "old_value, 8",
    "one_arm, -8",
    "other_arm, -8",
    "left_early, -8",
    "next_turn, 8",
    "sum, -8",
    "derived, -4",
    "derived, 65530",
    "derived_of_unknown, -10",
    "derived_of_former, -10",
    "derived_in_one_arm, 3",
    "derived_in_one_arm, 7",
    "derived_and_assigned_in_a_loop, 7",
    "derived_far, 0",
  })
  void trapsOutOfBounds(String function, int address) {
    Trap trap = assertThrows(Trap.class, () -> Modules.call(INSTANCE, function, address));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
  }

  @Test
  void aTrapStoresNothing() {
    assertThrows(Trap.class, () -> Modules.call(INSTANCE, "farthest", 1000));
    assertEquals(5, Modules.call(INSTANCE, "near", 0));
  }
}
