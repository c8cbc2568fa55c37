package dev.pithos.compiler.module;

import java.util.List;

/**
 * What an instruction has in common with others: how it is decoded, validated and emitted.
 *
 * @param family which emitter compiles it
 * @param immediate what follows the opcode
 * @param parameters the operands' letters, or null where they depend on more than the opcode
 * @param results the same for what it leaves
 * @param alignment the log2 of a memory access's natural alignment
 * @param jvm the JVM instructions that do the same, and {@link #FLIP}; empty where a helper does
 * @param form how a vector instruction works on halves; null for the others
 */
public record Shape(
    Family family,
    Immediate immediate,
    String parameters,
    String results,
    int alignment,
    List<Integer> jvm,
    VectorForm form) {
  /**
   * The sign bit of the i32 on top turned over, by an addition: signed comparison of two such is
   * unsigned comparison, and what C2 knows as that. No JVM instruction has this number.
   */
  public static final int FLIP = 0x100;

  /** The emitters' division of labour. */
  public enum Family {
    CONTROL,
    EXCEPTION,
    CALL,
    PARAMETRIC,
    VARIABLE,
    TABLE,
    LOAD,
    STORE,
    MEMORY,
    CONSTANT,
    COMPARE,
    NUMERIC,
    WIDE,
    REFERENCE,
    AGGREGATE,
    VECTOR,
    VECTOR_MEMORY,
    ATOMIC
  }

  /** By a signature: the parameters, a colon, the results. */
  private Shape(
      Family family,
      Immediate immediate,
      String signature,
      int alignment,
      List<Integer> jvm,
      VectorForm form) {
    this(
        family,
        immediate,
        signature.substring(0, signature.indexOf(':')),
        signature.substring(signature.indexOf(':') + 1),
        alignment,
        jvm,
        form);
  }

  private Shape(
      Family family, Immediate immediate, String signature, int alignment, List<Integer> jvm) {
    this(family, immediate, signature, alignment, jvm, null);
  }

  private static Shape of(Family family, Immediate immediate) {
    return new Shape(family, immediate, null, null, 0, List.of(), null);
  }

  static Shape control(Immediate immediate) {
    return of(Family.CONTROL, immediate);
  }

  static Shape exception(Immediate immediate) {
    return of(Family.EXCEPTION, immediate);
  }

  static Shape call(Immediate immediate) {
    return of(Family.CALL, immediate);
  }

  static Shape parametric(Immediate immediate) {
    return of(Family.PARAMETRIC, immediate);
  }

  static Shape variable(Immediate immediate) {
    return of(Family.VARIABLE, immediate);
  }

  static Shape table(Immediate immediate) {
    return of(Family.TABLE, immediate);
  }

  static Shape memory(Immediate immediate) {
    return of(Family.MEMORY, immediate);
  }

  static Shape reference(Immediate immediate) {
    return of(Family.REFERENCE, immediate);
  }

  static Shape aggregate(Immediate immediate) {
    return of(Family.AGGREGATE, immediate);
  }

  static Shape load(String signature, int alignment) {
    return new Shape(Family.LOAD, Immediate.MEMORY_ARGUMENT, signature, alignment, List.of());
  }

  static Shape store(String signature, int alignment) {
    return new Shape(Family.STORE, Immediate.MEMORY_ARGUMENT, signature, alignment, List.of());
  }

  static Shape constant(Immediate immediate, String signature) {
    return new Shape(Family.CONSTANT, immediate, signature, 0, List.of());
  }

  static Shape compare(String signature, Integer... jvm) {
    return new Shape(Family.COMPARE, Immediate.NONE, signature, 0, List.of(jvm));
  }

  static Shape numeric(String signature, Integer... jvm) {
    return new Shape(Family.NUMERIC, Immediate.NONE, signature, 0, List.of(jvm));
  }

  static Shape wide(String signature) {
    return new Shape(Family.WIDE, Immediate.NONE, signature, 0, List.of());
  }

  static Shape vector(String signature, VectorForm form) {
    return vector(signature, Immediate.NONE, form);
  }

  static Shape vector(String signature, Immediate immediate, VectorForm form) {
    return new Shape(Family.VECTOR, immediate, signature, 0, List.of(), form);
  }

  static Shape lanes(String signature) {
    return vector(signature, VectorForm.LANES);
  }

  static Shape halves(String signature, Integer... jvm) {
    return new Shape(Family.VECTOR, Immediate.NONE, signature, 0, List.of(jvm), VectorForm.HALVES);
  }

  static Shape vectorMemory(String signature, int alignment) {
    return new Shape(
        Family.VECTOR_MEMORY, Immediate.MEMORY_ARGUMENT, signature, alignment, List.of());
  }

  static Shape vectorLaneMemory(String signature, int alignment) {
    return new Shape(
        Family.VECTOR_MEMORY, Immediate.MEMORY_ARGUMENT_LANE, signature, alignment, List.of());
  }

  static Shape atomic(String signature, int alignment) {
    return new Shape(Family.ATOMIC, Immediate.MEMORY_ARGUMENT, signature, alignment, List.of());
  }

  static Shape atomicFence() {
    return new Shape(Family.ATOMIC, Immediate.FENCE, ":", 0, List.of());
  }
}
