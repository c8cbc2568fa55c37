package dev.pithos.runtime.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** The helpers that work on all lanes of a long at once, against the same lane by lane. */
class LanesTest {
  private static final int ROUNDS = 20_000;
  private static final long[] EDGES = {
    0,
    -1,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    0x8080_8080_8080_8080L,
    0x7f7f_7f7f_7f7f_7f7fL,
    0x8000_8000_8000_8000L,
    0x7fff_7fff_7fff_7fffL,
    0x8000_0000_8000_0000L,
    0x0101_0101_0101_0101L,
    0x0001_0001_0001_0001L,
    0x0000_0001_0000_0001L,
    0x00ff_00ff_00ff_00ffL,
    0x80ff_7f00_017f_8001L
  };

  private final Random random = new Random(7);

  private long next() {
    return random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
  }

  private static int lane(long half, int index, int width, boolean signed) {
    long lane = half >>> (index * width) & (-1L >>> (Long.SIZE - width));
    return signed ? (int) (lane << (Long.SIZE - width) >> (Long.SIZE - width)) : (int) lane;
  }

  /** Lanes of up to 16 bits; the reference sees them sign- or zero-extended. */
  private void binary(
      int width, boolean signed, LongBinaryOperator helper, IntBinaryOperator reference) {
    for (int round = 0; round < ROUNDS; round++) {
      long left = next();
      long right = next();
      long expected = 0;
      for (int i = 0; i < Long.SIZE / width; i++) {
        int result =
            reference.applyAsInt(lane(left, i, width, signed), lane(right, i, width, signed));
        expected |= (result & (-1L >>> (Long.SIZE - width))) << (i * width);
      }
      assertEquals(
          Long.toHexString(expected),
          Long.toHexString(helper.applyAsLong(left, right)),
          Long.toHexString(left) + " and " + Long.toHexString(right));
    }
  }

