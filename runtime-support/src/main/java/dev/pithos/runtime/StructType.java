package dev.pithos.runtime;

import java.util.List;

/** A structure type: its fields in order, those of a supertype first. */
public record StructType(List<FieldType> fields) implements CompositeType {
  public StructType {
    fields = List.copyOf(fields);
  }
}
