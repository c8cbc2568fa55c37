package dev.pithos.conformance.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pithos.runtime.I31;
import dev.pithos.runtime.ValueType;
import org.junit.jupiter.api.Test;

/** Values of scripts, as arguments and as expected results. */
class ExpectedTest {
  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Value value(String text) {
    return Value.argument(json(text));
  }

  private static boolean matches(String expected, Value value) {
    return Expected.of(json(expected)).matches(value);
  }

  private static Value f32(int bits) {
    return new Value(ValueType.Kind.F32, Integer.toUnsignedLong(bits), 0, null);
  }

  private static Value f64(long bits) {
    return new Value(ValueType.Kind.F64, bits, 0, null);
  }

  private static Value reference(Object reference) {
    return new Value(ValueType.Kind.REFERENCE, 0, 0, reference);
  }

  @Test
  void integersMayBeSignedOrUnsigned() {
    assertEquals(
        value("{'type':'i32','value':'-1'}"), value("{'type':'i32','value':'4294967295'}"));
    assertEquals(
        value("{'type':'i64','value':'-1'}"),
        value("{'type':'i64','value':'18446744073709551615'}"));
    assertEquals("i32:-1", value("{'type':'i32','value':'4294967295'}").toString());
  }

  @Test
  void typeIsPartOfTheResult() {
    assertTrue(matches("{'type':'i32','value':'7'}", value("{'type':'i32','value':'7'}")));
    assertFalse(matches("{'type':'i32','value':'7'}", value("{'type':'i64','value':'7'}")));
    assertFalse(matches("{'type':'i32','value':'7'}", value("{'type':'f32','value':'7'}")));
  }

  @Test
  void canonicalNanMayHaveEitherSign() {
    String canonical = "{'type':'f32','value':'nan:canonical'}";
    assertTrue(matches(canonical, f32(0x7fc00000)));
    assertTrue(matches(canonical, f32(0xffc00000)));
    assertFalse(matches(canonical, f32(0x7fc00001)));
    assertFalse(matches(canonical, f32(0x7f800000)));
    String canonical64 = "{'type':'f64','value':'nan:canonical'}";
    assertTrue(matches(canonical64, f64(0xfff8000000000000L)));
    assertFalse(matches(canonical64, f64(0x7ff8000000000001L)));
  }

  @Test
  void arithmeticNanHasTheQuietBit() {
    String arithmetic = "{'type':'f32','value':'nan:arithmetic'}";
    assertTrue(matches(arithmetic, f32(0x7fc00001)));
    assertTrue(matches(arithmetic, f32(0xffffffff)));
    assertFalse(matches(arithmetic, f32(0x7fa00000)));
    assertFalse(matches(arithmetic, f32(0x3f800000)));
  }

  @Test
  void exactNanBitsAreCompared() {
    assertTrue(matches("{'type':'f32','value':'2141192192'}", f32(0x7fa00000)));
    assertFalse(matches("{'type':'f32','value':'2141192192'}", f32(0x7fe00000)));
  }

  @Test
  void vectorLanesStandFromTheLowEnd() {
    Value vector =
        value("{'type':'v128','lane_type':'i16','value':['1','2','-1','4','5','6','7','8']}");
    assertEquals(0x0004_ffff_0002_0001L, vector.low());
    assertEquals(0x0008_0007_0006_0005L, vector.high());
    assertTrue(
        matches(
            "{'type':'v128','lane_type':'i32','value':['131073','327679','393221','524295']}",
            vector));
    assertFalse(
        matches(
            "{'type':'v128','lane_type':'i32','value':['131073','327679','393221','524296']}",
            vector));
  }

  @Test
  void vectorLanesMayBeNans() {
    String expected =
        "{'type':'v128','lane_type':'f32','value':['nan:canonical','nan:arithmetic','0','1']}";
    Value right = new Value(ValueType.Kind.V128, 0x7fc00005_ffc00000L, 0x00000001_00000000L, null);
    Value wrong = new Value(ValueType.Kind.V128, 0x7fc00005_ffc00001L, 0x00000001_00000000L, null);
    assertTrue(matches(expected, right));
    assertFalse(matches(expected, wrong));
  }

  @Test
  void eitherTakesAnyChoice() {
    String either =
        "{'type':'either','values':[{'type':'i32','value':'1'},{'type':'i32','value':'2'}]}";
    assertTrue(matches(either, value("{'type':'i32','value':'2'}")));
    assertFalse(matches(either, value("{'type':'i32','value':'3'}")));
  }

  @Test
  void references() {
    assertTrue(matches("{'type':'externref','value':'null'}", reference(null)));
    assertTrue(matches("{'type':'refnull'}", reference(null)));
    assertTrue(matches("{'type':'nullfuncref'}", reference(null)));
    assertFalse(matches("{'type':'refnull'}", value("{'type':'i32','value':'0'}")));
    assertFalse(matches("{'type':'funcref'}", reference(null)));
    assertTrue(matches("{'type':'i31ref'}", reference(I31.of(3))));
    assertTrue(matches("{'type':'eqref'}", reference(I31.of(3))));
    assertFalse(matches("{'type':'structref'}", reference(I31.of(3))));
    assertTrue(matches("{'type':'externref','value':'3'}", reference(new HostReference(3))));
    assertFalse(matches("{'type':'externref','value':'3'}", reference(new HostReference(4))));
    assertEquals(reference(new HostReference(3)), value("{'type':'externref','value':'3'}"));
  }

  @Test
  void unknownTypesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Expected.of(json("{'type':'contref'}")));
  }
}
