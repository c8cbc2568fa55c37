package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.Signature;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * The locals of a method that passes arguments on: the arguments, some extras, the instance, and
 * from {@link #end} what the method itself keeps.
 */
final class CallFrame {
  final Signature signature;

  /** The local of the first extra. */
  final int extra;

  final int instance;
  final int end;

  private final Object[] types;
  private final int typeCount;

  /**
   * The frame of a method.
   *
   * @param instanceClass internal name
   * @param extras what frames say of each extra, none of two locals
   */
  CallFrame(Signature signature, String instanceClass, Object... extras) {
    this.signature = signature;
    extra = signature.spilled() ? 1 : Kind.slots(signature.parameters());
    instance = extra + extras.length;
    end = instance + 1;
    String parameters = signature.spilled() ? "" : signature.parameters();
    types = new Object[2 * parameters.length() + extras.length + 2];
    int count = 0;
    if (signature.spilled()) {
      types[count++] = Signature.BUFFER;
    }
    for (char kind : parameters.toCharArray()) {
      count = CodeWriter.frameTypes(kind, types, count);
    }
    for (Object type : extras) {
      types[count++] = type;
    }
    types[count++] = instanceClass;
    typeCount = count;
  }

  /** Begins the method. */
  CodeWriter method(ClassWriter owner, String name) {
    return CodeWriter.method(owner, Opcodes.ACC_STATIC, name, signature.descriptor());
  }

  /** [] -> [arguments] */
  void loadArguments(CodeWriter out) {
    if (signature.spilled()) {
      out.load('A', 0);
      return;
    }
    int local = 0;
    for (char kind : signature.parameters().toCharArray()) {
      out.load(kind, local);
      local += Kind.slots(kind);
    }
  }

  /** Arguments, wherever they are, to positions from 0 of another buffer in a local. */
  void putArguments(CodeWriter out, int buffer) {
    int local = 0;
    int position = 0;
    for (char kind : signature.parameters().toCharArray()) {
      out.load(kind, local);
      BufferCode.put(out, buffer, position, kind);
      local += Kind.slots(kind);
      position += Kind.positions(kind);
    }
  }

  /** A frame with the parameters, and a value on the operand stack; 0 for none. */
  void emit(CodeWriter out, char onStack) {
    Object[] stack = new Object[2];
    int count = onStack == 0 ? 0 : CodeWriter.frameTypes(onStack, stack, 0);
    out.frame(types, typeCount, stack, count);
  }

  void emit(CodeWriter out) {
    emit(out, (char) 0);
  }
}
