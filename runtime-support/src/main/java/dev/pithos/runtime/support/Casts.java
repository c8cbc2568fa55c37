package dev.pithos.runtime.support;

import dev.pithos.runtime.ArrayObject;
import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.GcObject;
import dev.pithos.runtime.I31;
import dev.pithos.runtime.References;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.WasmFunction;

/**
 * Tests and casts of references. A test has a number for whether null passes; there is one for each
 * abstract heap type, named by it, and one for defined types.
 */
public final class Casts {
  private Casts() {}

  public static int isNull(Object reference) {
    return reference == null ? 1 : 0;
  }

  public static int same(Object left, Object right) {
    return References.same(left, right) ? 1 : 0;
  }

  /** For ref.as_non_null. */
  public static Object nonNull(Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return reference;
  }

  // ---- tests

  public static int test(Object reference, int nullPasses, DefinedType type) {
    if (reference == null) {
      return nullPasses;
    }
    return reference instanceof GcObject object && object.type.extendsType(type) ? 1 : 0;
  }

  /** The same for a final type, which nothing extends. */
  public static int testFinal(Object reference, int nullPasses, DefinedType type) {
    if (reference == null) {
      return nullPasses;
    }
    return reference instanceof GcObject object && object.type == type ? 1 : 0;
  }

  public static int testFunction(Object reference, int nullPasses, DefinedType type) {
    if (reference == null) {
      return nullPasses;
    }
    return ((WasmFunction) reference).definedType().extendsType(type) ? 1 : 0;
  }

  /** For the types at the top of a hierarchy: any, func, extern, exn. */
  public static int testTop(Object reference, int nullPasses) {
    return reference == null ? nullPasses : 1;
  }

  /** For the types at the bottom: none, nofunc, noextern, noexn. */
  public static int testBottom(Object reference, int nullPasses) {
    return reference == null ? nullPasses : 0;
  }

  public static int testEq(Object reference, int nullPasses) {
    if (reference == null) {
      return nullPasses;
    }
    return reference instanceof GcObject || reference instanceof I31 ? 1 : 0;
  }

  public static int testI31(Object reference, int nullPasses) {
    return reference == null ? nullPasses : reference instanceof I31 ? 1 : 0;
  }

  public static int testStruct(Object reference, int nullPasses) {
    if (reference == null) {
      return nullPasses;
    }
    return reference instanceof GcObject && !(reference instanceof ArrayObject) ? 1 : 0;
  }

  public static int testArray(Object reference, int nullPasses) {
    return reference == null ? nullPasses : reference instanceof ArrayObject ? 1 : 0;
  }

  /** After a test whose answer is on the operand stack: a trap when it was no. */
  public static void check(int passed) {
    if (passed == 0) {
      throw new Trap(TrapKind.CAST_FAILURE);
    }
  }

  // ---- i31

  public static Object i31(int bits) {
    return I31.of(bits);
  }

  public static int i31GetS(Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_I31_REFERENCE);
    }
    return ((I31) reference).value();
  }

  public static int i31GetU(Object reference) {
    return i31GetS(reference) & Integer.MAX_VALUE;
  }
}
