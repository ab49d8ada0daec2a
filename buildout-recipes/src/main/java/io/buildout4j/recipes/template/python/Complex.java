package io.buildout4j.recipes.template.python;

/** Python's complex, which templates can make and print and compare, no more. */
record Complex(double real, double imaginary) {

    @Override
    public String toString() {
        String tail = part(imaginary) + "j";
        if (real == 0 && !(1 / real < 0)) {
            return tail;
        }
        return "(" + part(real) + (tail.startsWith("-") ? "" : "+") + tail + ")";
    }

    private static String part(double number) {
        String text = Floats.repr(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
