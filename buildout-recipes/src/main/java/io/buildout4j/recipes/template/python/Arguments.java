package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call.
 *
 * @param positional those without a name
 * @param named those with one, in order
 */
public record Arguments(List<Object> positional, Map<String, Object> named) {

    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    /** Arguments without names. */
    public static Arguments of(Object... positional) {
        return new Arguments(List.of(positional), Map.of());
    }

    /** These with one more before the others. */
    Arguments after(Object first) {
        List<Object> all = new ArrayList<>(positional.size() + 1);
        all.add(first);
        all.addAll(positional);
        return new Arguments(all, named);
    }
}
