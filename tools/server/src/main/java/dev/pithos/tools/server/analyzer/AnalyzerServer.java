package dev.pithos.tools.server.analyzer;

import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroException;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.TokenStream;
import dev.pithos.tools.server.Libraries;
import dev.pithos.tools.server.LibraryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Answers one client, request by request, until its input ends. Every request gets exactly one
 * answer, whatever it is and whatever the macro does: the client waits for it without a limit, and
 * does not start a server that died again.
 */
public final class AnalyzerServer {
  /** The latest version of the protocol that is spoken here. */
  public static final int LATEST = 6;

  private static final int SPAN_TABLES = 4;

  /**
   * How a server works.
   *
   * @param latest the latest version of the protocol to speak, at most {@link #LATEST}
   * @param expansion what an expansion may use
   * @param nativeDeadline how long the toolchain's own server may take for an answer
   * @param environment where the toolchain's own server is told
   */
  public record Settings(
      int latest,
      ExpansionOptions expansion,
      Duration nativeDeadline,
      Map<String, String> environment) {
    /** Copies the environment. */
    public Settings {
      environment = Map.copyOf(environment);
      if (latest < 0 || latest > LATEST) {
        throw new IllegalArgumentException(
            "the protocol has versions 0 to " + LATEST + ", not " + latest);
      }
    }
  }

  /** The toolchain's own server and the version that it speaks. */
  private record Toolchain(NativeServer server, int version) {}

  private final Libraries libraries;
  private final Settings settings;
  private final Consumer<String> log;
  private final CompletableFuture<Optional<Toolchain>> toolchain;

  /** A client that does not ask for the version is older than the question. */
  private int version;

  private boolean spanTables;

  /** A server; looks for the toolchain's own one at once, beside what the client asks first. */
  public AnalyzerServer(Libraries libraries, Settings settings, Consumer<String> log) {
    this.libraries = libraries;
    this.settings = settings;
    this.log = log;
    this.toolchain = CompletableFuture.supplyAsync(this::findToolchain);
  }

