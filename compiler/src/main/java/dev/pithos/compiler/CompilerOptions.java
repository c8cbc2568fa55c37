package dev.pithos.compiler;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How a module is compiled.
 *
 * @param packageName the package of the generated classes, with dots; empty for none
 * @param className the simple name of the instance's class
 * @param interruptible whether guests can be stopped: loops and function entries look for it
 * @param features what the module may use
 * @param hostApi whose API the classes have beside Pithos's own
 */
public record CompilerOptions(
    String packageName,
    String className,
    boolean interruptible,
    Features features,
    HostApi hostApi) {
  /** Checks the names. */
  public CompilerOptions {
    if (!packageName.isEmpty()) {
      for (String part : packageName.split("\\.", -1)) {
        checkIdentifier(part, "package name " + packageName);
      }
    }
    checkIdentifier(className, "class name " + className);
  }

  private static void checkIdentifier(String part, String what) {
    if (part.isEmpty()
        || !Character.isJavaIdentifierStart(part.charAt(0))
        || !part.chars().allMatch(Character::isJavaIdentifierPart)) {
      throw new IllegalArgumentException(what + ": \"" + part + "\" is no Java identifier");
    }
  }

  public static CompilerOptions defaults() {
    return new CompilerOptions("pithos.module", "Module", true, Features.all(), HostApi.PITHOS);
  }

  public CompilerOptions withPackageName(String name) {
    return new CompilerOptions(name, className, interruptible, features, hostApi);
  }

  public CompilerOptions withClassName(String name) {
    return new CompilerOptions(packageName, name, interruptible, features, hostApi);
  }

  public CompilerOptions withInterruptible(boolean value) {
    return new CompilerOptions(packageName, className, value, features, hostApi);
  }

  public CompilerOptions withFeatures(Features allowed) {
    return new CompilerOptions(packageName, className, interruptible, allowed, hostApi);
  }

  public CompilerOptions withHostApi(HostApi api) {
    return new CompilerOptions(packageName, className, interruptible, features, api);
  }

  /** A class name after a module's file: {@code serde-derive.wasm} gives {@code SerdeDerive}. */
  public static String classNameOf(Path module) {
    String file = module.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    StringBuilder name = new StringBuilder();
    for (String word : file.split("[^\\p{Alnum}]+")) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    boolean starts = name.length() > 0 && Character.isJavaIdentifierStart(name.charAt(0));
    return starts ? name.toString() : "Module" + name;
  }

  /** The internal name of the instance's class. */
  String internalName() {
    return packageName.isEmpty() ? className : packageName.replace('.', '/') + "/" + className;
  }
}
