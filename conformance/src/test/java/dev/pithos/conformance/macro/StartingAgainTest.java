package dev.pithos.conformance.macro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Snapshot;
import dev.pithos.runtime.ValueBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that a macro writes outlives a restore, though only what may have been written is
 * restored: whichever way it is written, and wherever.
 */
class StartingAgainTest {
  private static CompiledModule compiled;

  private Instance instance;
  private Memory memory;
  private Snapshot snapshot;
  private byte[] start;

  @BeforeAll
  static void compile() throws IOException {
    try (InputStream in = StartingAgainTest.class.getResourceAsStream("/macro/writes.wasm")) {
      compiled = WasmCompiler.compile(in.readAllBytes(), CompilerOptions.defaults());
    }
  }

  /** A module of which nothing was learned yet. */
  @BeforeEach
  void instantiate() {
    instance = compiled.load().instantiate(Imports.builder().build());
    memory = instance.memory("memory");
    snapshot = instance.snapshot();
    start = contents();
  }

  private byte[] contents() {
    return memory.read(0, (int) memory.size());
  }

  private void call(String function, int address) {
    ValueBuffer values = new ValueBuffer(1);
    values.setI32(0, address);
    instance.function(function).invoke(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i32_store",
        "i32_store_offset",
        "i32_store8",
        "i32_store16",
        "i64_store",
        "i64_store8",
        "i64_store16",
        "i64_store32",
        "f32_store",
        "f64_store",
        "v128_store",
        "v128_store32_lane",
        "atomic_store",
        "atomic_add",
        "fill",
        "copy",
        "init",
        "grow_and_store",
        "same_base",
        "far_then_near",
        "only_one_arm",
        "downwards",
        "old_value",
        "left_early",
        "sums_of_one_base",
        "sum_below_the_base",
        "assigned_in_passing",
        "base_below_zero",
        "derived_locals",
        "derived_from_what_is_assigned_then",
        "derived_in_one_arm",
        "derived_before_a_loop"
      })
  void everyWriteIsTakenBack(String function) {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      if (i % 4 == 0) {
        instantiate();
      }
      for (int calls = random.nextInt(3); calls >= 0; calls--) {
        call(function, random.nextInt(200_000) & -8);
      }
      assertFalse(Arrays.equals(start, contents()), "nothing was written");
      instance.restore(snapshot);
      assertArrayEquals(start, contents());
    }
  }

  @Test
  void onlyTheLowestStoreCounts() {
    call("i32_store", 150_000);
    call("i64_store", 100_000);
    assertEquals(100_000 & -4096, instance.lowestStore);
  }

  /** The next run's stores are taken to begin there again; unusually low ones only in the end. */
  @Test
  void whereStoresBeginIsLearned() {
    int none = instance.lowestStore;
    assertTrue(none > memory.size(), "the module has no stack pointer");
    learnsInTheEnd(none, 150_000);
    assertEquals(150_000 & -4096, lowestAfter(180_000));
    assertEquals(120_000 & -4096, lowestAfter(120_000));
    learnsInTheEnd(120_000 & -4096, 16);
    Instance another = instance.module().instantiate(Imports.builder().build());
    another.snapshot();
    assertEquals(0, another.lowestStore);
  }

  private void learnsInTheEnd(int before, int address) {
    for (int i = 0; i < 8; i++) {
      assertEquals(before, lowestAfter(address));
    }
    assertEquals(address & -4096, lowestAfter(address));
  }

  /** What the lowest store is taken to be after a run that stores at the address. */
  private int lowestAfter(int address) {
    call("i32_store", address);
    instance.restore(snapshot);
    assertArrayEquals(start, contents());
    return instance.lowestStore;
  }

  /** Arrays of former growths are used again, with what was written to them before taken back. */
  @Test
  void aMemoryThatGrowsHasWhatItHadAndZeros() {
    Random random = new Random(11);
    String[] stores = {"i32_store", "i64_store", "i32_store8", "copy", "fill"};
    for (int i = 0; i < 300; i++) {
      byte[] expected = start.clone();
      for (int steps = random.nextInt(6); steps > 0; steps--) {
        if (random.nextInt(3) == 0) {
          memory.grow(1 + random.nextInt(2));
          expected = Arrays.copyOf(expected, (int) memory.size());
        } else {
          call(stores[random.nextInt(stores.length)], random.nextInt(200_000) & -8);
          expected = contents();
          memory.write(expected.length - 4, new byte[] {1, 2, 3, 4});
          System.arraycopy(new byte[] {1, 2, 3, 4}, 0, expected, expected.length - 4, 4);
        }
        assertArrayEquals(expected, contents());
      }
      instance.restore(snapshot);
      assertArrayEquals(start, contents());
    }
  }

  @Test
  void whatTheHostWritesIsTakenBack() {
    memory.write(5, new byte[] {1});
    instance.restore(snapshot);
    assertArrayEquals(start, contents());
    byte[] bytes = memory.bytes();
    instance.restore(snapshot);
    bytes[77] = 1;
    memory.bytes();
    instance.restore(snapshot);
    assertArrayEquals(start, contents());
  }

  @Test
  void anotherSnapshotIsRestoredWhole() {
    call("i32_store", 16);
    byte[] changed = contents();
    Snapshot later = instance.snapshot();
    call("i32_store", 8192);
    instance.restore(snapshot);
    assertArrayEquals(start, contents());
    instance.restore(later);
    assertArrayEquals(changed, contents());
    instance.restore(snapshot);
    assertArrayEquals(start, contents());
    assertEquals(4, memory.pages());
  }
}
