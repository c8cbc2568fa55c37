package dev.pithos.compiler.emit;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Counts the bytes of a method's code on their way to a class, or to nowhere: at most so many,
 * since a constant's place in the constant pool decides on the size of its instruction.
 */
final class SizeCounter extends MethodVisitor {
  private int size;
  private int loadedConstants;

  /**
   * Begins a method.
   *
   * @param next who writes the method; null for nobody
   */
  SizeCounter(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** Bytes so far. */
  int size() {
    return size;
  }

  /** Bytes so far, at least. */
  int leastSize() {
    return size - loadedConstants;
  }

  /** Whether nobody writes the method. */
  boolean isDryRun() {
    return mv == null;
  }

  @Override
  public void visitInsn(int opcode) {
    size++;
    super.visitInsn(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    size += opcode == Opcodes.SIPUSH ? 3 : 2;
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int local) {
    size += local < 4 ? 1 : local < 256 ? 2 : 4;
    super.visitVarInsn(opcode, local);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    size += 3;
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    size += 3;
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    size += opcode == Opcodes.INVOKEINTERFACE ? 5 : 3;
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    size += 5;
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    size += 3;
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitLdcInsn(Object value) {
    size += 3;
    loadedConstants++;
    super.visitLdcInsn(value);
  }

  @Override
  public void visitIincInsn(int local, int increment) {
    size += local < 256 && increment == (byte) increment ? 3 : 6;
    super.visitIincInsn(local, increment);
  }

  @Override
  public void visitTableSwitchInsn(int first, int last, Label otherwise, Label... labels) {
    size += 16 + 4 * labels.length;
    super.visitTableSwitchInsn(first, last, otherwise, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    size += 12 + 8 * labels.length;
    super.visitLookupSwitchInsn(otherwise, keys, labels);
  }
}
