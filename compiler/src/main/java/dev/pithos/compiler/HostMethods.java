package dev.pithos.compiler;

import dev.pithos.compiler.module.Module;
import java.util.Arrays;
import java.util.SortedMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What hosts of Chicory and Endive expect of a module that was compiled when they were built: a
 * class with {@code static WasmModule load()} and {@code static Machine create(Instance)}, and the
 * module without code as a resource beside it. The methods are added to the module's class; what
 * they do is the adapter's.
 */
final class HostMethods {
  private static final String CODE = "code";

  /** No locals, unreachable, end: valid for a function of any type. */
  private static final byte[] NO_BODY = {3, 0, 0, 0x0b};

  private HostMethods() {}

  static void addTo(SortedMap<String, byte[]> files, Module module, CompilerOptions options) {
    String name = options.internalName();
    files.computeIfPresent(
        name + ".class", (file, bytes) -> withMethods(bytes, name, options.hostApi()));
    files.put(name + ".meta", withoutCode(module));
  }

  // ---- the class

  private static byte[] withMethods(byte[] bytes, String name, HostApi host) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            load(this, name, host);
            create(this, name, host);
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  /** static WasmModule load() */
  private static void load(ClassVisitor visitor, String name, HostApi host) {
    String result = "()L" + host.type("wasm/WasmModule") + ";";
    MethodVisitor method = method(visitor, "load", result);
    module(method, name, host);
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, host.adapter(), "wasmModule", result, false);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
  }

  /** static Machine create(Instance) */
  private static void create(ClassVisitor visitor, String name, HostApi host) {
    String descriptor =
        "(L" + host.type("runtime/Instance") + ";)L" + host.type("runtime/Machine") + ";";
    MethodVisitor method = method(visitor, "create", descriptor);
    module(method, name, host);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, host.adapter(), "newMachine", descriptor, false);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(2, 1);
    method.visitEnd();
  }

  private static MethodVisitor method(ClassVisitor visitor, String name, String descriptor) {
    MethodVisitor method =
        visitor.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    method.visitCode();
    return method;
  }

  /** Pushes the adapter's module of this class. */
  private static void module(MethodVisitor method, String name, HostApi host) {
    method.visitLdcInsn(Type.getObjectType(name));
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        host.adapter(),
        "of",
        "(Ljava/lang/Class;)L" + host.adapter() + ";",
        false);
  }

  // ---- the resource

  private static byte[] withoutCode(Module module) {
    BinaryWriter out = new BinaryWriter();
    int end = 8;
    out.raw(Arrays.copyOf(module.bytes, end));
    for (Module.Section section : module.sections) {
      int start = end;
      end = section.offset() + section.size();
      if (!section.name().equals(CODE)) {
        out.raw(Arrays.copyOfRange(module.bytes, start, end));
        continue;
      }
      BinaryWriter bodies = new BinaryWriter();
      bodies.unsigned(module.bodies.size());
      for (int i = 0; i < module.bodies.size(); i++) {
        bodies.raw(NO_BODY);
      }
      out.oneByte(module.bytes[start]);
      out.sized(bodies);
    }
    return out.bytes();
  }
}
