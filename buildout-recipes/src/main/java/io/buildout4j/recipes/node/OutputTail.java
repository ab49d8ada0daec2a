package io.buildout4j.recipes.node;

import io.buildout4j.install.InstallListener;
import io.buildout4j.install.PartChange;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of what an installation said, for the log of a failure. */
final class OutputTail implements InstallListener {

    private static final int MOST_LINES = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    @Override
    public void started(PartChange change) {
        add(change.explain());
    }

    @Override
    public void output(String part, String line) {
        add("  " + part + "| " + line);
    }

    private synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
