package io.buildout4j.engine.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * What made a part, as the state file keeps it in {@code __buildout_signature__}: words divided by blanks, as the original
 * has them.
 *
 * @param maker the recipe's class and release
 * @param stamp another one whenever the part was made anew for a reason of its own; empty where the original wrote the state
 * @param dependencies the stamps, at that time, of the parts it refers to, by name
 */
record Signature(String maker, String stamp, Map<String, String> dependencies) {

    Signature {
        dependencies = new TreeMap<>(dependencies);
    }

    /** Whether it names a maker of the kind there is here, and not the original's Python distributions. */
    boolean isComparable() {
        return !stamp.isEmpty();
    }

    static Signature parse(String text) {
        int mark = text.lastIndexOf(" #");
        if (mark < 0) {
            return new Signature(text, "", Map.of());
        }
        String[] words = text.substring(mark + 2).split(" ");
        Map<String, String> dependencies = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int colon = words[i].lastIndexOf(':');
            if (colon > 0) {
                dependencies.put(words[i].substring(0, colon), words[i].substring(colon + 1));
            }
        }
        return new Signature(text.substring(0, mark), words[0], dependencies);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(maker).append(" #").append(stamp);
        dependencies.forEach(
                (part, dependency) -> text.append(' ').append(part).append(':').append(dependency));
        return text.toString();
    }
}
