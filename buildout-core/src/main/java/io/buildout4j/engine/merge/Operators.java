package io.buildout4j.engine.merge;

import io.buildout4j.engine.text.Order;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts one set of options on top of another, where names may still carry {@code +} and {@code -}: how layers above the
 * files are applied, and how a section is put on top of the sections it inherits from.
 */
public final class Operators {

    private Operators() {}

    /** The options of a section after others are applied to it. */
    public static Map<String, Option> onto(Map<String, Option> below, Map<String, Option> above) {
        Map<String, Option> applied = applyOperators(below, above);
        Map<String, Option> result = new LinkedHashMap<>(below);
        for (Map.Entry<String, Option> option : applied.entrySet()) {
            Option before = result.get(option.getKey());
            result.put(option.getKey(), before == null ? option.getValue() : override(before, option.getValue()));
        }
        return result;
    }

    /** The options of a section that nothing is below of. */
    static Map<String, Option> fresh(Map<String, Option> options) {
        if (options.containsKey("<") || !Names.anyHasOperator(options.keySet())) {
            return options;
        }
        Map<String, Option> result = new LinkedHashMap<>(options);
        List<String> names = new ArrayList<>(options.keySet());
        names.sort(Order.CODE_POINTS);
        for (String name : names) {
            Option option = options.get(name);
            String target = Names.cut(name);
            if (option != null && Names.hasOperator(name) && !result.containsKey(target)) {
                result.remove(name);
                result.put(
                        target,
                        name.endsWith("+")
                                ? new Option(target, option.value(), option.history())
                                : act(target, option, Operator.REMOVE, option.value(), new Origin.Implicit()));
            }
        }
        return onto(Map.of(), result);
    }

    /** Turns {@code x +} and {@code x -} into what {@code x} becomes. */
    private static Map<String, Option> applyOperators(Map<String, Option> below, Map<String, Option> above) {
        if (!Names.anyHasOperator(above.keySet())) {
            return above;
        }
        Map<String, Option> result = new LinkedHashMap<>(above);
        List<String> names = new ArrayList<>(above.keySet());
        names.sort(Names.OPERATORS);
        for (String name : names) {
            Option option = above.get(name);
            if (option != null && Names.hasOperator(name)) {
                char sign = name.charAt(name.length() - 1);
                String target = Names.stripped(name, sign);
                Option local = result.get(target);
                result.put(
                        target,
                        act(
                                target,
                                local == null ? below.get(target) : local,
                                sign == '+' ? Operator.ADD : Operator.REMOVE,
                                option.value(),
                                option.origin()));
                result.remove(name);
            }
        }
        return result;
    }

    private static Option act(String name, @Nullable Option before, Operator operator, String operand, Origin origin) {
        Option start = before == null
                ? new Option(name, "", History.of(new Assignment(Operator.SET, "", new Origin.Implicit())))
                : before;
        String value = operator == Operator.ADD ? start.value() + "\n" + operand : Lines.remove(start.value(), operand);
        return new Option(name, value, History.of(start.history(), new Assignment(operator, operand, origin)));
    }

    /** An assignment is added to the history; what was worked out from the older value brings its history along. */
    private static Option override(Option below, Option above) {
        Operator operator = above.newest().operator();
        if (operator == Operator.ADD || operator == Operator.REMOVE) {
            return above;
        }
        return new Option(
                above.name(),
                above.value(),
                History.of(below.history(), new Assignment(Operator.SET, above.value(), above.origin())));
    }
}