  private Optional<Toolchain> findToolchain() {
    Optional<NativeServer> server =
        NativeServers.find(settings.environment, settings.nativeDeadline, log);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Toolchain(server.get(), server.get().version()));
    } catch (IOException e) {
      log.accept(e.getMessage());
      return Optional.empty();
    }
  }

  /** Answers until the input ends. */
  public void serve(InputStream in, PrintWriter out) throws IOException {
    LineReader lines = new LineReader(in);
    try {
      while (lines.next()) {
        if (!isBlank(lines)) {
          out.write(answer(lines));
          out.write('\n');
          out.flush();
        }
      }
    } finally {
      toolchain.join().ifPresent(own -> own.server.close());
    }
  }

  private static boolean isBlank(LineReader lines) {
    for (int i = 0; i < lines.length(); i++) {
      if (lines.line()[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private String answer(LineReader lines) {
    String name = "ExpandMacro";
    try {
      if (lines.isTooLong()) {
        return failure(name, "the request is longer than " + LineReader.LONGEST + " bytes");
      }
      RequestReader.Result read = RequestReader.read(lines.line(), lines.length());
      name = read.name();
      return read.request() == null ? failure(name, read.problem()) : answer(read.request(), lines);
    } catch (IOException | LibraryException | BadRequest | NativeFailure | MacroException e) {
      return failure(name, e.getMessage());
    } catch (OutOfMemoryError e) {
      return failure(name, "the macro server's memory is exhausted: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      log.accept("an error in pithos itself, please report it: " + e);
      return failure(name, "an error in the macro server itself: " + e);
    }
  }

  private String failure(String name, String message) {
    return Answers.failure(
        name.equals("ListMacros") ? name : spanTables ? "ExpandMacroExtended" : "ExpandMacro",
        String.valueOf(message));
  }

  private String answer(Request request, LineReader line)
      throws IOException, LibraryException, BadRequest, NativeFailure {
    if (request instanceof Request.ApiVersionCheck) {
      version = negotiated();
      return Answers.version(version);
    }
    if (request instanceof Request.SetConfig config) {
      spanTables = config.spanTables() && version >= SPAN_TABLES;
      Optional<Toolchain> own = toolchain.join();
      if (own.isPresent() && own.get().version == version) {
        own.get().server.configure(spanTables);
      }
      return Answers.config(spanTables);
    }
    if (request instanceof Request.ListMacros list) {
      Libraries.Contents file = libraries.open(path(list.path()));
      return file.library().isEmpty()
          ? toolchain(list.path()).server.ask(text(line))
          : Answers.macros(
              file.library().get().slots(), file.isNative() ? nativeMacros(line) : List.of());
    }
    Request.ExpandMacro expand = (Request.ExpandMacro) request;
    Libraries.Contents file = libraries.open(path(expand.library()));
    boolean here =
        file.library().isPresent()
            && (!file.isNative()
                || has(file.library().get(), expand.macro())
                || toolchain.join().isEmpty());
    return here ? expand(file.library().get(), expand) : passOn(expand, line);
  }

  /** What the toolchain's own server finds in a file that has a module too; nothing if it fails. */
  private List<Answers.Listed> nativeMacros(LineReader line) {
    Optional<Toolchain> own = toolchain.join();
    try {
      return own.isPresent() ? own.get().server.macros(text(line)) : List.of();
    } catch (IOException e) {
      log.accept(e.getMessage());
      return List.of();
    }
  }

  private static boolean has(MacroLibrary library, String macro) {
    return library.slots().stream().anyMatch(slot -> slot.name().equals(macro));
  }

  private static String text(LineReader line) {
    return new String(line.line(), 0, line.length(), StandardCharsets.UTF_8).strip();
  }

  private static Path path(String text) throws BadRequest {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadRequest("the library's path is no path: " + e.getMessage(), e);
    }
  }

  /** Not later than the toolchain's own server, so that its requests need no translation. */
  private int negotiated() {
    return toolchain
        .join()
        .map(own -> Math.min(settings.latest, own.version))
        .orElse(settings.latest);
  }

  private Toolchain toolchain(String library) throws LibraryException {
    return toolchain
        .join()
        .orElseThrow(
            () ->
                new LibraryException(
                    library
                        + ": holds no WebAssembly macro module, and there is no native macro"
                        + " server to ask: set "
                        + NativeServers.PROGRAM
                        + " to the toolchain's rust-analyzer-proc-macro-srv"));
  }

  /** As it is, to a server of the same version. */
  private String passOn(Request.ExpandMacro request, LineReader line)
      throws IOException, LibraryException, BadRequest, NativeFailure {
    Toolchain own = toolchain(request.library());
    if (own.version == version) {
      return own.server.ask(text(line));
    }
    if (own.version > LATEST) {
      throw new LibraryException(
          request.library()
              + ": is native, and the toolchain's own macro server speaks version "
              + own.version
              + " of the protocol, which is not known here");
    }
    FlatTree.Shape shape = new FlatTree.Shape(version);
    SpanIds ids = ids(request);
    TokenStream item = TreeDecoder.decode(request.body(), shape, ids);
    TokenStream args =
        request.attributes() == null ? null : TreeDecoder.decode(request.attributes(), shape, ids);
    TokenStream made = new Translator(own.server, own.version).expand(request, args, item, ids);
    return expansion(request, made, ids);
  }

  /**
   * Before version 3 nothing says which span is the call's: that of the whole input stands for it.
   */
  private static SpanIds ids(Request.ExpandMacro request) throws BadRequest {
    if (request.globalSpans() != null) {
      return request.globalSpans();
    }
    int call = TreeDecoder.rootSpan(request.body());
    return new SpanIds(call, call, call);
  }

  private String expand(MacroLibrary library, Request.ExpandMacro request) throws BadRequest {
    MacroSlot slot = slot(library, request);
    FlatTree.Shape shape = new FlatTree.Shape(version);
    SpanIds ids = ids(request);
    TokenStream item = TreeDecoder.decode(request.body(), shape, ids);
    TokenStream args = null;
    if (slot.kind() == MacroKind.ATTR) {
      args =
          request.attributes() == null
              ? TokenStream.empty()
              : TreeDecoder.decode(request.attributes(), shape, ids);
    }
    return expansion(request, library.expand(slot.index(), args, item, settings.expansion), ids);
  }

  private String expansion(Request.ExpandMacro request, TokenStream made, SpanIds ids) {
    FlatTree.Shape shape = new FlatTree.Shape(version);
    if (!spanTables) {
      return Answers.expansion(TreeEncoder.encode(made, shape, ids, SpanIds.Made.PLACE));
    }
    Numbers table = new Numbers(request.spanTable());
    FlatTree tree = TreeEncoder.encode(made, shape, ids, SpanIds.in(table));
    return Answers.expansion(tree, table.toArray());
  }

  /** The request tells no kind, but that attribute macros alone have arguments. */
  private static MacroSlot slot(MacroLibrary library, Request.ExpandMacro request) {
    MacroSlot other = null;
    for (MacroSlot slot : library.slots()) {
      if (slot.name().equals(request.macro())) {
        if ((slot.kind() == MacroKind.ATTR) == (request.attributes() != null)) {
          return slot;
        }
        other = slot;
      }
    }
    return other != null ? other : library.find(MacroKind.BANG, request.macro());
  }
}
