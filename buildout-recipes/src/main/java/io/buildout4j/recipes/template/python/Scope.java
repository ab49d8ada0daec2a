package io.buildout4j.recipes.template.python;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names and their values: those assigned here, then those of the scope around it, then those that are always there. Names
 * are interned, as the {@link Lexer} gives them.
 */
@SuppressWarnings("ReferenceEquality") // interned names are the same if they are equal
public final class Scope {

    private static final int FEW = 16;

    private final Run run;
    private final @Nullable Scope parent;
    private String[] names = new String[8];
    private Object[] values = new Object[8];
    private int size;
    private @Nullable Map<String, Object> many;

    /** A scope around which there are only the names that are always there. */
    public Scope(Run run) {
        this.run = run;
        this.parent = null;
    }

    /**
     * A scope around which there are only the names that are always there.
     *
     * @param names what is assigned in it; belongs to it from here on
     */
    public Scope(Run run, Map<String, Object> names) {
        this(run);
        this.many = names;
    }

    private Scope(Scope parent) {
        this.run = parent.run;
        this.parent = parent;
    }

    /** A scope inside this one. */
    public Scope inner() {
        return new Scope(this);
    }

    /** The rendering this belongs to. */
    public Run run() {
        return run;
    }

    /** Assigns a name here. */
    public void put(String name, Object value) {
        if (many != null) {
            many.put(name, value);
            return;
        }
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                values[i] = value;
                return;
            }
        }
        if (size == FEW) {
            Map<String, Object> map = new HashMap<>(4 * FEW);
            for (int i = 0; i < FEW; i++) {
                map.put(names[i], values[i]);
            }
            map.put(name, value);
            many = map;
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
    }

    /** The value of a name, or an undefined value that says so. */
    public Object find(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Object value = scope.own(name);
            if (value != null) {
                return value == Hidden.HIDDEN ? Undefined.name(name) : value;
            }
        }
        Object global = run.globals().get(name);
        return global == null ? Undefined.name(name) : global;
    }

    private @Nullable Object own(String name) {
        if (many != null) {
            return many.get(name);
        }
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                return values[i];
            }
        }
        return null;
    }

    /** Makes a name undefined from here on, whatever the scopes around say. */
    public void hide(String name) {
        put(name, Hidden.HIDDEN);
    }

    private enum Hidden {
        HIDDEN
    }
}
