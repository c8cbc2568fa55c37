package dev.pithos.compiler;

/**
 * How a module is compiled.
 *
 * @param packageName the package of the generated classes, with dots; empty for none
 * @param className the simple name of the instance's class
 * @param interruptible whether guests can be stopped: loops and function entries look for it
 * @param features what the module may use
 */
public record CompilerOptions(
    String packageName, String className, boolean interruptible, Features features) {
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
    return new CompilerOptions("pithos.module", "Module", true, Features.all());
  }

  public CompilerOptions withPackageName(String name) {
    return new CompilerOptions(name, className, interruptible, features);
  }

  public CompilerOptions withClassName(String name) {
    return new CompilerOptions(packageName, name, interruptible, features);
  }

  public CompilerOptions withInterruptible(boolean value) {
    return new CompilerOptions(packageName, className, value, features);
  }

  public CompilerOptions withFeatures(Features allowed) {
    return new CompilerOptions(packageName, className, interruptible, allowed);
  }

  /** The internal name of the instance's class. */
  String internalName() {
    return packageName.isEmpty() ? className : packageName.replace('.', '/') + "/" + className;
  }
}
