package dev.pithos.tools.server.daemon;

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
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** One connection: the modules that a rustc process sent, and its expansions, one after another. */
final class Session {
  private static final MacroKind[] KINDS = {MacroKind.DERIVE, MacroKind.ATTR, MacroKind.BANG};

  private final Libraries libraries;
  private final ExpansionOptions options;
  private final Semaphore expanding;
  private final List<MacroLibrary> modules = new ArrayList<>();

  Session(Libraries libraries, ExpansionOptions options, Semaphore expanding) {
    this.libraries = libraries;
    this.options = options;
    this.expanding = expanding;
  }

  /** Answers until the client closes the connection. */
  void serve(InputStream in, OutputStream out) throws IOException {
    for (Frame frame = Frame.read(in); frame != null; frame = Frame.read(in)) {
      answer(frame).write(out);
    }
  }

  private Frame answer(Frame frame) throws BadFrame {
    try {
      return switch (frame.op()) {
        case Frame.MODULE -> {
          modules.add(libraries.ofModule("the macro module", frame.payload()));
          byte[] number = new byte[4];
          ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).putInt(modules.size() - 1);
          yield new Frame(Frame.READY, number);
        }
        case Frame.EXPAND -> expand(frame.payload());
        default -> throw new BadFrame("a frame " + frame.op() + ", which no client sends");
      };
    } catch (LibraryException | MacroException e) {
      return failure(e.getMessage());
    } catch (OutOfMemoryError e) {
      return failure("the macro daemon's memory is exhausted: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      return failure("an error in the macro daemon itself: " + e);
    }
  }

  private static Frame failure(String message) {
    return new Frame(Frame.FAILED, message.getBytes(StandardCharsets.UTF_8));
  }

  private Frame expand(byte[] payload) throws BadFrame {
    TokenReader in = new TokenReader(payload);
    int module = in.u32();
    int kind = in.u8();
    if (module < 0 || module >= modules.size() || kind >= KINDS.length) {
      throw new BadFrame("module " + module + " of " + modules.size() + ", kind " + kind);
    }
    MacroLibrary library = modules.get(module);
    MacroSlot slot = slot(library, KINDS[kind], in.text());
    TokenStream args = KINDS[kind] == MacroKind.ATTR ? in.tokens() : null;
    TokenStream item = in.tokens();
    Messages messages = new Messages();
    ExpansionOptions all = options.withHost(messages);
    expanding.acquireUninterruptibly();
    try {
      TokenStream made = library.expand(slot.index(), args, item, all);
      return messages.isEmpty()
          ? new Frame(Frame.TOKENS, TokenWriter.write(made))
          : failure(messages.text().strip());
    } catch (MacroException e) {
      return failure(messages.text() + e.getMessage());
    } finally {
      expanding.release();
    }
  }

  /**
   * Callers name the module's export, as they do for Watt; where all macros share one, the macro.
   * Whether an export of one stream is called as a derive or function-like is the caller's choice.
   */
  private static MacroSlot slot(MacroLibrary library, MacroKind kind, String name) {
    for (MacroSlot slot : library.slots()) {
      if (slot.export().equals(name)
          && (slot.kind() == MacroKind.ATTR) == (kind == MacroKind.ATTR)) {
        return slot;
      }
    }
    return library.find(kind, name);
  }
}
