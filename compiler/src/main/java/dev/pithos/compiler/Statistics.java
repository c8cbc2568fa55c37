package dev.pithos.compiler;

/** What was emitted, counted from the class files themselves. */
public final class Statistics {
  /** HotSpot never compiles a method with more bytes of bytecode. */
  public static final int HUGE_METHOD = 8_000;

  private int classes;
  private int methods;
  private int largestMethod;
  private int hugeMethods;
  private long classBytes;

  /** Counts a class file. */
  public synchronized void addClass(byte[] bytes) {
    classes++;
    classBytes += bytes.length;
    CodeSizes.of(bytes).forEach(this::addMethod);
  }

  private void addMethod(int size) {
    methods++;
    largestMethod = Math.max(largestMethod, size);
    if (size > HUGE_METHOD) {
      hugeMethods++;
    }
  }

  public int classes() {
    return classes;
  }

  /** The size of all class files, in bytes. */
  public long classBytes() {
    return classBytes;
  }

  public int emittedMethods() {
    return methods;
  }

  /** The bytecode of the largest method, in bytes. */
  public int largestMethodBytes() {
    return largestMethod;
  }

  public int methodsOver8000Bytes() {
    return hugeMethods;
  }
}
