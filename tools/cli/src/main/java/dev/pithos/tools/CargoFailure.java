package dev.pithos.tools;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why cargo could not build a macro crate, in a paragraph; from what cargo printed. */
final class CargoFailure {
  private static final Pattern BUILD_SCRIPT =
      Pattern.compile("failed to run custom build command for `([^`]+)`");
  private static final Pattern COMPILATION = Pattern.compile("could not compile `([^`]+)`");
  private static final Pattern UNDEFINED =
      Pattern.compile("undefined symbol: (\\S+)|unknown file type: (\\S+)");
  private static final int ERRORS_SHOWN = 6;

  private CargoFailure() {}

  /** The paragraph, and cargo's own words. */
  static String explain(MacroCrate crate, String log) {
    return crate.name() + " " + crate.version() + " cannot be built: " + reason(log);
  }

  private static String reason(String log) {
    Matcher undefined = UNDEFINED.matcher(log);
    if (undefined.find()) {
      String what = undefined.group(1) == null ? undefined.group(2) : undefined.group(1);
      return "it links native code, which a module has no place for (the linker misses "
          + what
          + "). A macro module is WebAssembly alone: switch off the feature that brings the native"
          + " library, or use a dependency written in Rust.";
    }
    Matcher script = BUILD_SCRIPT.matcher(log);
    if (script.find()) {
      return "the build script of "
          + script.group(1)
          + " failed. Build scripts run on this machine but are told the target pithos-wasm; one"
          + " that compiles or looks for C libraries finds none for it. It said: "
          + lastWords(log, "--- stderr");
    }
    if (log.contains("failed to get `")
        || log.contains("failed to download")
        || log.contains("failed to select a version")
        || log.contains("failed to parse manifest")) {
      return "cargo cannot resolve its dependencies: " + errors(log);
    }
    Matcher compilation = COMPILATION.matcher(log);
    if (compilation.find()) {
      return compilation.group(1)
          + " does not compile for wasm: "
          + errors(log)
          + " Code for an operating system (processes, threads, sockets, unix or windows modules) is"
          + " not there on wasm; an error in the crate itself shows with cargo build, too.";
    }
    return errors(log);
  }

  /** The first errors that cargo and rustc printed, on one line each. */
  static String errors(String log) {
    List<String> errors =
        log.lines()
            .filter(line -> line.startsWith("error") || line.startsWith("rust: "))
            .filter(line -> !line.startsWith("error: could not compile"))
            .limit(ERRORS_SHOWN)
            .map(line -> line.replaceFirst("^(error: |rust: )", ""))
            .toList();
    if (errors.isEmpty()) {
      return Failures.oneLine(log.length() > 400 ? log.substring(log.length() - 400) : log);
    }
    String causes =
        log.contains("Caused by:")
            ? " (" + Failures.oneLine(log.substring(log.indexOf("Caused by:"))) + ")"
            : "";
    return String.join("; ", errors)
        + causes
        + (errors.get(errors.size() - 1).endsWith(".") ? "" : ".");
  }

  private static String lastWords(String log, String heading) {
    int at = log.indexOf(heading);
    String words = at < 0 ? log : log.substring(at + heading.length());
    List<String> lines =
        words
            .lines()
            .takeWhile(line -> !line.strip().startsWith("stack backtrace:"))
            .filter(line -> !line.isBlank())
            .toList();
    int first = Math.max(0, lines.size() - ERRORS_SHOWN);
    return Failures.oneLine(String.join("; ", lines.subList(first, lines.size())));
  }
}
