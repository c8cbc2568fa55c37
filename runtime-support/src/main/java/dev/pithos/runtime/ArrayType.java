package dev.pithos.runtime;

/** An array type: the type of every element. */
public record ArrayType(FieldType element) implements CompositeType {}
