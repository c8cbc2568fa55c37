package dev.pithos.compiler;

/**
 * How a module is compiled.
 *
 * @param packageName the package of the generated classes, with dots; empty for none
 * @param className the simple name of the instance's class
 * @param interruptible whether guests can be stopped: loops and function entries look for it
 */
public record CompilerOptions(String packageName, String className, boolean interruptible) {
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
    return new CompilerOptions("pithos.module", "Module", true);
  }

  public CompilerOptions withPackageName(String name) {
    return new CompilerOptions(name, className, interruptible);
  }

  public CompilerOptions withClassName(String name) {
    return new CompilerOptions(packageName, name, interruptible);
  }

  public CompilerOptions withInterruptible(boolean value) {
    return new CompilerOptions(packageName, className, value);
  }

  /** The internal name of the instance's class. */
  String internalName() {
    return packageName.isEmpty() ? className : packageName.replace('.', '/') + "/" + className;
  }
}
