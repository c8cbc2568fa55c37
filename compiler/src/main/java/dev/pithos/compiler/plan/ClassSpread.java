package dev.pithos.compiler.plan;

/** Gives methods, one after the other, their classes: as many as their constants take. */
final class ClassSpread {
  private final String first;
  private int number;
  private int constants;

  /**
   * Begins with an empty class.
   *
   * @param first its internal name; those that follow have a number at the end
   */
  ClassSpread(String first) {
    this.first = first;
  }

  /**
   * The class of the next method.
   *
   * @param estimate entries of the constant pool that it takes, at most
   */
  String next(int estimate) {
    if (constants > 0 && constants + estimate > ConstantEstimate.MOST) {
      number++;
      constants = 0;
    }
    constants += estimate;
    return number == 0 ? first : first + number;
  }
}
