package dev.pithos.tools.server.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.ExpansionThread;
import dev.pithos.tools.server.Libraries;
import dev.pithos.tools.server.UserFolders;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Serves all rustc processes of a user at one socket, in a folder that the user alone may enter,
 * and ends when nobody was connected for a while. A lock beside the socket, which holds the
 * process's id, keeps two daemons from serving at one place; it goes with the process, however that
 * ends.
 */
public final class Daemon {
  private static final int MOST_SESSIONS = 256;

  /** The longest path that fits a socket's address, on Linux and macOS. */
  private static final int LONGEST_PATH = 103;

  private final Path socket;
  private final Duration idle;
  private final Libraries libraries;
  private final ExpansionOptions options;
  private final Consumer<String> log;
  private final Semaphore expanding;
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile long quietSince = System.nanoTime();

  /**
   * A daemon that does not serve yet.
   *
   * @param socket where it will listen
   * @param idle how long it stays without any connection
   */
  public Daemon(
      Path socket,
      Duration idle,
      Libraries libraries,
      ExpansionOptions options,
      Consumer<String> log) {
    this.socket = socket.toAbsolutePath();
    this.idle = idle;
    this.libraries = libraries;
    this.options = options;
    this.log = log;
    this.expanding = new Semaphore(atOnce(options.memoryLimit()));
  }

  /**
   * How many expansions run at once: each may take its limit twice, in the guest's memory and in
   * tokens, and once more while the memory grows.
   */
  private static int atOnce(long memoryLimit) {
    long fitting = Runtime.getRuntime().maxMemory() / 3 / memoryLimit;
    int processors = Runtime.getRuntime().availableProcessors();
    return (int) Math.max(1, Math.min(processors, fitting));
  }

  /**
   * Serves until nobody needs it any more.
   *
   * @return false if another daemon serves at the socket
   * @throws IOException if the folder or the socket cannot be used
   */
  public boolean serve() throws IOException {
    requireUsable(socket);
    UserFolders.ownFolder(socket.getParent());
    Path lockFile = socket.resolveSibling(socket.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return false;
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
      Files.deleteIfExists(socket); // of a daemon that was killed
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        log.accept("serving at " + socket);
        watchIdleness(server);
        accept(server);
      } finally {
        Files.deleteIfExists(socket);
      }
      return true;
    }
  }

  /**
   * Refuses what cannot be bound, and what would be lost when a former socket is removed. Another
   * daemon may remove that one meanwhile, so there is one look at it.
   */
  static void requireUsable(Path socket) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(socket, BasicFileAttributes.class);
      if (found.isDirectory()) {
        throw new IOException(socket + ": is a folder; name a socket in a folder of your own");
      }
      if (!found.isOther()) {
        throw new IOException(socket + ": is a file, and no socket");
      }
    } catch (NoSuchFileException free) {
      // What is expected.
    }
    if (socket.toString().getBytes(UTF_8).length > LONGEST_PATH) {
      throw new IOException(
          socket + ": has too long a path for a socket: " + LONGEST_PATH + " bytes at most");
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    while (true) {
      SocketChannel client;
      try {
        client = server.accept();
      } catch (ClosedChannelException idleEnough) {
        log.accept("nobody was connected for " + idle.toSeconds() + " s: done");
        return;
      }
      if (sessions.incrementAndGet() > MOST_SESSIONS) {
        log.accept("more than " + MOST_SESSIONS + " connections: one is refused");
        end(client);
        continue;
      }
      new ExpansionThread(() -> serve(client), "session").start();
    }
  }

  private void serve(SocketChannel client) {
    try {
      new Session(libraries, options, expanding)
          .serve(Channels.newInputStream(client), Channels.newOutputStream(client));
    } catch (IOException e) {
      log.accept("a connection failed: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      log.accept("an error in pithos itself, please report it: " + e);
    } finally {
      end(client);
    }
  }

  private void end(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      log.accept("a connection could not be closed: " + e.getMessage());
    }
    quietSince = System.nanoTime();
    sessions.decrementAndGet();
  }

  /** Closes the server when no session was open for long enough. */
  private void watchIdleness(ServerSocketChannel server) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (sessions.get() > 0 || System.nanoTime() - quietSince < idle.toNanos()) {
                  Thread.sleep(Math.max(10, Math.min(1_000, idle.toMillis() / 4)));
                }
                server.close();
              } catch (InterruptedException | IOException e) {
                log.accept("the daemon no longer watches for its end: " + e);
              }
            },
            "idle-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
