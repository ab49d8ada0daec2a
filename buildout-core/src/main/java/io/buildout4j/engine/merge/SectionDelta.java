package io.buildout4j.engine.merge;

import io.buildout4j.engine.parse.ParsedOption;
import io.buildout4j.engine.parse.ParsedSection;
import io.buildout4j.engine.text.Order;
import io.buildout4j.profile.Assignment.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one file does to one section, by option. It depends on whether the section is new: a new section takes
 * {@code +=} for {@code =}, and if it has {@code <=} keeps its operators as they are until it inherits.
 *
 * @param fresh what it does when no file below has the section
 * @param onto what it does to a section that is there
 */
record SectionDelta(Map<String, Step> fresh, Map<String, Step> onto) {

    static final String BASE_LOCATION = "_profile_base_location_";
    private static final String BASE_REFERENCE = "${:" + BASE_LOCATION + "}";

    static SectionDelta of(ParsedSection section) {
        Map<String, Step> raw = new LinkedHashMap<>(section.options().size() * 2);
        boolean operators = false;
        boolean mentionsBase = false;
        for (ParsedOption option : section.options().values()) {
            raw.put(option.name(), Step.set(option.value(), option.line()));
            operators |= Names.hasOperator(option.name());
            mentionsBase |= option.value().contains(BASE_REFERENCE);
        }
        if (mentionsBase) {
            raw.putIfAbsent(BASE_LOCATION, Step.BASE);
        }
        if (!operators) {
            return new SectionDelta(raw, raw);
        }
        return new SectionDelta(raw.containsKey("<") ? raw : fresh(raw), onto(raw));
    }

    /** In a section that is new, {@code +=} sets and {@code -=} leaves nothing, if no {@code =} came before. */
    private static Map<String, Step> fresh(Map<String, Step> raw) {
        Map<String, Step> result = new LinkedHashMap<>(raw);
        List<String> names = new ArrayList<>(raw.keySet());
        names.sort(Order.CODE_POINTS);
        for (String name : names) {
            String target = Names.cut(name);
            Step step = raw.get(name);
            if (step != null && Names.hasOperator(name) && !result.containsKey(target)) {
                result.remove(name);
                result.put(target, name.endsWith("+") ? step : new Step(step, Operator.REMOVE, step.text(), 0));
            }
        }
        return onto(result);
    }

    private static Map<String, Step> onto(Map<String, Step> raw) {
        Map<String, Step> result = new LinkedHashMap<>(raw);
        List<String> names = new ArrayList<>(raw.keySet());
        names.sort(Names.OPERATORS);
        for (String name : names) {
            Step step = raw.get(name);
            if (step != null && Names.hasOperator(name)) {
                char sign = name.charAt(name.length() - 1);
                String target = Names.stripped(name, sign);
                Operator operator = sign == '+' ? Operator.ADD : Operator.REMOVE;
                // A step that has one before it removed all it had set.
                String operand = step.before() == null ? step.text() : "";
                result.put(target, new Step(result.get(target), operator, operand, step.line()));
                result.remove(name);
            }
        }
        return result;
    }
}
