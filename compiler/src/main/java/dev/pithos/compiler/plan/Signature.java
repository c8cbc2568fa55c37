package dev.pithos.compiler.plan;

import dev.pithos.runtime.FunctionType;

/**
 * How a function of some type is called. Arguments are JVM arguments, the instance comes last. The
 * first result is returned; the others, and the high half of a v128, are left in the instance's
 * buffer of results. More arguments than the JVM allows travel in a buffer.
 *
 * @param parameters kinds
 * @param results kinds
 * @param spilled whether arguments travel in a ValueBuffer
 * @param descriptor the method's
 */
public record Signature(String parameters, String results, boolean spilled, String descriptor) {
  /** The JVM allows 255 slots; room is left for the instance and one thing more. */
  private static final int MOST_SLOTS = 250;

  public static final String BUFFER = "dev/pithos/runtime/ValueBuffer";

  /** For a method that no function type describes. */
  public static Signature ofDescriptor(String descriptor) {
    return new Signature("", "", false, descriptor);
  }

  /** The signature of a type's functions. */
  public static Signature of(FunctionType type, String instanceClass) {
    return of(type, "L" + instanceClass + ";", "");
  }

  /**
   * The same with something between the arguments and the instance.
   *
   * @param extra its descriptor
   */
  public static Signature withExtra(FunctionType type, String extra, String instanceClass) {
    return of(type, "L" + instanceClass + ";", extra);
  }

  /**
   * (function, whether to go on outside of the instance, instance) -> results
   *
   * @param results kinds
   */
  static Signature resuming(String results, String instanceClass) {
    String parameters = "(Ldev/pithos/runtime/WasmFunction;IL" + instanceClass + ";)";
    return new Signature("", results, false, parameters + returnDescriptor(results));
  }

  private static Signature of(FunctionType type, String instance, String extra) {
    String parameters = Kind.of(type.parameters());
    String results = Kind.of(type.results());
    boolean spilled = Kind.slots(parameters) > MOST_SLOTS;
    StringBuilder descriptor = new StringBuilder("(");
    if (spilled) {
      descriptor.append('L').append(BUFFER).append(';');
    } else {
      for (int i = 0; i < parameters.length(); i++) {
        descriptor.append(Kind.descriptor(parameters.charAt(i)));
      }
    }
    descriptor.append(extra).append(instance).append(')');
    return new Signature(
        parameters, results, spilled, descriptor.append(returnDescriptor(results)).toString());
  }

  private static String returnDescriptor(String results) {
    if (results.isEmpty()) {
      return "V";
    }
    return results.charAt(0) == 'V' ? "J" : Kind.descriptor(results.charAt(0));
  }

  /** The kind of JVM value that is returned, or 0 for none. */
  public char returned() {
    if (results.isEmpty()) {
      return 0;
    }
    return results.charAt(0) == 'V' ? 'J' : results.charAt(0);
  }
}
