package dev.pithos.runtime.support;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;

/**
 * How a running guest finds out that it is to stop: generated code polls at loop headers and before
 * calls that are not direct, and looks at function entries ({@link Calls#enter}). Who stops guests,
 * and when, is not decided here.
 *
 * <p>Reading a volatile field in each iteration costs the loop more than the read: whatever the JIT
 * compiler had taken out of the loop it must do again behind it. So nothing is read until the first
 * interruption of the process. A poll is a virtual call of a method that does nothing and that no
 * loaded class overrides; HotSpot compiles that to a look whether there is an object, and notes
 * that the code holds only while no class overrides the method. {@link #arm} loads such a class:
 * HotSpot then leaves the code compiled before, also in the middle of a loop, and the poll is from
 * there on the volatile read.
 *
 * <p>A thread could load {@link #quiet} from before {@link #arm} changed it, into code that was
 * compiled after the class was loaded, and keep it for all of a loop. That code then calls {@link
 * Quiet#look}, which polls in the same manner once more, and loading the second class ends that.
 * The second call is of the same object: it is there.
 *
 * <p>The class that does nothing is not abstract: C1 sees that nothing overrides a method only
 * where there is one to be overridden.
 */
final class Polls {
  private static Quiet quiet = new Quiet();
  private static boolean armed;

  private Polls() {}

  static void poll(Instance instance) {
    quiet.look(instance);
  }

  /** Makes polls look at {@link Instance#interrupted}; for good. */
  static synchronized void arm() {
    if (!armed) {
      // The verifier may load what a method assigns: the classes are named in ones of their own.
      ArmFirst.run();
      ArmSecond.run();
      armed = true;
    }
  }

  private static void look(Instance instance) {
    if (instance.interrupted) {
      throw new Trap(TrapKind.INTERRUPTED);
    }
  }

  private static class Quiet {
    void look(Instance instance) {
      lookAgain(instance);
    }

    void lookAgain(Instance instance) {}
  }

  private static final class Watchful extends Quiet {
    @Override
    void look(Instance instance) {
      Polls.look(instance);
    }
  }

  private static final class WatchfulAgain extends Quiet {
    @Override
    void lookAgain(Instance instance) {
      Polls.look(instance);
    }
  }

  private static final class ArmFirst {
    static void run() {
      quiet = new Watchful();
    }
  }

  private static final class ArmSecond {
    /** To load the class is all: whoever reads {@link #quiet} anew finds the watchful one. */
    static void run() {
      new WatchfulAgain();
    }
  }
}
