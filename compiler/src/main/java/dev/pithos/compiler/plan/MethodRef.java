package dev.pithos.compiler.plan;

/**
 * A method that code can call.
 *
 * @param owner the class's internal name
 */
public record MethodRef(String owner, String name, Signature signature) {}
