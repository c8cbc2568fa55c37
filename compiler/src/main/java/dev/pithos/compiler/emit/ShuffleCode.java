package dev.pithos.compiler.emit;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * The code of one i8x16.shuffle, whose lanes are constants: bytes of a half that come from one half
 * over the same distance move together, with a shift and a mask. That is 8 groups at most, for
 * interleaved bytes, and 1 or 2 where whole lanes move: 4 times as fast as taking byte by byte.
 */
final class ShuffleCode {
  private static final int BYTES = 8;
  private static final int HALVES = 4;

  private final FunctionEmitter function;

  /** By source half and distance from -7 to 7: a mask of the bytes of the result. */
  private final long[][] groups = new long[HALVES][2 * BYTES - 1];

  ShuffleCode(FunctionEmitter function) {
    this.function = function;
  }

  /** [aL aH bL bH] -> [low high], bytes by their index from 0 to 31 among the operands'. */
  void emit(long lowIndices, long highIndices) {
    CodeWriter out = function.out;
    int[] sources = new int[HALVES];
    for (int i = HALVES - 1; i >= 0; i--) {
      sources[i] = function.temporary('J');
      out.store('J', sources[i]);
    }
    half(lowIndices, sources);
    half(highIndices, sources);
  }

  /** [] -> [half] */
  private void half(long indices, int[] sources) {
    CodeWriter out = function.out;
    group(indices);
    boolean first = true;
    for (int source = 0; source < HALVES; source++) {
      for (int i = 0; i < groups[source].length; i++) {
        long mask = groups[source][i];
        if (mask != 0) {
          out.load('J', sources[source]);
          move(i - (BYTES - 1), mask);
          if (!first) {
            out.op(Opcodes.LOR);
          }
          first = false;
        }
      }
    }
  }

  /** Sorts the bytes of a half of the result into groups. */
  private void group(long indices) {
    for (long[] distances : groups) {
      Arrays.fill(distances, 0);
    }
    for (int target = 0; target < BYTES; target++) {
      int index = (int) (indices >>> (BYTES * target)) & 31;
      int distance = target - index % BYTES;
      groups[index / BYTES][distance + BYTES - 1] |= 0xffL << (BYTES * target);
    }
  }

  /** [half] -> [its bytes moved towards the high end, where the mask is] */
  private void move(int distance, long mask) {
    CodeWriter out = function.out;
    int bits = BYTES * Math.abs(distance);
    long all = -1;
    if (distance > 0) {
      out.constant(bits);
      out.op(Opcodes.LSHL);
      all <<= bits;
    } else if (distance < 0) {
      out.constant(bits);
      out.op(Opcodes.LUSHR);
      all >>>= bits;
    }
    if (mask != all) {
      out.constant(mask);
      out.op(Opcodes.LAND);
    }
  }
}
