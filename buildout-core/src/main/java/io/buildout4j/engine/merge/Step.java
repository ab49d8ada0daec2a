package io.buildout4j.engine.merge;

import io.buildout4j.engine.read.Place;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one file does to one option: sets it, or adds to and removes from whatever is there, or one after the other.
 *
 * @param before what is done first, if this is not all
 * @param operator what is done last
 * @param text the text that is set, added or removed; null for the directory of the file
 * @param line the line it stands on, 0 if it stands on none
 */
record Step(
        @Nullable Step before, Operator operator, @Nullable String text, int line) {

    /** Sets the option to the directory or URL of the file. */
    static final Step BASE = new Step(null, Operator.SET, null, 0);

    static Step set(String text, int line) {
        return new Step(null, Operator.SET, text, line);
    }

    /** Whether it does not matter what was there before. */
    boolean absolute() {
        Step step = this;
        while (step.before != null) {
            step = step.before;
        }
        return step.operator == Operator.SET;
    }

    Assignment assignment(Place file) {
        if (text == null) {
            return new Assignment(operator, file.base(), new Origin.Computed());
        }
        return new Assignment(
                operator, text, line == 0 ? new Origin.Implicit() : new Origin.File(file.shown(), line, 1));
    }

    /** The value after this step. */
    String apply(String value, FileNode file) {
        if (before == null && operator == Operator.SET) {
            return text == null ? file.base() : text;
        }
        Deque<Step> order = new ArrayDeque<>();
        for (Step step = this; step != null; step = step.before) {
            order.push(step);
        }
        String result = value;
        for (Step step : order) {
            String operand = step.text == null ? file.base() : step.text;
            result = switch (step.operator) {
                case ADD -> result + "\n" + operand;
                case REMOVE -> Lines.remove(result, operand);
                default -> operand;
            };
        }
        return result;
    }
}
