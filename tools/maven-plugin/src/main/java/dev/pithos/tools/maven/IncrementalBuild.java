package dev.pithos.tools.maven;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.CompilerVersion;
import dev.pithos.compiler.ModuleException;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.MacroException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings the classes or jars of a project up to date with its modules. The work folder keeps a jar
 * of each class and the key it was compiled from: the hash of the module, its options and the
 * compiler. Times of files play no part.
 */
final class IncrementalBuild {
  private static final String JAR = ".jar";
  private static final String KEY = ".key";

  private final String execution;
  private final Path work;
  private final Path jars;
  private final ClassesFolder classes;
  private final BuildListener listener;

  /**
   * A build.
   *
   * @param execution the name of what has these modules, among others that share the work folder
   * @param work what this class keeps
   * @param classes where classes go
   * @param jars where jars go instead, or null
   * @param listener told what is done
   */
  IncrementalBuild(String execution, Path work, Path classes, Path jars, BuildListener listener) {
    this.execution = execution;
    this.work = work;
    this.jars = jars;
    this.classes = new ClassesFolder(classes, listener::changed);
    this.listener = listener;
  }

  /**
   * Compiles what has changed. What earlier builds made of modules that are gone, or under names
   * that this execution no longer gives, goes first.
   *
   * @throws InputException when a module cannot be compiled
   */
  void run(List<SourceModule> modules) throws IOException {
    Files.createDirectories(work);
    forgetAllBut(modules);
    for (SourceModule module : modules) {
      Path jar = work.resolve(module.qualifiedName() + JAR);
      Path key = work.resolve(module.qualifiedName() + KEY);
      byte[] bytes = Files.readAllBytes(module.file());
      String wanted = module.file() + "\n" + execution + "\n" + key(bytes, module.options()) + "\n";
      if (Files.exists(jar) && Files.exists(key) && Files.readString(key).equals(wanted)) {
        listener.tell(module.file().getFileName() + " is up to date");
      } else {
        forget(module.qualifiedName());
        compile(module, bytes, jar);
        Files.writeString(key, wanted);
        listener.tell("Compiled " + module.file().getFileName() + " to " + module.qualifiedName());
      }
      deliver(module.qualifiedName(), jar);
    }
  }

  /** Where the jar of a module is, when jars are made. */
  Path jar(SourceModule module) {
    return jars.resolve(module.qualifiedName() + JAR);
  }

  private void deliver(String name, Path jar) throws IOException {
    if (jars == null) {
      classes.add(jar);
      return;
    }
    classes.remove(jar);
    Files.createDirectories(jars);
    Path target = jars.resolve(name + JAR);
    if (!Files.exists(target) || Files.mismatch(jar, target) >= 0) {
      Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
      listener.changed(target);
    }
  }

  private static void compile(SourceModule module, byte[] bytes, Path jar) throws IOException {
    if (bytes.length < 4
        || bytes[0] != 0
        || bytes[1] != 'a'
        || bytes[2] != 's'
        || bytes[3] != 'm') {
      throw new InputException(
          module.file(),
          "not a WebAssembly module (it does not begin with \\0asm); build it again, or leave it"
              + " out with includes",
          null);
    }
    try {
      WasmCompiler.compile(bytes, module.options()).writeJar(jar);
    } catch (ModuleException | MacroException e) {
      throw new InputException(module.file(), e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new InputException(
          module.file(),
          "nests too deeply to be compiled: give Maven a larger stack, for example"
              + " MAVEN_OPTS=-Xss64m",
          e);
    }
  }

  /** Another execution's classes are not this one's to forget, while their modules are there. */
  private void forgetAllBut(List<SourceModule> modules) throws IOException {
    Set<String> kept =
        modules.stream().map(SourceModule::qualifiedName).collect(Collectors.toSet());
    List<Path> keys;
    try (Stream<Path> files = Files.list(work)) {
      keys = files.filter(f -> f.toString().endsWith(KEY)).sorted().toList();
    }
    for (Path key : keys) {
      String file = key.getFileName().toString();
      String name = file.substring(0, file.length() - KEY.length());
      List<String> lines = Files.readAllLines(key);
      Path source = Path.of(lines.isEmpty() ? "" : lines.get(0));
      boolean gone = !Files.exists(source);
      boolean ours = lines.size() > 1 && lines.get(1).equals(execution);
      if (!kept.contains(name) && (gone || ours)) {
        forget(name);
        String reason = gone ? source + " is gone" : "nothing is compiled to it any more";
        listener.tell("Removed " + name + ": " + reason);
      }
    }
  }

  private void forget(String name) throws IOException {
    Path jar = work.resolve(name + JAR);
    Files.deleteIfExists(work.resolve(name + KEY));
    if (Files.exists(jar)) {
      classes.remove(jar);
      Files.delete(jar);
    }
    if (jars != null) {
      Path delivered = jars.resolve(name + JAR);
      if (Files.deleteIfExists(delivered)) {
        listener.changed(delivered);
      }
    }
  }

  private static String key(byte[] module, CompilerOptions options) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (options + "\n" + CompilerVersion.get() + "\n").getBytes(StandardCharsets.UTF_8));
      // Two builds of a snapshot have the same version.
      Path compiler =
          Path.of(WasmCompiler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(compiler)) {
        digest.update(Files.readAllBytes(compiler));
      }
      return HexFormat.of().formatHex(digest.digest(module));
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
