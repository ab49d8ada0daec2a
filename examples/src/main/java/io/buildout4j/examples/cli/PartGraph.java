package io.buildout4j.examples.cli;

import io.buildout4j.install.PartChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The parts of a plan as a graph: an arrow leads from a part to what must be installed before it. Nodes are named by
 * number, since parts may be called anything.
 *
 * @param parts the parts, in order of installation
 */
record PartGraph(List<PartChange> parts) {

    PartGraph {
        parts = parts.stream()
                .filter(part -> part.action() != PartChange.Action.UNINSTALL)
                .toList();
    }

    /** In the language of Graphviz. */
    String dot() {
        return draw("digraph parts {\n", "  p%d [label=\"%s\\n%s\"];\n", "  p%d -> p%d;\n", PartGraph::inDot) + "}\n";
    }

    /** In the language of Mermaid, which Markdown pages show. */
    String mermaid() {
        return draw("flowchart LR\n", "  p%d[\"%s<br/>%s\"]\n", "  p%d --> p%d\n", PartGraph::inMermaid);
    }

    /** For tools: a map with the parts, each with its recipe and what it needs. */
    Map<String, Object> asData() {
        List<Object> nodes = new ArrayList<>();
        for (PartChange part : parts) {
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("part", part.part());
            node.put("recipe", part.recipe());
            node.put("dependencies", part.dependencies());
            nodes.add(node);
        }
        return Map.of("parts", nodes);
    }

    private String draw(String head, String node, String arrow, UnaryOperator<String> escape) {
        Map<String, Integer> numbers = new HashMap<>();
        StringBuilder text = new StringBuilder(head);
        for (PartChange part : parts) {
            numbers.put(part.part(), numbers.size() + 1);
            text.append(node.formatted(numbers.size(), escape.apply(part.part()), escape.apply(part.recipe())));
        }
        for (PartChange part : parts) {
            for (String needed : part.dependencies()) {
                if (numbers.containsKey(needed)) {
                    text.append(arrow.formatted(numbers.get(part.part()), numbers.get(needed)));
                }
            }
        }
        return text.toString();
    }

    private static String inDot(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String inMermaid(String name) {
        return name.replace("#", "#35;").replace("\"", "#quot;").replace("<", "#lt;");
    }
}
