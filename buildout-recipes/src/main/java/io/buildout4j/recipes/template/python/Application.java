package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;

/** Filters and tests applied. */
final class Application {

    private Application() {}

    /** A filter, looked up when the expression is made; one that does not exist fails when it is needed. */
    record Filter(String name, Expression operand, CallArguments arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            List<Object> all = new ArrayList<>(arguments.size() + 1);
            all.add(operand.value(scope));
            arguments.positional(scope, all);
            return Filters.apply(scope.run(), name, all, arguments.named(scope));
        }
    }

    record Test(String name, Expression operand, CallArguments arguments) implements Expression {
        @Override
        public Object value(Scope scope) {
            List<Object> all = new ArrayList<>(arguments.size() + 1);
            all.add(operand.value(scope));
            arguments.positional(scope, all);
            return Tests.apply(scope.run(), name, all, arguments.named(scope));
        }
    }
}
