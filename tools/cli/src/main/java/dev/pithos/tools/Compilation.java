package dev.pithos.tools;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.ModuleException;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.MacroException;

/** Runs the compiler on a file that the user named, with progress and errors that say where. */
final class Compilation {
  private Compilation() {}

  /**
   * Compiles a module.
   *
   * @throws InputException when it cannot be compiled: the file, what is wrong and at which byte
   */
  static CompiledModule compile(CommandStreams streams, InputFile file, CompilerOptions options) {
    byte[] module = file.requireModule().bytes();
    try {
      return Progress.during(
          streams,
          "compiling " + file.path().getFileName(),
          () -> WasmCompiler.compile(module, options));
    } catch (ModuleException | MacroException e) {
      throw new InputException(file.path() + ": " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new InputException(
          file.path()
              + ": nests too deeply to be compiled: give the JVM a larger stack, for"
              + " example PITHOS_JAVA_OPTS=-Xss64m",
          e);
    }
  }
}