  private void unary(int width, LongUnaryOperator helper, IntUnaryOperator reference) {
    binary(
        width,
        true,
        (left, right) -> helper.applyAsLong(left),
        (left, right) -> reference.applyAsInt(left));
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(value, most));
  }

  private static int mask(boolean condition) {
    return condition ? -1 : 0;
  }

  @Test
  void addsAndSubtractsWithoutCarriesBetweenLanes() {
    binary(8, true, I8x16Lanes::add, (a, b) -> a + b);
    binary(8, true, I8x16Lanes::sub, (a, b) -> a - b);
    binary(16, true, I16x8Lanes::add, (a, b) -> a + b);
    binary(16, true, I16x8Lanes::sub, (a, b) -> a - b);
    binary(32, true, I32x4Lanes::add, (a, b) -> a + b);
    binary(32, true, I32x4Lanes::sub, (a, b) -> a - b);
    binary(16, true, I16x8Lanes::mul, (a, b) -> a * b);
    unary(8, I8x16Lanes::neg, a -> -a);
    unary(16, I16x8Lanes::neg, a -> -a);
    unary(8, I8x16Lanes::abs, Math::abs);
    unary(16, I16x8Lanes::abs, Math::abs);
  }

  @Test
  void saturates() {
    binary(8, true, I8x16Lanes::addSatS, (a, b) -> clamp(a + b, -128, 127));
    binary(8, true, I8x16Lanes::subSatS, (a, b) -> clamp(a - b, -128, 127));
    binary(8, false, I8x16Lanes::addSatU, (a, b) -> clamp(a + b, 0, 255));
    binary(8, false, I8x16Lanes::subSatU, (a, b) -> clamp(a - b, 0, 255));
    binary(16, true, I16x8Lanes::addSatS, (a, b) -> clamp(a + b, -32768, 32767));
    binary(16, true, I16x8Lanes::subSatS, (a, b) -> clamp(a - b, -32768, 32767));
    binary(16, false, I16x8Lanes::addSatU, (a, b) -> clamp(a + b, 0, 65535));
    binary(16, false, I16x8Lanes::subSatU, (a, b) -> clamp(a - b, 0, 65535));
    binary(
        16, true, I16x8Lanes::q15mulrSatS, (a, b) -> clamp((a * b + 0x4000) >> 15, -32768, 32767));
  }

  @Test
  void compares() {
    binary(8, true, I8x16Lanes::eq, (a, b) -> mask(a == b));
    binary(8, true, I8x16Lanes::ne, (a, b) -> mask(a != b));
    binary(8, true, I8x16Lanes::ltS, (a, b) -> mask(a < b));
    binary(8, false, I8x16Lanes::ltU, (a, b) -> mask(a < b));
    binary(8, true, I8x16Lanes::geS, (a, b) -> mask(a >= b));
    binary(8, false, I8x16Lanes::leU, (a, b) -> mask(a <= b));
    binary(16, true, I16x8Lanes::gtS, (a, b) -> mask(a > b));
    binary(16, false, I16x8Lanes::gtU, (a, b) -> mask(a > b));
    binary(32, true, I32x4Lanes::ltS, (a, b) -> mask(a < b));
    binary(32, true, I32x4Lanes::geU, (a, b) -> mask(Integer.compareUnsigned(a, b) >= 0));
    binary(32, true, I32x4Lanes::eq, (a, b) -> mask(a == b));
  }

  @Test
  void takesMinimaMaximaAndAverages() {
    binary(8, true, I8x16Lanes::minS, Math::min);
    binary(8, false, I8x16Lanes::minU, Math::min);
    binary(16, true, I16x8Lanes::maxS, Math::max);
    binary(16, false, I16x8Lanes::maxU, Math::max);
    binary(32, true, I32x4Lanes::minS, Math::min);
    binary(32, true, I32x4Lanes::maxU, (a, b) -> Integer.compareUnsigned(a, b) < 0 ? b : a);
    binary(8, false, I8x16Lanes::avgrU, (a, b) -> (a + b + 1) >> 1);
    binary(16, false, I16x8Lanes::avgrU, (a, b) -> (a + b + 1) >> 1);
    unary(8, I8x16Lanes::popcnt, a -> Integer.bitCount(a & 0xff));
  }

  @Test
  void shiftsByTheCountModuloTheWidth() {
    for (int count : new int[] {0, 1, 5, 7, 8, 15, 16, 31, 33, -1}) {
      unary(8, a -> I8x16Lanes.shl(a, count), a -> a << (count & 7));
      unary(8, a -> I8x16Lanes.shrS(a, count), a -> a >> (count & 7));
      unary(8, a -> I8x16Lanes.shrU(a, count), a -> (a & 0xff) >> (count & 7));
      unary(16, a -> I16x8Lanes.shl(a, count), a -> a << (count & 15));
      unary(16, a -> I16x8Lanes.shrS(a, count), a -> a >> (count & 15));
      unary(16, a -> I16x8Lanes.shrU(a, count), a -> (a & 0xffff) >> (count & 15));
    }
  }

  @Test
  void reducesAndGathersSigns() {
    for (int round = 0; round < ROUNDS; round++) {
      long low = next();
      long high = next();
      int bytes = 0;
      int shorts = 0;
      boolean allBytes = true;
      for (int i = 0; i < 16; i++) {
        long half = i < 8 ? low : high;
        bytes |= (lane(half, i % 8, 8, true) < 0 ? 1 : 0) << i;
        allBytes &= lane(half, i % 8, 8, true) != 0;
        if (i % 2 == 0) {
          shorts |= (lane(half, i / 2 % 4, 16, true) < 0 ? 1 : 0) << (i / 2);
        }
      }
      assertEquals(bytes, I8x16Lanes.bitmask(low, high));
      assertEquals(shorts, I16x8Lanes.bitmask(low, high));
      assertEquals(allBytes ? 1 : 0, I8x16Lanes.allTrue(low, high));
    }
  }

  @Test
  void extendsNarrowsAndMultipliesPairs() {
    for (int round = 0; round < ROUNDS; round++) {
      long half = next();
      long other = next();
      long extended = I16x8Lanes.extendI8x16S((int) half);
      long unsigned = I16x8Lanes.extendI8x16U((int) half);
      long narrow = I8x16Lanes.narrowI16x8S(half, other);
      long narrowUnsigned = I8x16Lanes.narrowI16x8U(half, other);
      long pairs = I16x8Lanes.extaddPairwiseI8x16S(half);
      long dot = I16x8Lanes.relaxedDotI8x16I7x16S(half, other);
      for (int i = 0; i < 4; i++) {
        int even = lane(half, 2 * i, 8, true);
        int odd = lane(half, 2 * i + 1, 8, true);
        assertEquals(lane(half, i, 8, true), lane(extended, i, 16, true));
        assertEquals(lane(half, i, 8, false), lane(unsigned, i, 16, true));
        assertEquals(clamp(lane(half, i, 16, true), -128, 127), lane(narrow, i, 8, true));
        assertEquals(clamp(lane(other, i, 16, true), -128, 127), lane(narrow, i + 4, 8, true));
        assertEquals(clamp(lane(half, i, 16, true), 0, 255), lane(narrowUnsigned, i, 8, false));
        assertEquals(even + odd, lane(pairs, i, 16, true));
        int product = even * lane(other, 2 * i, 8, true) + odd * lane(other, 2 * i + 1, 8, true);
        assertEquals(clamp(product, -32768, 32767), lane(dot, i, 16, true));
      }
    }
  }

  @Test
  void picksBytes() {
    for (int round = 0; round < ROUNDS; round++) {
      long[] halves = {next(), next()};
      long indices = random.nextLong() & 0x1f1f_1f1f_1f1f_ff1fL;
      long expected = 0;
      for (int i = 0; i < 8; i++) {
        int index = lane(indices, i, 8, false);
        if (index < 16) {
          expected |= (long) lane(halves[index / 8], index % 8, 8, false) << (8 * i);
        }
      }
      assertEquals(expected, I8x16Lanes.swizzle(halves[0], halves[1], indices));
    }
  }

  @Test
  void carriesIntoHighHalves() {
    for (int round = 0; round < ROUNDS; round++) {
      long left = next();
      long right = next();
      long low = next();
      long otherLow = next();
      BigInteger first = wide(low, left);
      BigInteger second = wide(otherLow, right);
      assertEquals(
          first.add(second).shiftRight(64).longValue(), Wide.addHigh(left, right, low, otherLow));
      assertEquals(
          first.subtract(second).shiftRight(64).longValue(),
          Wide.subHigh(left, right, low, otherLow));
      assertEquals(
          wide(left, 0).multiply(wide(right, 0)).shiftRight(64).longValue(),
          Wide.mulHighU(left, right));
    }
  }

  /** Unsigned low half, signed high half. */
  private static BigInteger wide(long low, long high) {
    return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
  }
}
