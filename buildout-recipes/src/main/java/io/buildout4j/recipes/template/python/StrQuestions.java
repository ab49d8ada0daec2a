package io.buildout4j.recipes.template.python;

import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The methods of str that ask about a text. */
final class StrQuestions {

    private StrQuestions() {}

    static void addTo(Signature.Table table) {
        is(table, "isdigit", every(point -> Character.isDigit(point) || isDigitLike(point)));
        is(table, "isdecimal", every(Character::isDigit));
        is(
                table,
                "isnumeric",
                every(point -> Character.isDigit(point)
                        || isDigitLike(point)
                        || Character.getType(point) == Character.OTHER_NUMBER
                        || Character.getType(point) == Character.LETTER_NUMBER));
        is(table, "isalpha", every(Character::isLetter));
        is(table, "isalnum", every(point -> Character.isLetterOrDigit(point) || isDigitLike(point)));
        is(table, "isspace", every(Strings::isSpace));
        is(table, "isprintable", text -> text.codePoints().allMatch(Text::isPrintable));
        is(table, "isascii", text -> text.chars().allMatch(c -> c < 0x80));
        is(table, "islower", StrQuestions::isLower);
        is(table, "isupper", StrQuestions::isUpper);
        is(table, "istitle", text -> isUpperOrTitle(text) && text.equals(StrMethods.title(text)));
        is(table, "isidentifier", text -> !text.isEmpty() && text.matches("(?U)[\\p{L}_]\\w*"));
        affix(table, "startswith", String::startsWith);
        affix(table, "endswith", String::endsWith);
        searches(table);
        table.add(new Signature("__contains__").required("self", "item"), (run, a) -> Order.contains(a[0], a[1]));
        table.add(new Signature("__len__").required("self"), (run, a) -> (long) Iteration.length(a[0]));
        table.add(new Signature("__getitem__").required("self", "key"), (run, a) -> Items.item(a[0], a[1]));
        table.add(
                new Signature("__iter__").required("self"),
                (run, a) -> new PyIterator("str_iterator", Iteration.over(a[0])));
        table.add(new Signature("__str__").required("self"), (run, a) -> Text.str(a[0]));
        table.add(new Signature("__repr__").required("self"), (run, a) -> Text.repr(a[0]));
    }

    private static boolean isDigitLike(int point) {
        return point == 0xb2
                || point == 0xb3
                || point == 0xb9
                || (point >= 0x2070 && point <= 0x2089 && point != 0x2071);
    }

    private static Predicate<String> every(IntPredicate wanted) {
        return text -> !text.isEmpty() && text.codePoints().allMatch(wanted);
    }

    private static void is(Signature.Table table, String name, Predicate<String> question) {
        table.add(new Signature(name).required("self"), (run, a) -> question.test(a[0].toString()));
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    private static boolean isUpperOrTitle(String text) {
        return text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    private static Signature range(String name) {
        return new Signature(name)
                .required("self", "sub")
                .optional("start", None.NONE)
                .optional("end", None.NONE);
    }

    private static void affix(Signature.Table table, String name, BiPredicate<String, String> question) {
        table.add(range(name), (run, a) -> {
            String part = part(a);
            if (a[1] instanceof PyTuple several) {
                return several.stream().anyMatch(one -> question.test(part, affixText(name, one)));
            }
            return question.test(part, affixText(name, a[1]));
        });
    }

    private static String affixText(String name, Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Types.isText(value)) {
            throw PythonError.type(name + " first arg must be str or a tuple of str, not " + Types.name(value));
        }
        return value.toString();
    }

    private static String part(Object[] a) {
        String text = a[0].toString();
        return a[2] == None.NONE && a[3] == None.NONE ? text : Strings.slice(text, new Slice(a[2], a[3], None.NONE));
    }

    private static int offset(Object[] a) {
        return a[2] == None.NONE
                ? 0
                : new Slice(a[2], None.NONE, None.NONE)
                        .bounds(Strings.length(a[0].toString()))
                        .start();
    }

    private static long find(Object[] a, boolean last) {
        if (!Types.isText(a[1])) {
            throw PythonError.type("must be str, not " + Types.name(a[1]));
        }
        String part = part(a);
        String wanted = a[1].toString();
        int at = last ? part.lastIndexOf(wanted) : part.indexOf(wanted);
        return at < 0 ? -1 : offset(a) + part.codePointCount(0, at);
    }

    private static void searches(Signature.Table table) {
        table.add(range("find"), (run, a) -> find(a, false));
        table.add(range("rfind"), (run, a) -> find(a, true));
        table.add(range("index"), (run, a) -> found(find(a, false)));
        table.add(range("rindex"), (run, a) -> found(find(a, true)));
        table.add(range("count"), (run, a) -> {
            if (!Types.isText(a[1])) {
                throw PythonError.type("must be str, not " + Types.name(a[1]));
            }
            return count(part(a), a[1].toString());
        });
    }

    private static Object found(long at) {
        if (at < 0) {
            throw PythonError.value("substring not found");
        }
        return at;
    }

    private static long count(String text, String wanted) {
        if (wanted.isEmpty()) {
            return Strings.length(text) + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
            count++;
        }
        return count;
    }
}
