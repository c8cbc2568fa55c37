package dev.pithos.compiler.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.runtime.Instance;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which functions become too large to be inlined where they are called often: those that are large
 * only once their loads are inlined, or what they call.
 */
class InlinePlanTest {
  /** What HotSpot inlines at most, in bytes. */
  private static final int INLINED = 325;

  private static final int LOCAL_GET = 0x20;
  private static final int LOCAL_SET = 0x21;
  private static final int CALL = 0x10;
  private static final int I32_LOAD = 0x28;

  private static final int[] ONE_I32 = {ModuleBytes.I32};

  /** A module of functions of an i32 to an i32 that hand it on. */
  private final ModuleBytes module = new ModuleBytes(ONE_I32, ONE_I32).memory(0, 1);

  /** The parameter's value, after so many loads of one address. */
  private static int[] loads(int count) {
    int[] load = {LOCAL_GET, 0, I32_LOAD, 2, 0, LOCAL_SET, 0};
    int[] all = new int[count * load.length + 2];
    for (int i = 0; i < count; i++) {
      System.arraycopy(load, 0, all, i * load.length, load.length);
    }
    all[all.length - 2] = LOCAL_GET;
    return all;
  }

  private static int[] calls(int function, int count) {
    return IntStream.concat(
            IntStream.of(LOCAL_GET, 0),
            IntStream.range(0, count).flatMap(i -> IntStream.of(CALL, function)))
        .toArray();
  }

  /** The bytes of each function's method, from its first instruction to behind its last. */
  private int[] sizes(int functions) {
    int[] sizes = new int[functions];
    WasmCompiler.compile(module.toByteArray(), CompilerOptions.defaults())
        .classes()
        .values()
        .forEach(bytes -> new ClassReader(bytes).accept(new Sizes(sizes), 0));
    return sizes;
  }

  @Test
  void whatIsSmallMayBeInlined() {
    module.function(loads(1)).function(calls(0, 3));
    int[] sizes = sizes(2);
    assertTrue(sizes[0] > 0 && sizes[0] <= INLINED, Arrays.toString(sizes));
    assertTrue(sizes[1] > 0 && sizes[1] <= INLINED, Arrays.toString(sizes));
  }

  @Test
  void manyLoadsAreNotInlined() {
    module.function(loads(20));
    int[] sizes = sizes(1);
    assertTrue(sizes[0] > INLINED, Arrays.toString(sizes));
  }

  @Test
  void whatWouldBeInlinedIntoItCounts() {
    module.function(loads(5)).function(calls(0, 1)).function(calls(0, 4));
    int[] sizes = sizes(3);
    assertTrue(sizes[0] <= INLINED, Arrays.toString(sizes));
    assertTrue(sizes[1] <= INLINED, Arrays.toString(sizes));
    assertTrue(sizes[2] > INLINED, Arrays.toString(sizes));
  }

  @Test
  void whatIsNotInlinedItselfDoesNotCount() {
    module.function(loads(20)).function(calls(0, 4));
    int[] sizes = sizes(2);
    assertTrue(sizes[1] <= INLINED, Arrays.toString(sizes));
  }

  @Test
  void padsNeverRun() {
    module.function(loads(20)).function(calls(0, 3));
    Instance instance = module.instantiate();
    instance.memory(0).write(8, new byte[] {12, 0, 0, 0, 8, 0, 0, 0});
    assertEquals(8, instance.function("f1").call(8)[0]);
    assertEquals(12, instance.function("f0").call(12)[0]);
  }

  /** Takes down the sizes of functions' methods. */
  private static final class Sizes extends ClassVisitor {
    private static final Pattern FUNCTION = Pattern.compile("func(\\d+)");

    private final int[] sizes;

    Sizes(int[] sizes) {
      super(Opcodes.ASM9, new ClassWriter(0));
      this.sizes = sizes;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor writer = super.visitMethod(access, name, descriptor, signature, exceptions);
      Matcher function = FUNCTION.matcher(name);
      if (!function.matches()) {
        return writer;
      }
      return new MethodVisitor(Opcodes.ASM9, writer) {
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          Label end = new Label();
          visitLabel(end);
          sizes[Integer.parseInt(function.group(1))] = end.getOffset();
          super.visitMaxs(maxStack, maxLocals);
        }
      };
    }
  }
}
