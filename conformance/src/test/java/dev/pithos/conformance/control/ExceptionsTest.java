package dev.pithos.conformance.control;

import static dev.pithos.conformance.control.Modules.call;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.LinkException;
import dev.pithos.runtime.Tag;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.V128;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** exceptions.wat and catcher.wat: the exceptions of 3.0. */
class ExceptionsTest {
  private static final FunctionType FAIL = FunctionType.of(List.of(ValueType.I32), List.of());

  private final Tag tag =
      new Tag(FunctionType.of(List.of(ValueType.I32, ValueType.I64), List.of()).defined());

  private RuntimeException fromHost;

  private final Instance instance =
      Modules.instantiate(
          "exceptions",
          Imports.builder()
              .tag("host", "tag", tag)
              .function("host", "fail", FAIL, (caller, values) -> fail(values.i32(0)))
              .build());

  private void fail(int how) {
    ValueBuffer payload = new ValueBuffer(2);
    payload.setI32(0, 11);
    payload.setI64(1, 12);
    fromHost =
        switch (how) {
          case 1 -> new WasmException(tag, payload);
          case 2 -> new UnsupportedOperationException("of the host");
          case 3 -> new Trap(TrapKind.UNREACHABLE);
          default -> new IndexOutOfBoundsException("of the host");
        };
    throw fromHost;
  }

  @Test
  void operandsBelowTheTryOutliveTheException() {
    assertEquals(1.0 + 2 * 2 + 3 * 4 + 4 * 8, call(instance, "below", 1, 2L, 3f, 4.0));
    assertEquals(1105, call(instance, "nested", 5));
  }

  @Test
  void handlersSeeTheMemoryThatGrew() {
    assertEquals(42, call(instance, "grown"));
    assertEquals(42, call(instance, "grown"));
  }

  @Test
  void handlersSeeTheLocalsOfTheMoment() {
    assertEquals(1, call(instance, "locals", 1));
    assertEquals(2, call(instance, "locals", 0));
  }

  @Test
  void clausesLeadToLoopsAndOutOfTheFunction() {
    assertEquals(100_000, call(instance, "loop", 100_000));
    assertEquals(8, call(instance, "out", 8));
    assertEquals(9, call(instance, "odd"));
  }

  @Test
  void everyKindOfValueTravelsInThePayload() {
    assertArrayEquals(
        new Object[] {5L, 0, new V128(77, 78), 2.5, 6},
        instance.function("payload").call(5L, 2.5, 6));
  }

  @Test
  void whatTheHostThrowsWithATagIsCaught() {
    assertArrayEquals(new Object[] {11, 12L}, instance.function("host").call(1));
  }

  @Test
  void otherFailuresOfTheHostPass() {
    assertSame(assertThrows(RuntimeException.class, () -> call(instance, "host", 2)), fromHost);
    assertSame(assertThrows(Trap.class, () -> call(instance, "host", 3)), fromHost);
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> call(instance, "host", 4));
    assertSame(fromHost, failure.getCause());
  }

  @Test
  void catchAllCatchesNoTraps() {
    Trap trap = assertThrows(Trap.class, () -> call(instance, "trapped"));
    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
    trap = assertThrows(Trap.class, () -> call(instance, "deep", 0));
    assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind());
  }

  @Test
  void aReferenceIsTheExceptionItself() {
    WasmException thrown =
        assertThrows(WasmException.class, () -> instance.function("again").call(1));
    assertSame(fromHost, thrown);
    thrown = assertThrows(WasmException.class, () -> instance.function("again_number").call(3));
    assertSame(instance.tag("number"), thrown.tag());
    assertEquals(List.of(3), thrown.values());
    assertEquals("uncaught exception of [i32]: [3]", thrown.getMessage());
  }

  @Test
  void otherInstancesCatchByTheTagItself() {
    Instance catcher =
        Modules.instantiate("catcher", Imports.builder().instance("thrower", instance).build());
    assertEquals(6, call(catcher, "theirs", 6));
    WasmException passed = assertThrows(WasmException.class, () -> call(catcher, "own", 6));
    assertEquals(List.of(6), passed.values());
  }

  @Test
  void hostsMakeExceptionsOfBoxedValues() {
    assertEquals(List.of(1, 2L), new WasmException(tag, 1, 2L).values());
    assertThrows(IllegalArgumentException.class, () -> new WasmException(tag, 1));
    assertThrows(IllegalArgumentException.class, () -> new WasmException(tag, 1, 2));
    assertThrows(
        LinkException.class,
        () ->
            Modules.instantiate(
                "catcher",
                Imports.builder()
                    .function("thrower", "raise", instance.function("raise"))
                    .tag("thrower", "number", tag)
                    .build()));
  }
}
