package dev.pithos.compiler.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.Features;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.compiler.decode.ModuleDecoder;
import dev.pithos.compiler.lower.CodePrinter;
import dev.pithos.compiler.lower.Lowering;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.validate.ModuleValidator;
import dev.pithos.runtime.ExternalKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * What small functions become, a file for each family of instructions: the source, the lowered form
 * and the bytecode in one text, so that a change of either shows. {@code -Dpithos.golden=record}
 * writes the files anew; conformance/assemble.sh makes the modules from the text.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final Pattern FUNCTION = Pattern.compile("(.+)@(\\d+)");

  @TestFactory
  Stream<DynamicTest> everyFamily() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".wat")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path source) throws IOException {
    String name = source.getFileName().toString().replace(".wat", "");
    byte[] wasm = Files.readAllBytes(FOLDER.resolve(name + ".wasm"));
    String actual = Files.readString(source) + "\n" + describe(wasm);
    Path golden = FOLDER.resolve(name + ".txt");
    if ("record".equals(System.getProperty("pithos.golden"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(
        Files.readString(golden), actual, "differs; -Dpithos.golden=record takes the new form");
  }

  private static String describe(byte[] wasm) {
    Module module = ModuleDecoder.decode(wasm);
    ModuleValidator validator = new ModuleValidator(module, Features.all());
    validator.module();
    CompiledModule compiled = WasmCompiler.compile(wasm, CompilerOptions.defaults());
    StringBuilder out = new StringBuilder();
    int imported = module.importCount(ExternalKind.FUNCTION);
    for (int number = 0; number < module.bodies.size(); number++) {
      int index = imported + number;
      Lowering lowering = new Lowering();
      validator.body(number, lowering);
      out.append("==== ").append(module.functionNames.get(index)).append('\n');
      out.append(CodePrinter.print(lowering.finish(module, number)));
      compiled.classes().values().forEach(bytes -> out.append(bytecode(bytes, index)));
    }
    return out.toString();
  }

  /** The methods of a function, with their frames; none where the class has none. */
  private static String bytecode(byte[] classFile, int index) {
    StringWriter bytecode = new StringWriter();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            Matcher function = FUNCTION.matcher(name);
            boolean wanted = function.matches() && Integer.parseInt(function.group(2)) == index;
            if (!wanted) {
              return null;
            }
            return new TraceMethodVisitor(
                new Textifier(Opcodes.ASM9) {
                  @Override
                  public void visitMethodEnd() {
                    bytecode.append("---- ").append(name).append(descriptor).append('\n');
                    print(new PrintWriter(bytecode, true));
                  }
                });
          }
        };
    new ClassReader(classFile).accept(visitor, ClassReader.EXPAND_FRAMES);
    return bytecode.toString();
  }
}
