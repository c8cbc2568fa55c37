package dev.pithos.tools.server.analyzer;

import dev.pithos.macro.Delimiter;
import dev.pithos.macro.Group;
import dev.pithos.macro.Ident;
import dev.pithos.macro.Literal;
import dev.pithos.macro.Punct;
import dev.pithos.macro.Spacing;
import dev.pithos.macro.Span;
import dev.pithos.macro.TokenStream;
import dev.pithos.macro.TokenTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the protocol's trees. Trusts nothing: each index is checked, and a group may stand in one
 * place alone, so that a short request cannot mean a tree without end. Nothing recurses.
 */
final class TreeDecoder {
  private static final Delimiter[] DELIMITERS = {
    Delimiter.NONE, Delimiter.PARENTHESIS, Delimiter.BRACE, Delimiter.BRACKET
  };
  private static final int NO_SUFFIX = 0xffff_ffff;

  private final FlatTree tree;
  private final FlatTree.Shape shape;
  private final SpanIds ids;

  private TreeDecoder(FlatTree tree, FlatTree.Shape shape, SpanIds ids) {
    this.tree = tree;
    this.shape = shape;
    this.ids = ids;
  }

  /** The tokens of a tree; the outermost group, if it is an invisible one, is not one of them. */
  static TokenStream decode(FlatTree tree, FlatTree.Shape shape, SpanIds ids) throws BadRequest {
    return new TreeDecoder(tree, shape, ids).stream();
  }

  /** The span of the outermost group: what stands for the call in versions without global spans. */
  static int rootSpan(FlatTree tree) throws BadRequest {
    if (tree.subtree().length == 0) {
      throw new BadRequest("a tree without its outermost group");
    }
    return tree.subtree()[0];
  }

  /** Children have higher indexes than their group, so that going down meets them first. */
  private TokenStream stream() throws BadRequest {
    int count = count("subtree", tree.subtree(), shape.subtree());
    if (count == 0) {
      throw new BadRequest("a tree without its outermost group");
    }
    TokenTree[] groups = new TokenTree[count];
    for (int i = count - 1; i >= 0; i--) {
      groups[i] = group(i, groups);
    }
    Group root = (Group) groups[0];
    return root.delimiter() == Delimiter.NONE ? root.stream() : TokenStream.of(root);
  }

  private Group group(int index, TokenTree[] groups) throws BadRequest {
    int at = index * shape.subtree();
    int open = tree.subtree()[at++];
    int close = shape.closeSpans() ? tree.subtree()[at++] : open;
    int kind = tree.subtree()[at++];
    int low = tree.subtree()[at++];
    int high = tree.subtree()[at];
    if (kind < 0 || kind >= DELIMITERS.length) {
      throw bad("subtree", index, "has delimiter " + Integer.toUnsignedString(kind));
    }
    if (low < 0 || low > high || high > tree.tokenTree().length) {
      throw bad("subtree", index, "has children beyond the " + tree.tokenTree().length + " tokens");
    }
    List<TokenTree> children = new ArrayList<>(high - low);
    for (int i = low; i < high; i++) {
      child(index, tree.tokenTree()[i], groups, children);
    }
    return new Group(
        DELIMITERS[kind],
        TokenStream.of(children),
        ids.group(open, close),
        ids.span(open),
        ids.span(close));
  }

  private void child(int parent, int reference, TokenTree[] groups, List<TokenTree> children)
      throws BadRequest {
    int index = reference >>> 2;
    switch (reference & 3) {
      case FlatTree.SUBTREE -> {
        if (index <= parent || index >= groups.length || groups[index] == null) {
          throw bad(
              "subtree", parent, "holds the group " + index + ", which is not one of its own");
        }
        children.add(groups[index]);
        groups[index] = null;
      }
      case FlatTree.LITERAL -> literal(index, children);
      case FlatTree.PUNCT -> children.add(punct(index));
      default -> children.add(ident(index));
    }
  }

  /** A negative number is two tokens, as it is for rustc. */
  private void literal(int index, List<TokenTree> children) throws BadRequest {
    int at = entry("literal", tree.literal(), shape.literal(), index);
    Span span = ids.span(tree.literal()[at]);
    String text = text(tree.literal()[at + 1]);
    if (shape.extendedLeaves()) {
      int suffix = tree.literal()[at + 3];
      text =
          LiteralKinds.text(tree.literal()[at + 2], text, suffix == NO_SUFFIX ? "" : text(suffix));
    }
    if (text.startsWith("-")) {
      children.add(new Punct('-', Spacing.ALONE, span));
      text = text.substring(1);
    }
    Literal literal = LiteralKinds.whole(text, span);
    children.add(literal);
  }

  private Punct punct(int index) throws BadRequest {
    int at = entry("punct", tree.punct(), FlatTree.Shape.punct(), index);
    int character = tree.punct()[at + 1];
    if (character < 0 || character > 127 || Punct.CHARACTERS.indexOf(character) < 0) {
      throw bad("punct", index, "is U+" + Integer.toHexString(character) + ", no punctuation");
    }
    Spacing spacing = tree.punct()[at + 2] == 0 ? Spacing.ALONE : Spacing.JOINT;
    return new Punct((char) character, spacing, ids.span(tree.punct()[at]));
  }

  private Ident ident(int index) throws BadRequest {
    int at = entry("ident", tree.ident(), shape.ident(), index);
    String text = text(tree.ident()[at + 1]);
    if (shape.extendedLeaves() && tree.ident()[at + 2] != 0) {
      text = "r#" + text;
    }
    try {
      return Ident.of(text, ids.span(tree.ident()[at]));
    } catch (IllegalArgumentException e) {
      throw new BadRequest("the input holds " + e.getMessage(), e);
    }
  }

  private String text(int index) throws BadRequest {
    if (index < 0 || index >= tree.text().size()) {
      throw new BadRequest("text " + Integer.toUnsignedString(index) + " of " + tree.text().size());
    }
    return tree.text().get(index);
  }

  private static int count(String array, int[] numbers, int stride) throws BadRequest {
    if (numbers.length % stride != 0) {
      throw new BadRequest(
          array + " has " + numbers.length + " numbers, expected " + stride + " for each entry");
    }
    return numbers.length / stride;
  }

  /** The offset of an entry in its array. */
  private static int entry(String array, int[] numbers, int stride, int index) throws BadRequest {
    if (index >= count(array, numbers, stride)) {
      throw new BadRequest(array + " " + index + " of " + numbers.length / stride);
    }
    return index * stride;
  }

  private static BadRequest bad(String array, int index, String what) {
    return new BadRequest(array + " " + index + " " + what);
  }
}
