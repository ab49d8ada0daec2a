package io.buildout4j.recipes.template.python;

/** Python's {@code None}; values are never Java's null. */
public enum None {
    NONE;

    @Override
    public String toString() {
        return "None";
    }
}
