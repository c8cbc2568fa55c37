package dev.pithos.conformance.spec;

/** The reference to a host's object that scripts name by a number: {@code (ref.extern 3)}. */
record HostReference(int number) {}
