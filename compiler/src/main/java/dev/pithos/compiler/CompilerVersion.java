package dev.pithos.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The compiler's version, which the build writes into a resource. */
public final class CompilerVersion {
  private static final String VERSION = read();

  private CompilerVersion() {}

  public static String get() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = CompilerVersion.class.getResourceAsStream("compiler.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
