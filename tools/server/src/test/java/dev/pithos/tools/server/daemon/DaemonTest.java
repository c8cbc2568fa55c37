package dev.pithos.tools.server.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.TokenStream;
import dev.pithos.tools.server.Examples;
import dev.pithos.tools.server.Libraries;
import dev.pithos.tools.server.ModuleCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
  private static final Duration IDLE = Duration.ofMillis(300);
  private static final int DERIVE = 0;
  private static final int BANG = 2;

  @TempDir private Path folder;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Path socket;
  private Future<Boolean> running;

  private Daemon daemon() {
    return daemon(socket);
  }

  private Daemon daemon(Path socket) {
    Libraries libraries = new Libraries(new ModuleCache(folder.resolve("cache"), log::add));
    ExpansionOptions options =
        ExpansionOptions.defaults()
            .withDeadline(Duration.ofMillis(2_500))
            .withMemoryLimit(32L << 20);
    return new Daemon(socket, IDLE, libraries, options, log::add);
  }

  @BeforeEach
  void start() throws Exception {
    socket = folder.resolve("run/d.sock");
    running = threads.submit(() -> daemon().serve());
    for (int i = 0; !Files.exists(socket) && i < 1_000; i++) {
      Thread.sleep(10);
    }
  }

  @AfterEach
  void endsWhenIdle() throws Exception {
    assertTrue(running.get());
    assertFalse(Files.exists(socket));
    threads.shutdown();
  }

  /** A client of the daemon. */
  private final class Client implements AutoCloseable {
    private final SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    private final InputStream in = Channels.newInputStream(channel);
    private final OutputStream out = Channels.newOutputStream(channel);

    Client() throws IOException {}

    Frame ask(int op, byte[] payload) throws IOException {
      new Frame(op, payload).write(out);
      return Frame.read(in);
    }

    int module(String name) throws IOException {
      return module(Files.readAllBytes(Examples.module(name)));
    }

    int module(byte[] bytes) throws IOException {
      Frame answer = ask(Frame.MODULE, bytes);
      assertEquals(Frame.READY, answer.op());
      return ByteBuffer.wrap(answer.payload()).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    Frame expand(int module, int kind, String export, String item) throws IOException {
      byte[] name = export.getBytes(StandardCharsets.UTF_8);
      byte[] made = TokenWriter.write(TokenStream.parse(item));
      byte[] tokens = Arrays.copyOfRange(made, 4, made.length);
      ByteBuffer payload =
          ByteBuffer.allocate(13 + name.length + tokens.length).order(ByteOrder.LITTLE_ENDIAN);
      payload.putInt(module).put((byte) kind).putInt(name.length).put(name);
      return ask(Frame.EXPAND, payload.putInt(tokens.length).put(tokens).array());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** The expansion's tokens; no macro here makes spans. */
  private static String tokens(Frame frame) throws BadFrame {
    assertEquals(Frame.TOKENS, frame.op(), () -> text(frame));
    byte[] payload = frame.payload();
    ByteBuffer counted = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, counted.getInt());
    return new TokenReader(counted.putInt(0, payload.length - 4).array()).tokens().toString();
  }

  private static String text(Frame frame) {
    return new String(frame.payload(), StandardCharsets.UTF_8);
  }

  private static void assertFails(String wanted, Frame frame) {
    assertEquals(Frame.FAILED, frame.op());
    assertTrue(text(frame).contains(wanted), () -> text(frame));
  }

  /** One that starts looks at a socket which another one removes. */
  @Test
  void socketsThatComeAndGoAreNoError() throws Exception {
    Path other = folder.resolve("run/other.sock");
    Future<Boolean> comeAndGo =
        threads.submit(
            () -> {
              for (int i = 0; i < 3_000; i++) {
                try (ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                  server.bind(UnixDomainSocketAddress.of(other));
                }
                Files.delete(other);
              }
              return true;
            });
    while (!comeAndGo.isDone()) {
      Daemon.requireUsable(other);
    }
    assertTrue(comeAndGo.get());
  }

  @Test
  void expandsForManyAtOnce() throws Exception {
    List<Callable<String>> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "S" + i;
      clients.add(
          () -> {
            try (Client client = new Client()) {
              int echo = client.module("echo");
              int demo = client.module("demo");
              for (int j = 0; j < 50; j++) {
                String item = "struct " + name + " { x: u8 }";
                assertEquals(
                    TokenStream.parse(item).toString(),
                    tokens(client.expand(echo, BANG, "echo_rebuilt", item)));
              }
              return tokens(client.expand(demo, DERIVE, "demo", "struct " + name + ";"));
            }
          });
    }
    int i = 0;
    for (Future<String> made : threads.invokeAll(clients)) {
      assertTrue(made.get().contains("My name is S" + i++ + "."), made.get());
    }
  }

  /** As two versions of one crate: as long, the same exports, another text. */
  @Test
  void keepsModulesOfTheSameExportsApart() throws Exception {
    byte[] one = Files.readAllBytes(Examples.module("demo"));
    String bytes = new String(one, StandardCharsets.ISO_8859_1);
    byte[] other = bytes.replace("Hello from", "Howdy from").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(one.length, other.length);
    List<Callable<Void>> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean otherFirst = i % 2 == 1;
      clients.add(
          () -> {
            try (Client client = new Client()) {
              int first = client.module(otherFirst ? other : one);
              int second = client.module(otherFirst ? one : other);
              for (int j = 0; j < 20; j++) {
                assertGreets(otherFirst ? "Howdy" : "Hello", client, first);
                assertGreets(otherFirst ? "Hello" : "Howdy", client, second);
              }
            }
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(clients)) {
      done.get();
    }
  }

  private static void assertGreets(String word, Client client, int module) throws IOException {
    String made = tokens(client.expand(module, DERIVE, "demo", "struct S;"));
    assertTrue(made.contains(word + " from WASM! My name is S."), made);
  }

  @Test
  void tellsWhatFailsAndGoesOn() throws Exception {
    try (Client client = new Client()) {
      assertFails("unexpected end", client.ask(Frame.MODULE, new byte[] {0, 'a', 's', 'm', 1}));
      int misbehave = client.module("misbehave");
      assertFails("always panics", client.expand(misbehave, BANG, "panic_text", ""));
      assertFails("deadline", client.expand(misbehave, BANG, "loop_forever", ""));
      assertFails("does not exist", client.expand(misbehave, BANG, "no_such", ""));
      int spans = client.module("spans");
      assertFails("wrong \ud83e\udd8a", client.expand(spans, BANG, "messages", "a"));
      assertFails("help: do it right", client.expand(spans, BANG, "messages", "a"));
      assertFails(
          "before the panic\nbang complain panicked", client.expand(spans, BANG, "complain", ""));
      int echo = client.module("echo");
      assertEquals("a", tokens(client.expand(echo, BANG, "echo", "a")));
    }
  }

  @Test
  void dropsConnectionsThatBreakTheProtocol() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[random.nextInt(64)];
      random.nextBytes(garbage);
      try (Client client = new Client()) {
        client.out.write(garbage);
        if (i % 2 == 0) {
          client.channel.shutdownOutput();
          client.in.readAllBytes();
        }
      } catch (IOException closed) {
        assertTrue(socket.toFile().exists());
      }
    }
    try (Client client = new Client()) {
      assertNull(client.ask(Frame.EXPAND, new byte[] {9, 0, 0, 0, 0}));
    }
    try (Client client = new Client()) {
      assertEquals("b", tokens(client.expand(client.module("echo"), BANG, "echo", "b")));
    }
    assertFalse(log.toString().contains("an error in pithos itself"), log::toString);
  }

  @Test
  void servesInAFolderOfTheUsersAlone() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    for (String permissions : List.of("rwxr-xr-x", "rwx--x---", "rwx-----x")) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));
      IOException refusal =
          assertThrows(IOException.class, () -> daemon(open.resolve("d.sock")).serve());
      assertTrue(refusal.getMessage().contains("others must not have any"), refusal::getMessage);
    }
    Path link = Files.createSymbolicLink(folder.resolve("link"), socket.getParent());
    IOException refusal =
        assertThrows(IOException.class, () -> daemon(link.resolve("d.sock")).serve());
    assertTrue(refusal.getMessage().contains("is a symbolic link"), refusal::getMessage);
    try (var files = Files.list(open)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void letsOneServeAtAPlace() throws Exception {
    // Two locks of one process would overlap; that the second daemon is refused is all the same.
    try (Client client = new Client()) {
      assertThrows(java.nio.channels.OverlappingFileLockException.class, () -> daemon().serve());
      assertEquals("c", tokens(client.expand(client.module("echo"), BANG, "echo", "c")));
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    assertEquals(
        ProcessHandle.current().pid() + "\n",
        Files.readString(socket.resolveSibling("d.sock.lock")));
  }
}
