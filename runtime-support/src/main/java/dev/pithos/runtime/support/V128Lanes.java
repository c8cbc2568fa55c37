package dev.pithos.runtime.support;

/** The instructions on vectors of bits that take more than one JVM instruction. */
public final class V128Lanes {
  private V128Lanes() {}

  public static long bitselect(long first, long second, long mask) {
    return Swar.select(mask, first, second);
  }

  public static int anyTrue(long low, long high) {
    return (low | high) != 0 ? 1 : 0;
  }
}
