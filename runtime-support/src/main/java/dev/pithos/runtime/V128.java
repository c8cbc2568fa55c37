package dev.pithos.runtime;

/** A v128 value at the border between host and guest: two halves, the first lanes in the low. */
public record V128(long low, long high) {}
