package dev.pithos.benchmarks.work;

import dev.pithos.benchmarks.engine.Engine;
import dev.pithos.benchmarks.engine.PithosEngine;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.LexException;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.TokenStream;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.ModuleDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records the tape of every macro work, and sees that the public API answers the same tokens. */
public final class TapeRecorder {
  private static final String DECLARATIONS = "__rustc_proc_macro_decls_";
  private static final int RECORD_BYTES = 24;

  private TapeRecorder() {}

  /** Without arguments: records all whose modules are there. */
  public static void main(String[] arguments) throws IOException {
    for (WorkEntry entry : WorkList.all()) {
      if (entry.kind() == WorkEntry.Kind.MACRO
          && java.nio.file.Files.exists(WorkList.file(entry.module()))) {
        record(entry).write(entry);
      }
    }
  }

  private static Tape record(WorkEntry entry) {
    MacroLibrary library =
        MacroLibrary.of(
            WasmCompiler.compile(WorkList.module(entry), CompilerOptions.defaults()).load());
    MacroSlot slot = ApiExpansion.slot(library, entry);
    ModuleDescriptor module = library.module().descriptor();
    String abi = abi(module);
    List<String> literals = new ArrayList<>();
    List<byte[]> streams = new ArrayList<>();
    for (TokenStream input : ApiExpansion.inputs(entry)) {
      streams.add(StreamBytes.encode(input, abi, literals));
    }
    Map<String, byte[]> parses = new LinkedHashMap<>();
    int record = record(entry, module, slot);
    Tape empty = new Tape(abi, slot.export(), record, streams, literals, parses, null, 0);
    TapeHost host =
        new TapeHost(entry, empty, new PithosEngine(true)) {
          @Override
          byte[] parse(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return parses.computeIfAbsent(text, t -> lex(t, abi, literals));
          }

          @Override
          byte[] literal(int handle) {
            return literals.get(handle).getBytes(StandardCharsets.UTF_8);
          }
        };
    host.run();
    String tokens = StreamBytes.dump(host.result(), literals);
    String expected = TokenDump.of(ApiExpansion.expand(library, slot, ApiExpansion.inputs(entry)));
    if (!tokens.equals(expected)) {
      throw new IllegalStateException(entry.name() + ": the tape's tokens are not the API's");
    }
    long checksum = TokenDump.checksum(tokens);
    return new Tape(abi, slot.export(), record, streams, literals, parses, host.result(), checksum);
  }

  private static byte[] lex(String text, String abi, List<String> literals) {
    try {
      return StreamBytes.encode(TokenStream.parse(text), abi, literals);
    } catch (LexException notTokens) {
      throw new IllegalStateException("no work lexes what are no tokens: " + text, notTokens);
    }
  }

  /** What a guest imports from, which is one version of Watt, else no library would be there. */
  private static String abi(ModuleDescriptor module) {
    return module.imports().stream()
        .map(ModuleDescriptor.Import::module)
        .filter(name -> name.startsWith("watt-"))
        .findFirst()
        .orElseThrow();
  }

  /** The address of the slot's declaration; -1 in a module whose macros are exports. */
  private static int record(WorkEntry entry, ModuleDescriptor module, MacroSlot slot) {
    for (ModuleDescriptor.Export export : module.exports()) {
      if (export.kind() == ExternalKind.GLOBAL && export.name().startsWith(DECLARATIONS)) {
        Engine.Guest guest = new PithosEngine(true).instantiate(WorkList.module(entry), Map.of());
        byte[] slice = guest.read(guest.global(export.name()), 4);
        return StreamBytes.u32(slice, 0) + RECORD_BYTES * slot.index();
      }
    }
    return -1;
  }
}
