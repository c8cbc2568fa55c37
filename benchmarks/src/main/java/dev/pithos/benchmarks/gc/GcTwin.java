package dev.pithos.benchmarks.gc;

/** What trees.wat does, in Java, function by function. */
final class GcTwin {
  private record Tree(Tree left, Tree right, int value) {}

  private static final class Link {
    Link next;
    final int value;

    Link(Link next, int value) {
      this.next = next;
      this.value = value;
    }
  }

  private abstract static class Shape {
    final int side;

    Shape(int side) {
      this.side = side;
    }
  }

  private static final class Square extends Shape {
    Square(int side) {
      super(side);
    }
  }

  private static final class Oblong extends Shape {
    final int other;

    Oblong(int side, int other) {
      super(side);
      this.other = other;
    }
  }

  private static final class Cube extends Shape {
    final double weight;

    Cube(int side, double weight) {
      super(side);
      this.weight = weight;
    }
  }

  private Shape[] all = {};

  private static Tree grow(int levels, int value) {
    return levels == 0
        ? null
        : new Tree(grow(levels - 1, 2 * value), grow(levels - 1, 2 * value + 1), value);
  }

  private static int sum(Tree tree) {
    return tree == null ? 0 : tree.value + sum(tree.left) + sum(tree.right);
  }

  int trees(int levels) {
    return sum(grow(levels, 1));
  }

  int list(int n) {
    Link head = null;
    for (int i = 0; i < n; i++) {
      head = new Link(head, i);
    }
    Link turned = null;
    while (head != null) {
      Link next = head.next;
      head.next = turned;
      turned = head;
      head = next;
    }
    int total = 0;
    for (int i = 1; turned != null; i++) {
      total += i * turned.value;
      turned = turned.next;
    }
    return total;
  }

  void prepare(int n) {
    all = new Shape[n];
    for (int i = 0; i < n; i++) {
      all[i] =
          switch (i % 3) {
            case 0 -> new Square(i);
            case 1 -> new Oblong(i, 1);
            default -> new Cube(i, i);
          };
    }
  }

  private static int measure(Shape shape) {
    if (shape instanceof Square square) {
      return 2 * square.side;
    }
    if (shape instanceof Oblong oblong) {
      return shape.side + oblong.other;
    }
    return (int) ((Cube) shape).weight;
  }

  int shapes() {
    int total = 0;
    for (Shape shape : all) {
      total += measure(shape);
    }
    return total;
  }
}
