package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Shape;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.MethodRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Instructions into one method: short forms, no frame twice at one place. */
final class CodeWriter {
  private static final String SUPPORT = "dev/pithos/runtime/support/";

  /** The internal names of helpers' classes; made anew they would be hashed for each call. */
  private static final Map<String, String> SUPPORT_CLASSES = new ConcurrentHashMap<>();

  private static final Object[] NO_TYPES = {};

  private final SizeCounter method;
  private boolean frameHere;
  private int instructions;

  private CodeWriter(MethodVisitor next) {
    method = new SizeCounter(next);
    method.visitCode();
  }

  /** Writes nothing, and counts bytes. */
  static CodeWriter dryRun() {
    return new CodeWriter(null);
  }

  boolean isDryRun() {
    return method.isDryRun();
  }

  /** Bytes of code so far, at most. */
  int size() {
    return method.size();
  }

  /** A static method of a class. */
  static CodeWriter method(ClassWriter owner, int access, String name, String descriptor) {
    return new CodeWriter(owner.visitMethod(access, name, descriptor, null, null));
  }

  /** Appends code that is never reached, until the method has so many bytes. */
  void padTo(int bytes) {
    if (method.leastSize() >= bytes) {
      return;
    }
    Label here = new Label();
    label(here);
    frame(NO_TYPES, 0, NO_TYPES, 0);
    while (method.leastSize() < bytes) {
      op(Opcodes.NOP);
    }
    jump(Opcodes.GOTO, here);
  }

  /** Ends the method. */
  void end(int maxStack, int maxLocals) {
    method.visitMaxs(maxStack, maxLocals);
    method.visitEnd();
  }

  private void emitted() {
    frameHere = false;
    instructions++;
  }

  /** How many instructions, or pieces of one, there are so far; tells empty ranges from others. */
  int instructions() {
    return instructions;
  }

  void op(int opcode) {
    if (opcode == Shape.FLIP) {
      constant(Integer.MIN_VALUE);
      opcode = Opcodes.IADD;
    }
    emitted();
    method.visitInsn(opcode);
  }

  void op(List<Integer> opcodes) {
    for (int i = 0; i < opcodes.size(); i++) {
      op(opcodes.get(i));
    }
  }

  void jump(int opcode, Label target) {
    emitted();
    method.visitJumpInsn(opcode, target);
  }

  void label(Label label) {
    method.visitLabel(label);
  }

  void line(int line) {
    Label here = new Label();
    method.visitLabel(here);
    method.visitLineNumber(Math.min(line, 0xffff), here);
  }

  /** Lets another frame follow the one that was just given, if one was. */
  void endFrame() {
    if (frameHere) {
      op(Opcodes.NOP);
    }
  }

  /** A full frame, unless one was just given. */
  void frame(Object[] locals, int localCount, Object[] stack, int stackCount) {
    if (!frameHere) {
      method.visitFrame(Opcodes.F_NEW, localCount, locals, stackCount, stack);
      frameHere = true;
    }
  }

  void tableSwitch(int first, int last, Label otherwise, Label[] labels) {
    emitted();
    method.visitTableSwitchInsn(first, last, otherwise, labels);
  }

  void lookupSwitch(Label otherwise, int[] keys, Label[] labels) {
    emitted();
    method.visitLookupSwitchInsn(otherwise, keys, labels);
  }

  // ---- constants

  void constant(int value) {
    emitted();
    if (value >= -1 && value <= 5) {
      method.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      method.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      method.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      method.visitLdcInsn(value);
    }
  }

  void constant(long value) {
    emitted();
    if (value == 0 || value == 1) {
      method.visitInsn(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
    } else if (value == (byte) value) {
      method.visitIntInsn(Opcodes.BIPUSH, (int) value);
      method.visitInsn(Opcodes.I2L);
    } else {
      method.visitLdcInsn(value);
    }
  }

  /**
   * A float by its bits. A constant pool keeps a NaN's payload only by luck, so a helper makes it.
   */
  void floatConstant(int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isNaN(value)) {
      constant(bits);
      call("java/lang/Float", "intBitsToFloat", "(I)F");
    } else if (bits == 0) {
      op(Opcodes.FCONST_0);
    } else {
      emitted();
      method.visitLdcInsn(value);
    }
  }

