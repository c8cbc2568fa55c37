package dev.pithos.tools.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleCacheTest {
  @TempDir private Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private ModuleCache cache() {
    return new ModuleCache(folder.resolve("pithos"), log::add);
  }

  private MacroLibrary demo(ModuleCache cache) throws LibraryException {
    byte[] module = Examples.bytes("demo");
    return cache.library("demo.wasm", module, Sha256.of(module));
  }

  private static void assertExpands(MacroLibrary library) {
    TokenStream made = library.expand(0, null, TokenStream.parse("struct Point;"));
    assertTrue(made.toString().contains("My name is Point."), made::toString);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.getFileName().toString().equals(name)).toList();
    }
  }

  @Test
  void keepsWhatItCompiles() throws Exception {
    assertExpands(demo(cache()));
    Path jar = files("module.jar").get(0);
    FileTime written = Files.getLastModifiedTime(jar);
    assertExpands(demo(cache()));
    assertEquals(List.of(jar), files("module.jar"));
    assertEquals(written, Files.getLastModifiedTime(jar));
    assertEquals(List.of(), log);
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("pithos"))));
  }

  @Test
  void makesDamagedEntriesAnew() throws Exception {
    assertExpands(demo(cache()));
    Path jar = files("module.jar").get(0);
    byte[] whole = Files.readAllBytes(jar);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(jar, damaged);
    assertExpands(demo(cache()));
    assertEquals(Sha256.of(whole), Sha256.of(Files.readAllBytes(jar)));
    Files.delete(files("module.jar.sha256").get(0));
    assertExpands(demo(cache()));
    assertEquals(1, files("module.jar.sha256").size());
    assertEquals(List.of(), leftOvers());
  }

  private List<Path> leftOvers() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.getFileName().toString().matches("(new|old)-.*")).toList();
    }
  }

  @Test
  void isSharedByManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<MacroLibrary> task = () -> demo(cache());
      for (Future<MacroLibrary> library : threads.invokeAll(Collections.nCopies(8, task))) {
        assertExpands(library.get());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(1, files("module.jar").size());
    assertEquals(List.of(), leftOvers());
  }

  @Test
  void worksWithoutAFolderOfItsOwn() throws Exception {
    Path open = Files.createDirectory(folder.resolve("pithos"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertExpands(demo(cache()));
    assertEquals(List.of(), files("module.jar"));
    assertEquals(1, log.size());
    assertTrue(log.get(0).contains("others must not have any"), () -> log.get(0));
  }

  @Test
  void saysWhatIsWrongWithAModule() {
    byte[] broken = {0, 'a', 's', 'm', 1, 0, 0, 0, 99};
    LibraryException failure =
        assertThrows(
            LibraryException.class, () -> cache().library("b.wasm", broken, Sha256.of(broken)));
    assertTrue(failure.getMessage().startsWith("b.wasm: "), failure::getMessage);
    byte[] empty = {0, 'a', 's', 'm', 1, 0, 0, 0};
    failure =
        assertThrows(
            LibraryException.class, () -> cache().library("e.wasm", empty, Sha256.of(empty)));
    assertEquals("e.wasm: the module holds no macros", failure.getMessage());
  }

  @Test
  void forgetsBuildsThatAreLongUnused() throws Exception {
    Path old = Files.createDirectories(folder.resolve("pithos/modules/0123456789abcdef/entry"));
    Files.setPosixFilePermissions(
        folder.resolve("pithos"), PosixFilePermissions.fromString("rwx------"));
    Files.setLastModifiedTime(old.getParent(), FileTime.fromMillis(0));
    assertExpands(demo(cache()));
    assertTrue(Files.notExists(old.getParent()));
    assertEquals(List.of(), log);
  }

  @Test
  void forgetsWhatKilledServersLeft() throws Exception {
    assertExpands(demo(cache()));
    Path build = files("module.jar").get(0).getParent().getParent();
    Path young = Files.createDirectory(build.resolve("new-1"));
    Path old = Files.createDirectories(build.resolve("new-2"));
    Files.writeString(old.resolve("module.jar"), "half of it");
    Files.setLastModifiedTime(old, FileTime.fromMillis(0));
    Path moved = Files.createDirectories(build.resolve("old-3/entry"));
    Files.setLastModifiedTime(moved.getParent(), FileTime.fromMillis(0));
    assertExpands(demo(cache()));
    assertEquals(List.of(young), leftOvers());
    assertEquals(1, files("module.jar").size());
    assertEquals(List.of(), log);
  }

  @Test
  void readsAFileAgainWhenItChanges() throws Exception {
    Libraries libraries = new Libraries(cache());
    Path file = folder.resolve("m.wasm");
    Files.write(file, Examples.bytes("demo"));
    MacroLibrary first = libraries.open(file).library().orElseThrow();
    assertEquals(first, libraries.open(file).library().orElseThrow());
    Files.write(file, Examples.bytes("kinds"));
    MacroLibrary second = libraries.open(file).library().orElseThrow();
    assertNotEquals(first.slots(), second.slots());
    Files.write(folder.resolve("copy.so"), Examples.bytes("kinds"));
    assertEquals(second, libraries.open(folder.resolve("copy.so")).library().orElseThrow());
    Files.delete(file);
    assertThrows(LibraryException.class, () -> libraries.open(file));
  }
}
