package dev.pithos.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.Help.Ansi;

/** Turns what went wrong into what the user reads and the exit status. */
final class Failures {
  /** The exit status for a macro that failed. */
  static final int MACRO_FAILED = 1;

  /** The exit status for bad usage and bad input. */
  static final int BAD_INPUT = 2;

  private Failures() {}

  /** Prints one line; returns the exit status for bad usage or input. */
  static int report(CommandStreams streams, String message) {
    print(streams, message);
    return BAD_INPUT;
  }

  /** Prints what an exception means; returns the exit status. */
  static int report(CommandStreams streams, Exception e) {
    if (e instanceof MacroFailure) {
      print(streams, e.getMessage());
      return MACRO_FAILED;
    }
    if (e instanceof InputException) {
      return report(streams, oneLine(e.getMessage()));
    }
    if (e instanceof IOException io) {
      return report(streams, describe(io));
    }
    int status =
        report(streams, "an error in pithos itself, please report it: " + oneLine(e.toString()));
    e.printStackTrace(streams.err());
    return status;
  }

  /** What an input or output error means, on one line. */
  static String describe(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    return oneLine(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static void print(CommandStreams streams, String message) {
    Ansi ansi = streams.errColours() ? Ansi.ON : Ansi.OFF;
    streams.err().println(ansi.string("@|bold,red pithos:|@ ") + message);
    streams.err().flush();
  }
}
