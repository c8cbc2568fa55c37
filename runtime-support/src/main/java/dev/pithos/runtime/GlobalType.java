package dev.pithos.runtime;

/** The type of a global: what it holds, and whether it can change. */
public record GlobalType(ValueType value, boolean mutable) {}
