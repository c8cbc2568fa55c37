package dev.pithos.runtime;

/** An exception that a guest threw, with its tag and payload; also what an exnref refers to. */
public final class WasmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Tag tag;
  private final transient ValueBuffer payload;

  /** An exception without a Java stack trace: guests throw for control flow. */
  public WasmException(Tag tag, ValueBuffer payload) {
    super("uncaught guest exception", null, false, false);
    this.tag = tag;
    this.payload = payload;
  }

  public Tag tag() {
    return tag;
  }

  /** The payload's values at their positions; not to be written. */
  public ValueBuffer payload() {
    return payload;
  }
}
