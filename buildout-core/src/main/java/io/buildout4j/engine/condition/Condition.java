package io.buildout4j.engine.condition;

/** Decides whether a section with a condition is read. */
@FunctionalInterface
public interface Condition {

    /**
     * @param expression what stands between the colon and the closing bracket, escapes undone
     * @throws ConditionException if it cannot be evaluated
     */
    boolean holds(String expression);
}
