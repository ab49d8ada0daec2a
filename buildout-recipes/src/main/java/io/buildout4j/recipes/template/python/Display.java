package io.buildout4j.recipes.template.python;

import java.util.List;

/** Lists, tuples and dicts written out. */
final class Display {

    private Display() {}

    record ListOf(List<Expression> items) implements Expression {
        @Override
        public Object value(Scope scope) {
            PyList list = new PyList();
            for (Expression item : items) {
                list.add(item.value(scope));
            }
            return list;
        }
    }

    record TupleOf(List<Expression> items) implements Expression {
        @Override
        public Object value(Scope scope) {
            Object[] values = new Object[items.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = items.get(i).value(scope);
            }
            return PyTuple.of(values);
        }
    }

    record DictOf(List<Expression> keys, List<Expression> values) implements Expression {
        @Override
        public Object value(Scope scope) {
            PyDict dict = new PyDict();
            for (int i = 0; i < keys.size(); i++) {
                Object key = keys.get(i).value(scope);
                dict.put(key, values.get(i).value(scope));
            }
            return dict;
        }
    }
}
