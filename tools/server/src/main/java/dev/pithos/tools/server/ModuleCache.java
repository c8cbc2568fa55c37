package dev.pithos.tools.server;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.ModuleException;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroLibrary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compiled modules on disk, by the hash of the module's bytes, one folder for each build of Pithos.
 *
 * <p>An entry is a folder with the jar and the jar's hash, made under another name and then
 * renamed: it is there whole or not at all, whoever else writes the same one. An entry whose hash
 * does not fit is made anew. A cache that cannot be used costs time alone: modules are compiled in
 * memory.
 */
public final class ModuleCache {
  private static final String JAR = "module.jar";
  private static final String HASH = "module.jar.sha256";
  private static final Duration KEPT_UNUSED = Duration.ofDays(30);
  private static final Duration KEPT_UNFINISHED = Duration.ofDays(1);

  private final Path folder;
  private final Consumer<String> log;

  /**
   * A cache below a user's folder.
   *
   * @param userFolder as {@link UserFolders#cache} gives it; made if it is missing
   * @param log gets one line for each thing that does not work
   */
  public ModuleCache(Path userFolder, Consumer<String> log) {
    this.log = log;
    Path own = null;
    try {
      Path modules = UserFolders.ownFolder(userFolder).resolve("modules");
      own = Files.createDirectories(modules.resolve(BuildIdentity.get()));
      Files.setLastModifiedTime(own, FileTime.from(Instant.now()));
      removeBefore(Instant.now().minus(KEPT_UNUSED), modules, "*");
      removeBefore(Instant.now().minus(KEPT_UNFINISHED), own, "{new,old}-*");
    } catch (IOException | UnsupportedOperationException e) {
      log.accept("no cache of compiled modules: " + e);
    }
    this.folder = own;
  }

  /**
   * The library of a module, from the cache if it is there.
   *
   * @param name the module's file, for messages
   * @throws LibraryException if the module cannot be compiled or holds no macros
   */
  MacroLibrary library(String name, byte[] module, String sha256) throws LibraryException {
    Path entry = folder == null ? null : folder.resolve(sha256);
    try {
      if (entry != null && isWhole(entry)) {
        return MacroLibrary.open(entry.resolve(JAR)).library();
      }
      CompiledModule compiled = compile(name, module);
      if (compiled.slots().isEmpty()) {
        throw new LibraryException(name + ": the module holds no macros");
      }
      if (entry != null && write(entry, compiled)) {
        return MacroLibrary.open(entry.resolve(JAR)).library();
      }
      return MacroLibrary.of(compiled.load());
    } catch (MacroException e) {
      throw new LibraryException(name + ": is no usable macro library: " + e.detail(), e);
    }
  }

  private static CompiledModule compile(String name, byte[] module) throws LibraryException {
    try {
      return WasmCompiler.compile(module, CompilerOptions.defaults());
    } catch (ModuleException e) {
      throw new LibraryException(name + ": " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new LibraryException(name + ": nests too deeply to be compiled", e);
    } catch (OutOfMemoryError e) {
      throw new LibraryException(name + ": not enough memory to compile it", e);
    }
  }

  private boolean isWhole(Path entry) {
    try {
      return Files.isDirectory(entry)
          && Sha256.of(Files.readAllBytes(entry.resolve(JAR)))
              .equals(Files.readString(entry.resolve(HASH)));
    } catch (IOException e) {
      log.accept("cached module cannot be read and is made anew: " + e);
      return false;
    }
  }

  /** Writes an entry in place of a damaged one or none; whether it is there now. */
  private boolean write(Path entry, CompiledModule compiled) {
    Path fresh = null;
    try {
      fresh = Files.createTempDirectory(folder, "new-");
      compiled.writeJar(fresh.resolve(JAR));
      Files.writeString(fresh.resolve(HASH), Sha256.of(Files.readAllBytes(fresh.resolve(JAR))));
      if (Files.isDirectory(entry) && !isWhole(entry)) {
        Path damaged = Files.createTempDirectory(folder, "old-").resolve("entry");
        Files.move(entry, damaged, StandardCopyOption.ATOMIC_MOVE);
        delete(damaged.getParent());
      }
      Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      if (isWhole(entry)) {
        return true; // another server was first
      }
      log.accept("compiled module cannot be kept: " + e);
      return false;
    } finally {
      delete(fresh);
    }
  }

  /**
   * Forgets folders that have long not been written: builds that are no longer used, and what
   * servers left that were killed.
   */
  private static void removeBefore(Instant limit, Path parent, String glob) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, glob)) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
          delete(folder);
        }
      }
    } catch (NoSuchFileException another) {
      return; // another server was removing the same
    }
  }

  private static void delete(Path tree) {
    if (tree == null || !Files.exists(tree)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(tree)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException another) {
      // Another server deletes the same, or it stays until it is unused for long.
      return;
    }
  }
}
