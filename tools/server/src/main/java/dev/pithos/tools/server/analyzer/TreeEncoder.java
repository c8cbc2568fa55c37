package dev.pithos.tools.server.analyzer;

import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the protocol's trees: groups breadth first, each text once. */
final class TreeEncoder {
  private static final int NO_SUFFIX = 0xffff_ffff;

  private final FlatTree.Shape shape;
  private final SpanIds ids;
  private final SpanIds.Made made;
  private final Numbers subtree = new Numbers();
  private final Numbers literal = new Numbers();
  private final Numbers punct = new Numbers();
  private final Numbers ident = new Numbers();
  private final Numbers tokenTree = new Numbers();
  private final List<String> text = new ArrayList<>();
  private final Map<String, Integer> textIndexes = new HashMap<>();
  private final ArrayDeque<Group> waiting = new ArrayDeque<>();
  private int groups;
  private int literals;
  private int puncts;
  private int idents;

  private TreeEncoder(FlatTree.Shape shape, SpanIds ids, SpanIds.Made made) {
    this.shape = shape;
    this.ids = ids;
    this.made = made;
  }

  /**
   * The tree of an expansion: an invisible group at the macro call around the tokens.
   *
   * @param made numbers spans that the macro made
   */
  static FlatTree encode(TokenStream stream, FlatTree.Shape shape, SpanIds ids, SpanIds.Made made) {
    return new TreeEncoder(shape, ids, made).tree(stream);
  }

  private FlatTree tree(TokenStream stream) {
    enqueue(Group.of(Delimiter.NONE, stream));
    for (Group group = waiting.poll(); group != null; group = waiting.poll()) {
      group(group);
    }
    return new FlatTree(
        subtree.toArray(),
        literal.toArray(),
        punct.toArray(),
        ident.toArray(),
        tokenTree.toArray(),
        text);
  }

  private int enqueue(Group group) {
    waiting.add(group);
    return groups++;
  }

  private void group(Group group) {
    int size = group.stream().size();
    int first = tokenTree.reserve(size);
    subtree.add(ids.open(group.spanOpen(), made));
    if (shape.closeSpans()) {
      subtree.add(ids.close(group.spanClose(), made));
    }
    subtree.add(
        switch (group.delimiter()) {
          case NONE -> 0;
          case PARENTHESIS -> 1;
          case BRACE -> 2;
          case BRACKET -> 3;
        });
    subtree.add(first);
    subtree.add(first + size);
    for (int i = 0; i < size; i++) {
      tokenTree.set(first + i, reference(group.stream().get(i)));
    }
  }

  private int reference(TokenTree tree) {
    if (tree instanceof Ident leaf) {
      ident.add(ids.open(leaf.span(), made));
      if (shape.extendedLeaves()) {
        ident.add(textIndex(leaf.name()));
        ident.add(leaf.isRaw() ? 1 : 0);
      } else {
        ident.add(textIndex(leaf.text()));
      }
      return idents++ << 2 | FlatTree.IDENT;
    }
    if (tree instanceof Punct leaf) {
      punct.add(ids.open(leaf.span(), made));
      punct.add(leaf.character());
      punct.add(leaf.spacing() == Spacing.JOINT ? 1 : 0);
      return puncts++ << 2 | FlatTree.PUNCT;
    }
    if (tree instanceof Literal leaf) {
      literal(leaf);
      return literals++ << 2 | FlatTree.LITERAL;
    }
    return enqueue((Group) tree) << 2 | FlatTree.SUBTREE;
  }

  private void literal(Literal leaf) {
    literal.add(ids.open(leaf.span(), made));
    if (!shape.extendedLeaves()) {
      literal.add(textIndex(leaf.text()));
      return;
    }
    Literal.Parts parts = leaf.parts();
    literal.add(textIndex(parts.body()));
    literal.add(LiteralKinds.number(parts));
    literal.add(parts.suffix().isEmpty() ? NO_SUFFIX : textIndex(parts.suffix()));
  }

  private int textIndex(String wanted) {
    Integer index = textIndexes.putIfAbsent(wanted, text.size());
    if (index != null) {
      return index;
    }
    text.add(wanted);
    return text.size() - 1;
  }
}
