package dev.pithos.benchmarks.work;

/**
 * A row of {@code works.json}, which every contender's driver reads.
 *
 * @param name unique, without spaces
 * @param group what the report puts together
 * @param title what readers see
 * @param kind how it runs
 * @param module the module's path from the project's root
 * @param size a kernel's argument
 * @param expected a kernel's answer
 * @param macro the macro's name, with its kind: {@code derive Serialize}
 * @param export what runs the macro, in a module that does not tell its macros' names
 * @param input the item's path from the project's root
 * @param args an attribute macro's arguments as Rust text
 * @param crate what the native contender expands with
 */
public record WorkEntry(
    String name,
    String group,
    String title,
    Kind kind,
    String module,
    int size,
    int expected,
    String macro,
    String export,
    String input,
    String args,
    String crate) {

  /** How a work runs. */
  public enum Kind {
    /** One call of the export {@code run}. */
    KERNEL,
    /** One expansion: tokens in, tokens out. */
    MACRO,
    /** One query, in a database made before. */
    SQLITE
  }
}
