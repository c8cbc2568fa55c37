import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;

/** Expands the macro that was compiled into this program. */
public class Expand {
  public static String run() {
    MacroLibrary macros = MacroLibrary.discover(Expand.class.getClassLoader()).get(0);
    int slot = macros.find(MacroKind.DERIVE, "Demo").index();
    return macros.expand(slot, null, TokenStream.parse("struct Point;")).toString();
  }
}
