package dev.pithos.tools.chicory.libraries;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.util.HexFormat;
import java.util.concurrent.Callable;

/** Chicory's wabt assembles a module; each time in a new instance. */
public final class Wat implements Callable<String> {
  private static final String TEXT = text();

  private static String text() {
    StringBuilder text = new StringBuilder("(module (memory 1)\n");
    for (int i = 0; i < 200; i++) {
      text.append("(func (export \"f").append(i).append("\") (param i32 i32) (result i32)\n");
      text.append("  (i32.add (i32.load offset=").append(i).append(" (local.get 0))\n");
      text.append("    (i32.mul (local.get 1) (i32.const ").append(i * 7919).append("))))\n");
    }
    return text.append(')').toString();
  }

  @Override
  public String call() {
    return HexFormat.of().formatHex(Wat2Wasm.parse(TEXT));
  }
}
