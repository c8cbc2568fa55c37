import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroLibrary;
import dev.pithos.macro.TokenStream;

/** Expands the macro that was compiled into this program. */
public class Expand {
  public static void main(String[] arguments) {
    MacroLibrary macros = MacroLibrary.discover(Expand.class.getClassLoader()).get(0);
    int slot = macros.find(MacroKind.DERIVE, "Demo").index();
    System.out.println(macros.expand(slot, null, TokenStream.parse("struct Point;")));
  }
}
