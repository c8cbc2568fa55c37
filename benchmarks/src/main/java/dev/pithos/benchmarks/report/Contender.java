package dev.pithos.benchmarks.report;

import dev.pithos.benchmarks.work.WorkEntry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Whoever runs works: the name that drivers know, what readers see, and how it is started. What is
 * native was compiled by {@code kernels/build.sh} and {@code rust/build.sh}.
 */
enum Contender {
  PITHOS("pithos", "Pithos", Host.JVM, Takes.ALL),
  PITHOS_REUSE("pithos-reuse", "Pithos, state kept", Host.JVM, Takes.MACROS),
  PITHOS_GUEST("pithos-guest", "Pithos, bytes in and out", Host.JVM, Takes.MACROS),
  /** The checkout that the environment variable PITHOS_BEFORE names, to see what a change gains. */
  PITHOS_BEFORE("pithos-before", "Pithos before", Host.JVM, Takes.ALL),
  PITHOS_NO_POLLS("pithos-no-polls", "Pithos without polls", Host.JVM, Takes.ALL),
  V8("v8", "V8", Host.NODE, Takes.ALL),
  CHICORY("chicory", "Chicory compiler", Host.JVM, Takes.ALL),
  CHICORY_BUILD("chicory-build", "Chicory, build time", Host.JVM, Takes.ALL),
  CHICORY_INTERPRETER("chicory-interpreter", "Chicory interpreter", Host.JVM, Takes.ALL),
  ENDIVE("endive", "Endive compiler", Host.JVM, Takes.ALL),
  GRAALWASM("graalwasm", "GraalWasm, stock JDK", Host.JVM, Takes.ALL),
  WASMTIME("wasmtime", "wasmtime", Host.MACHINE, Takes.ALL),
  WATT("watt", "Watt's interpreter, in rustc", Host.MACHINE, Takes.WATT_MACROS),
  NATIVE_RUSTC("native-rustc", "native, in rustc", Host.MACHINE, Takes.MACROS),
  NATIVE_BYTES("native-bytes", "native, bytes in and out", Host.MACHINE, Takes.OWN_MACROS),
  NATIVE("native", "gcc -O2", Host.MACHINE, Takes.KERNELS);

  private static final String MADE = ".build/benchmarks/";
  private static final String PUBLISHED = "macro-watt";

  /** The version of Watt that the modules of a group are for. */
  private static final Map<String, String> WATTS =
      Map.of("macro-1.63", "0.5.0", PUBLISHED, "0.4.6");

  /** Which works a contender runs. */
  private enum Takes {
    ALL,
    MACROS,
    /** Those with our guest in the module, which native macros with bytes in and out have, too. */
    OWN_MACROS,
    /** Watt's interpreter knows nothing newer than what Rust of its day compiles to. */
    WATT_MACROS,
    KERNELS
  }

  /** What a contender's driver runs on. */
  enum Host {
    JVM,
    NODE,
    /** A program of its own, in which nothing compiles while a work runs. */
    MACHINE
  }

  private final String id;
  private final String title;
  private final Host host;
  private final Takes takes;

  Contender(String id, String title, Host host, Takes takes) {
    this.id = id;
    this.title = title;
    this.host = host;
    this.takes = takes;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  Host host() {
    return host;
  }

  /** Whether reports have it; others are for looking at what something gains or costs. */
  boolean isReported() {
    return this != PITHOS_NO_POLLS && this != PITHOS_BEFORE;
  }

  /** Whether it is another engine of the JVM. */
  boolean isPeer() {
    return switch (this) {
      case CHICORY, CHICORY_BUILD, CHICORY_INTERPRETER, ENDIVE, GRAALWASM -> true;
      default -> false;
    };
  }

  /** Whether the work is one of its. */
  boolean takes(WorkEntry entry) {
    return switch (takes) {
      case ALL -> true;
      case MACROS -> entry.kind() == WorkEntry.Kind.MACRO;
      case OWN_MACROS -> entry.kind() == WorkEntry.Kind.MACRO && !entry.group().equals(PUBLISHED);
      case WATT_MACROS -> WATTS.containsKey(entry.group());
      case KERNELS -> entry.kind() == WorkEntry.Kind.KERNEL;
    };
  }

  /**
   * The contender of that name.
   *
   * @throws IllegalArgumentException if there is none, with all that are
   */
  static Contender of(String id) {
    return Arrays.stream(values())
        .filter(contender -> contender.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no contender is called "
                        + id
                        + ": there are "
                        + Arrays.stream(values()).map(Contender::id).toList()));
  }

  /** The command of its driver. JVMs are told of one processor, which is what they will have. */
  List<String> command(WorkEntry entry) {
    List<String> command = new ArrayList<>();
    switch (host) {
      case JVM -> {
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:ActiveProcessorCount=1", "-cp"));
        boolean before = this == PITHOS_BEFORE;
        command.add(before ? classPathBefore() : System.getProperty("java.class.path"));
        command.addAll(List.of("dev.pithos.benchmarks.work.Driver", before ? PITHOS.id : id));
      }
      case NODE -> command.addAll(List.of("node", "benchmarks/js/driver.mjs", "."));
      case MACHINE -> {
        command.add(program(entry));
        if (this == NATIVE) {
          command.add(MADE + "native");
        }
      }
    }
    return command;
  }

  /** The class path of the other checkout, in which some script of benchmarks/ was run. */
  private static String classPathBefore() {
    String checkout = System.getenv("PITHOS_BEFORE");
    if (checkout == null) {
      throw new IllegalArgumentException(
          "pithos-before is the checkout that the environment variable PITHOS_BEFORE names: set it");
    }
    Path build = Path.of(checkout, "benchmarks/target/quick");
    try {
      return build.resolve("classes")
          + File.pathSeparator
          + Files.readString(build.resolve("benchmarks.classpath")).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          checkout + " has no benchmarks built: run its benchmarks/v8.sh once", e);
    }
  }

  private String program(WorkEntry entry) {
    return switch (this) {
      case NATIVE -> MADE + "native/driver";
      case NATIVE_RUSTC -> MADE + "rust/" + entry.crate() + "/rustc";
      case NATIVE_BYTES -> MADE + "rust/" + entry.crate() + "/bytes";
      case WATT -> MADE + "rust/watt-" + WATTS.get(entry.group()) + "/rustc";
      default -> MADE + "rust/" + id;
    };
  }
}