  /** A double by its bits; see {@link #floatConstant}. */
  void doubleConstant(long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isNaN(value)) {
      constant(bits);
      call("java/lang/Double", "longBitsToDouble", "(J)D");
    } else if (bits == 0) {
      op(Opcodes.DCONST_0);
    } else {
      emitted();
      method.visitLdcInsn(value);
    }
  }

  void text(String value) {
    emitted();
    method.visitLdcInsn(value);
  }

  /** A class as a constant. */
  void classConstant(String internalName) {
    emitted();
    method.visitLdcInsn(Type.getObjectType(internalName));
  }

  // ---- locals: a v128 is two longs, the low half in the lower local

  void load(char kind, int local) {
    emitted();
    switch (kind) {
      case 'I' -> method.visitVarInsn(Opcodes.ILOAD, local);
      case 'J' -> method.visitVarInsn(Opcodes.LLOAD, local);
      case 'F' -> method.visitVarInsn(Opcodes.FLOAD, local);
      case 'D' -> method.visitVarInsn(Opcodes.DLOAD, local);
      case 'V' -> {
        method.visitVarInsn(Opcodes.LLOAD, local);
        method.visitVarInsn(Opcodes.LLOAD, local + 2);
      }
      default -> method.visitVarInsn(Opcodes.ALOAD, local);
    }
  }

  void store(char kind, int local) {
    emitted();
    switch (kind) {
      case 'I' -> method.visitVarInsn(Opcodes.ISTORE, local);
      case 'J' -> method.visitVarInsn(Opcodes.LSTORE, local);
      case 'F' -> method.visitVarInsn(Opcodes.FSTORE, local);
      case 'D' -> method.visitVarInsn(Opcodes.DSTORE, local);
      case 'V' -> {
        method.visitVarInsn(Opcodes.LSTORE, local + 2);
        method.visitVarInsn(Opcodes.LSTORE, local);
      }
      default -> method.visitVarInsn(Opcodes.ASTORE, local);
    }
  }

  void pop(char kind) {
    switch (kind) {
      case 'J', 'D' -> op(Opcodes.POP2);
      case 'V' -> {
        op(Opcodes.POP2);
        op(Opcodes.POP2);
      }
      default -> op(Opcodes.POP);
    }
  }

  void increment(int local, int by) {
    emitted();
    method.visitIincInsn(local, by);
  }

  /** The zero of a kind, or null. */
  void zero(char kind) {
    switch (kind) {
      case 'I' -> op(Opcodes.ICONST_0);
      case 'J' -> op(Opcodes.LCONST_0);
      case 'F' -> op(Opcodes.FCONST_0);
      case 'D' -> op(Opcodes.DCONST_0);
      case 'V' -> {
        op(Opcodes.LCONST_0);
        op(Opcodes.LCONST_0);
      }
      default -> op(Opcodes.ACONST_NULL);
    }
  }

  /** Returns a value of the kind; 0 for none. */
  void returnValue(char kind) {
    op(
        switch (kind) {
          case 0 -> Opcodes.RETURN;
          case 'I' -> Opcodes.IRETURN;
          case 'J' -> Opcodes.LRETURN;
          case 'F' -> Opcodes.FRETURN;
          case 'D' -> Opcodes.DRETURN;
          default -> Opcodes.ARETURN;
        });
  }

  // ---- members

  void field(int opcode, String owner, String name, String descriptor) {
    emitted();
    method.visitFieldInsn(opcode, owner, name, descriptor);
  }

  void call(String owner, String name, String descriptor) {
    emitted();
    method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  void call(MethodRef target) {
    call(target.owner(), target.name(), target.signature().descriptor());
  }

  /** A helper of runtime-support. */
  void support(String className, String name, String descriptor) {
    call(SUPPORT_CLASSES.computeIfAbsent(className, simple -> SUPPORT + simple), name, descriptor);
  }

  void callVirtual(String owner, String name, String descriptor) {
    emitted();
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
  }

  void callSpecial(String owner, String name, String descriptor) {
    emitted();
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, name, descriptor, false);
  }

  void newArray(int elementType) {
    emitted();
    method.visitIntInsn(Opcodes.NEWARRAY, elementType);
  }

  void type(int opcode, String name) {
    emitted();
    method.visitTypeInsn(opcode, name);
  }

  void tryCatch(Label start, Label end, Label handler, String type) {
    method.visitTryCatchBlock(start, end, handler, type);
  }

  /** What a frame says of a value of the kind; a v128 is two entries. */
  static int frameTypes(char kind, Object[] out, int at) {
    switch (kind) {
      case 'I' -> out[at] = Opcodes.INTEGER;
      case 'J' -> out[at] = Opcodes.LONG;
      case 'F' -> out[at] = Opcodes.FLOAT;
      case 'D' -> out[at] = Opcodes.DOUBLE;
      case 'V' -> {
        out[at] = Opcodes.LONG;
        out[at + 1] = Opcodes.LONG;
      }
      default -> out[at] = "java/lang/Object";
    }
    return at + Kind.positions(kind);
  }
}
