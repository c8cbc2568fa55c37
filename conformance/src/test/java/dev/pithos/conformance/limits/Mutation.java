package dev.pithos.conformance.limits;

import java.util.Arrays;
import java.util.Random;

/** Ways to damage a module, as disks, networks and attackers do. */
enum Mutation {
  /** The file ends early. */
  TRUNCATE {
    @Override
    byte[] apply(byte[] module, Random random) {
      return Arrays.copyOf(module, random.nextInt(module.length));
    }
  },
  /** One to eight bits are wrong. */
  FLIP_BITS {
    @Override
    byte[] apply(byte[] module, Random random) {
      byte[] result = module.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        int bit = random.nextInt(result.length * 8);
        result[bit >> 3] ^= (byte) (1 << (bit & 7));
      }
      return result;
    }
  },
  /** A byte becomes the start of a large number: counts and sizes explode. */
  INFLATE_NUMBER {
    @Override
    byte[] apply(byte[] module, Random random) {
      int at = 8 + random.nextInt(module.length - 8);
      byte[] large = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
      return splice(module, at, at + 1, Arrays.copyOf(large, 1 + random.nextInt(5)));
    }
  },
  /** Bytes are missing in the middle. */
  DELETE {
    @Override
    byte[] apply(byte[] module, Random random) {
      int at = random.nextInt(module.length);
      return splice(module, at, at + random.nextInt(Math.min(64, module.length - at)), new byte[0]);
    }
  },
  /** A piece of the module stands twice, or where another was. */
  REPEAT {
    @Override
    byte[] apply(byte[] module, Random random) {
      int from = random.nextInt(module.length);
      int length = random.nextInt(Math.min(256, module.length - from));
      int at = random.nextInt(module.length);
      int replaced = random.nextBoolean() ? Math.min(at + length, module.length) : at;
      return splice(module, at, replaced, Arrays.copyOfRange(module, from, from + length));
    }
  },
  /** Noise stands where something was. */
  NOISE {
    @Override
    byte[] apply(byte[] module, Random random) {
      byte[] noise = new byte[1 + random.nextInt(32)];
      random.nextBytes(noise);
      int at = random.nextInt(module.length);
      return splice(module, at, Math.min(at + noise.length, module.length), noise);
    }
  };

  /** A damaged copy of a module. */
  abstract byte[] apply(byte[] module, Random random);

  private static byte[] splice(byte[] module, int from, int to, byte[] piece) {
    byte[] result = new byte[module.length - (to - from) + piece.length];
    System.arraycopy(module, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(module, to, result, from + piece.length, module.length - to);
    return result;
  }
}
