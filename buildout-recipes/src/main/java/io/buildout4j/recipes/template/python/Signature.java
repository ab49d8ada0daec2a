package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a built-in function, and how arguments find their way to them. Made once, then only read. */
public final class Signature {

    private static final Object REQUIRED = new Object();

    private final String name;
    private final List<String> parameters = new ArrayList<>();
    private Object[] defaults = new Object[0];
    private int needed;
    private boolean rest;
    private boolean keywords;

    public Signature(String name) {
        this.name = name;
    }

    /** This with parameters that must be given. */
    public Signature required(String... names) {
        for (String parameter : names) {
            add(parameter, REQUIRED);
            needed = parameters.size();
        }
        return this;
    }

    /** This with a parameter that may be left out. */
    public Signature optional(String parameter, Object value) {
        add(parameter, value);
        return this;
    }

    private void add(String parameter, Object value) {
        parameters.add(parameter);
        defaults = Arrays.copyOf(defaults, parameters.size());
        defaults[parameters.size() - 1] = value;
    }

    /** This taking any further positional arguments, as a {@link PyTuple} after the others. */
    public Signature rest() {
        rest = true;
        return this;
    }

    /** This taking any further named arguments, as a {@link PyDict} in the last place. */
    public Signature keywords() {
        keywords = true;
        return this;
    }

    /** The name of the function. */
    public String name() {
        return name;
    }

    /** The number of values that {@link #bind} gives. */
    int size() {
        return parameters.size() + (rest ? 1 : 0) + (keywords ? 1 : 0);
    }

    /** Whether so many arguments without names are neither too few nor too many, and each has a parameter of its own. */
    boolean takes(int count) {
        return needed <= count && count <= parameters.size() && !rest && !keywords;
    }

    /** The values of the parameters where no argument is given, to be filled in. */
    Object[] defaults() {
        return defaults.clone();
    }

    /**
     * The values of the parameters in order, then the rest, then the further names.
     *
     * @throws PythonError if too few or too many were given
     */
    Object[] bind(List<Object> positional, Map<String, Object> named) {
        int count = parameters.size();
        Object[] bound = Arrays.copyOf(defaults, size());
        int given = Math.min(positional.size(), count);
        for (int i = 0; i < given; i++) {
            bound[i] = positional.get(i);
        }
        if (rest) {
            bound[count] = PyTuple.copyOf(positional.subList(given, positional.size()));
        } else if (positional.size() > count) {
            throw PythonError.type(name + "() takes at most " + count + " arguments (" + positional.size() + " given)");
        }
        if (keywords || !named.isEmpty()) {
            bindNamed(named, bound, given);
        }
        for (int i = 0; i < count; i++) {
            if (bound[i] == REQUIRED) {
                throw PythonError.type(
                        name + "() missing required argument '" + parameters.get(i) + "' (pos " + (i + 1) + ")");
            }
        }
        return bound;
    }

    private void bindNamed(Map<String, Object> named, Object[] bound, int given) {
        PyDict further = new PyDict();
        for (Map.Entry<String, Object> argument : named.entrySet()) {
            int at = parameters.indexOf(argument.getKey());
            if (at >= 0 && at < given) {
                throw PythonError.type(name + "() got multiple values for argument '" + argument.getKey() + "'");
            } else if (at >= 0) {
                bound[at] = argument.getValue();
            } else if (keywords) {
                further.put(argument.getKey(), argument.getValue());
            } else {
                throw PythonError.type(name + "() got an unexpected keyword argument '" + argument.getKey() + "'");
            }
        }
        if (keywords) {
            bound[bound.length - 1] = further;
        }
    }

    /** The map from names to functions that a table of built-ins is. */
    static final class Table {
        private final Map<String, Native> functions = new LinkedHashMap<>();

        Table add(Signature signature, Native.Body body) {
            functions.put(signature.name(), new Native(signature, body));
            return this;
        }

        Table alias(String alias, String of) {
            Native function = functions.get(of);
            if (function == null) {
                throw new IllegalArgumentException(of);
            }
            functions.put(alias, function);
            return this;
        }

        Map<String, Native> functions() {
            return functions;
        }
    }
}
