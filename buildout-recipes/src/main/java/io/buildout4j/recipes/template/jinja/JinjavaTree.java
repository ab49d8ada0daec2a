package io.buildout4j.recipes.template.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.FlexibleTag;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.TreeParser;
import com.hubspot.jinjava.tree.parse.TagToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jinjava's part: tokens, tags and the tree. What it is given is a skeleton of the template, in which each piece is
 * represented by its number, so that texts and expressions are not subject to its rules, only the nesting is.
 */
final class JinjavaTree {

    /** Made when the first template is parsed, because it costs a third of a second. */
    private static final class Engine {
        static final JinjavaInterpreter INTERPRETER = engine().newInterpreter();
    }

    private static final String WITH_BODY = " body";

    private JinjavaTree() {}

    private static Jinjava engine() {
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withKeepTrailingNewline(true)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withParseWhitespaceControlStrictly(true)
                        .withAllowAdjacentTextNodes(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withHandleBackslashInQuotesOnly(true)
                        .build())
                .build());
        Tags.SINGLE.forEach(name -> jinjava.registerTag(new Shape(name, null)));
        Tags.BLOCKS.forEach((name, dividers) -> {
            jinjava.registerTag(new Shape(name, "end" + name));
            dividers.forEach(divider -> jinjava.registerTag(new Shape(divider, null)));
        });
        return jinjava;
    }

    /** The tree over the pieces; {@link #piece} says which piece a node stands for. */
    static Node parse(List<Piece> pieces) {
        StringBuilder skeleton = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Tag tag) {
                String body = tag.name().equals("set") && tag.isBlockSet() ? WITH_BODY : "";
                skeleton.append("{% ")
                        .append(tag.name())
                        .append(' ')
                        .append(i)
                        .append(body)
                        .append(" %}");
            } else {
                skeleton.append("{{ ").append(i).append(" }}");
            }
        }
        // An interpreter inside the shared one: Jinjava's way is to copy all its libraries for each template.
        JinjavaInterpreter interpreter = new JinjavaInterpreter(Engine.INTERPRETER);
        Node root = new TreeParser(interpreter, skeleton.toString()).buildTree();
        if (!interpreter.getErrors().isEmpty()) {
            throw new IllegalStateException("Jinjava cannot nest what was checked: " + interpreter.getErrors());
        }
        return root;
    }

    /** The number of the piece that a node stands for. */
    static int piece(Node node) {
        String image = node.getMaster().getImage();
        int from = 2;
        while (!Character.isDigit(image.charAt(from))) {
            from++;
        }
        int to = from;
        while (Character.isDigit(image.charAt(to))) {
            to++;
        }
        return Integer.parseInt(image.substring(from, to));
    }

    /** The tag of a node, if it is one. */
    static Optional<TagNode> tag(Node node) {
        return node instanceof TagNode tag ? Optional.of(tag) : Optional.empty();
    }

    /** Tells Jinjava's parser where a tag ends; the meaning is compiled elsewhere. */
    private static final class Shape implements Tag, FlexibleTag {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final @Nullable String end;

        Shape(String name, @Nullable String end) {
            this.name = name;
            this.end = end;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getEndTagName() {
            return end;
        }

        @Override
        public boolean hasEndTag(TagToken token) {
            return end != null && (!name.equals("set") || token.getHelpers().contains(WITH_BODY));
        }

        @Override
        public String interpret(TagNode node, JinjavaInterpreter interpreter) {
            throw new UnsupportedOperationException("tag " + name + " is compiled, not interpreted");
        }
    }
}
