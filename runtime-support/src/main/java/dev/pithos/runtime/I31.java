package dev.pithos.runtime;

/**
 * An i31 reference. Two of the same value are equal to the guest, so they are compared by {@link
 * References#same}, never by {@code ==} alone.
 *
 * @param value 31 bits, sign-extended
 */
public record I31(int value) {
  /** An i31 of the low 31 bits. */
  public static I31 of(int bits) {
    return new I31(bits << 1 >> 1);
  }
}
