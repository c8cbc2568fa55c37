package dev.pithos.macro;

import java.text.Normalizer;

/**
 * The one way to tables of Unicode properties and to normalisation.
 *
 * <p>Both are set up on first use, on a thread of their own: a guest may have recursed to the end
 * of its stack before it has the host look at its first character beyond ASCII, and a class whose
 * initialisation runs out of stack is lost to the whole JVM for good.
 */
final class Unicode {
  private static volatile boolean ready;

  private Unicode() {}

  /** Whether a code point of U+0080 or more may start an identifier. */
  static boolean startsIdentifier(int codePoint) {
    prepare();
    return UnicodeTables.startsIdentifier(codePoint);
  }

  /** Whether a code point of U+0080 or more may continue an identifier. */
  static boolean continuesIdentifier(int codePoint) {
    prepare();
    return UnicodeTables.continuesIdentifier(codePoint);
  }

  /** Whether Rust's debug form of a code point of U+0080 or more is an escape. */
  static boolean isEscaped(int codePoint) {
    prepare();
    return UnicodeTables.isEscaped(codePoint);
  }

  /** The text in form NFC. */
  static String normalized(String text) {
    prepare();
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static void prepare() {
    if (!ready) {
      prepareOnFreshStack();
      ready = true;
    }
  }

  private static void prepareOnFreshStack() {
    Thread thread =
        new Thread("pithos-unicode") {
          @Override
          public void run() {
            UnicodeTables.isEscaped(Normalizer.normalize("e\u0301", Normalizer.Form.NFC).charAt(0));
          }
        };
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
