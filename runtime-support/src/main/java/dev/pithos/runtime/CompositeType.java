package dev.pithos.runtime;

/** What a {@link DefinedType} defines: a function, structure or array type. */
public sealed interface CompositeType permits FunctionType, StructType, ArrayType {}
