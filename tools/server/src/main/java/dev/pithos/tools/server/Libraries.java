package dev.pithos.tools.server;

import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Macro libraries ready to expand, by the hash of their module's bytes; for any number of threads.
 * The most recently used {@value #MOST} stay.
 */
public final class Libraries {
  private static final int MOST = 128;
  private static final long LARGEST_FILE = 1L << 30;

  /**
   * What a file holds.
   *
   * @param library the macros of its module; empty if there is none in it
   * @param isNative whether it may have native macros, alone or beside the module's
   */
  public record Contents(Optional<MacroLibrary> library, boolean isNative) {}

  /** A file as it was when it was read. */
  private record Known(long size, FileTime modified, Contents contents) {}

  private final ModuleCache cache;
  private final Map<Path, Known> files = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<MacroLibrary>> byHash =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<MacroLibrary>> eldest) {
          return size() > MOST;
        }
      };

  /** Libraries of modules that a cache compiles. */
  public Libraries(ModuleCache cache) {
    this.cache = cache;
  }

  /**
   * The library in a file: a module, a compiled jar, or a shared library, with a module inside or
   * without. Read again when the file changes.
   *
   * @throws LibraryException if there is no such file, or its module or jar cannot be used, or its
   *     name says that it has one and it has none
   */
  public Contents open(Path file) throws LibraryException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Known known = files.get(file);
      if (known == null
          || known.size != now.size()
          || !known.modified.equals(now.lastModifiedTime())) {
        known = new Known(now.size(), now.lastModifiedTime(), read(file, now));
        if (files.size() >= MOST) {
          files.clear();
        }
        files.put(file, known);
      }
      return known.contents;
    } catch (NoSuchFileException e) {
      throw new LibraryException(file + ": no such file", e);
    } catch (IOException e) {
      throw new LibraryException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private Contents read(Path file, BasicFileAttributes attributes)
      throws IOException, LibraryException {
    if (!attributes.isRegularFile()) {
      throw new LibraryException(file + ": is not a file");
    }
    if (attributes.size() > LARGEST_FILE) {
      throw new LibraryException(file + ": larger than any macro library can be (1 GiB)");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (begins(bytes, 'P', 'K', 3, 4)) {
      try {
        return new Contents(Optional.of(MacroLibrary.open(file).library()), false);
      } catch (MacroException e) {
        throw new LibraryException(file + ": is no usable macro library: " + e.detail(), e);
      }
    }
    boolean isModule = begins(bytes, 0, 'a', 's', 'm');
    byte[] module = isModule ? bytes : EmbeddedModule.find(bytes);
    String name = file.toString();
    if (module == null && name.endsWith(".wasm")) {
      throw new LibraryException(
          file + ": not a WebAssembly module (it does not begin with \\0asm)");
    }
    if (module == null && name.endsWith(".jar")) {
      throw new LibraryException(file + ": not a jar (it does not begin with PK)");
    }
    return module == null
        ? new Contents(Optional.empty(), true)
        : new Contents(Optional.of(ofModule(name, module)), !isModule);
  }

  private static boolean begins(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** The library of a module that is at hand already; null if it is not. */
  public MacroLibrary ifReady(String sha256) {
    CompletableFuture<MacroLibrary> known;
    synchronized (byHash) {
      known = byHash.get(sha256);
    }
    return known != null && known.isDone() && !known.isCompletedExceptionally()
        ? known.join()
        : null;
  }

  /**
   * The library of a module; who asks while another thread prepares it waits for that one.
   *
   * @param name the module's file, for messages
   * @throws LibraryException if the module cannot be compiled or holds no macros
   */
  public MacroLibrary ofModule(String name, byte[] module) throws LibraryException {
    String sha256 = Sha256.of(module);
    CompletableFuture<MacroLibrary> made = new CompletableFuture<>();
    CompletableFuture<MacroLibrary> other;
    synchronized (byHash) {
      other = byHash.putIfAbsent(sha256, made);
    }
    if (other == null) {
      prepare(made, name, module, sha256);
      other = made;
    }
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LibraryException failure) {
        throw failure;
      }
      throw new LibraryException(name + ": cannot be loaded: " + e.getCause(), e);
    }
  }

  private void prepare(
      CompletableFuture<MacroLibrary> made, String name, byte[] module, String sha256) {
    try {
      made.complete(cache.library(name, module, sha256));
    } catch (LibraryException | RuntimeException | Error e) {
      synchronized (byHash) {
        byHash.remove(sha256, made);
      }
      made.completeExceptionally(e);
    }
  }
}
