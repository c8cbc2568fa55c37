package dev.pithos.runtime;

/**
 * A field of a structure or the elements of an array: what it stores, and whether it can change.
 */
public record FieldType(ValueType storage, boolean mutable) {
  boolean matches(FieldType other) {
    return mutable == other.mutable
        && (mutable ? storage == other.storage : storage.isSubtypeOf(other.storage));
  }

  @Override
  public String toString() {
    return mutable ? "(mut " + storage + ")" : storage.toString();
  }
}
