package dev.pithos.benchmarks.work;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import dev.pithos.macro.ExpansionOptions;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.MacroSlot;
import dev.pithos.macro.TokenStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An expansion as hosts of Pithos run it: tokens in, tokens out, with a deadline, a memory limit
 * and polls for interruption.
 */
public final class ApiExpansion implements Work {
  private final MacroLibrary library;
  private final MacroSlot slot;
  private final List<TokenStream> inputs;
  private final ExpansionOptions options;
  private TokenStream result;

  /**
   * Compiles the module.
   *
   * @param reuse whether the guest keeps its state; else each expansion starts from the snapshot
   */
  public ApiExpansion(WorkEntry entry, boolean reuse) {
    library =
        MacroLibrary.of(
            WasmCompiler.compile(WorkList.module(entry), CompilerOptions.defaults()).load());
    slot = slot(library, entry);
    inputs = inputs(entry);
    options = ExpansionOptions.defaults().withReuse(reuse);
  }

  @Override
  public void run() {
    int last = inputs.size() - 1;
    result =
        library.expand(slot.index(), last == 1 ? inputs.get(0) : null, inputs.get(last), options);
  }

  @Override
  public long checksum() {
    return TokenDump.checksum(TokenDump.of(result));
  }

  static TokenStream expand(MacroLibrary library, MacroSlot slot, List<TokenStream> inputs) {
    int last = inputs.size() - 1;
    return library.expand(slot.index(), last == 1 ? inputs.get(0) : null, inputs.get(last));
  }

  static MacroSlot slot(MacroLibrary library, WorkEntry entry) {
    String[] words = entry.macro().split(" ");
    String name = entry.export() == null ? words[1] : entry.export();
    return library.find(MacroKind.valueOf(words[0].toUpperCase(Locale.ROOT)), name);
  }

  /** The arguments if the macro takes any, and the item. */
  static List<TokenStream> inputs(WorkEntry entry) {
    List<TokenStream> inputs = new ArrayList<>();
    if (entry.args() != null) {
      inputs.add(TokenStream.parse(entry.args()));
    }
    inputs.add(
        TokenStream.parse(new String(WorkList.bytes(entry.input()), StandardCharsets.UTF_8)));
    return inputs;
  }
}
