package dev.pithos.macro;

import dev.pithos.runtime.ModuleDescriptor;
import java.util.Set;
import java.util.TreeSet;

/** A version of Watt's protocol, which a module's imports tell: what differs between those here. */
enum WattVersion {
  V0_4("watt-0.4", false),
  V0_5("watt-0.5", true);

  /** What the names of all versions start with, those that are unknown here among them. */
  private static final String NAMES = "watt-";

  /** The version's name, also of the module that guests import from. */
  final String id;

  /** Whether a group that goes to the guest says where its delimiters are, too. */
  final boolean delimiterSpans;

  WattVersion(String id, boolean delimiterSpans) {
    this.id = id;
    this.delimiterSpans = delimiterSpans;
  }

  /**
   * The version that a module is of. One that imports nothing of Watt's runs as any; one of an
   * unknown version, or of several, falls to the newest, whose {@link #check} says what is wrong.
   */
  static WattVersion of(ModuleDescriptor module) {
    Set<String> imported = imported(module);
    for (WattVersion version : values()) {
      if (imported.equals(Set.of(version.id))) {
        return version;
      }
    }
    return V0_5;
  }

  /** Refuses a module that imports from another version of Watt than this, or from several. */
  void check(ModuleDescriptor module) {
    Set<String> imported = imported(module);
    if (!imported.isEmpty() && !imported.equals(Set.of(id))) {
      Set<String> known = new TreeSet<>();
      for (WattVersion version : values()) {
        known.add(version.id);
      }
      throw MacroException.badLibrary(
          "the macro module",
          "it imports from "
              + quoted(imported, " and ")
              + "; supported are modules of one version of Watt, "
              + quoted(known, " or ")
              + ": build the macro again, with build-macro or for one of these",
          null);
    }
  }

  private static Set<String> imported(ModuleDescriptor module) {
    Set<String> names = new TreeSet<>();
    for (ModuleDescriptor.Import imported : module.imports()) {
      if (imported.module().startsWith(NAMES)) {
        names.add(imported.module());
      }
    }
    return names;
  }

  private static String quoted(Set<String> names, String between) {
    return "`" + String.join("`" + between + "`", names) + "`";
  }
}
