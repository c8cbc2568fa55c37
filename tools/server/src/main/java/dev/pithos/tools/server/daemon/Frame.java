package dev.pithos.tools.server.daemon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One message: what it is and its bytes.
 *
 * @param op what it is
 * @param payload its bytes; not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once
record Frame(int op, byte[] payload) {
  static final int MODULE = 1;
  static final int EXPAND = 2;
  static final int READY = 16;
  static final int TOKENS = 17;
  static final int FAILED = 18;

  /** No module or stream of tokens is longer. */
  static final int LONGEST = 256 << 20;

  private static final int HEAD = 5;

  /** The next frame; null at the end of the stream. */
  static Frame read(InputStream in) throws IOException {
    int op = in.read();
    if (op < 0) {
      return null;
    }
    byte[] head = in.readNBytes(HEAD - 1);
    if (head.length < HEAD - 1) {
      throw new EOFException("the connection ended inside a frame");
    }
    int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > LONGEST) {
      throw new BadFrame(
          "a frame of " + Integer.toUnsignedString(length) + " bytes; " + LONGEST + " at most");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("the connection ended inside a frame");
    }
    return new Frame(op, payload);
  }

  void write(OutputStream out) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    out.write(head.put((byte) op).putInt(payload.length).array());
    out.write(payload);
    out.flush();
  }
}
