package io.buildout4j.recipes.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JinjaDifferentialTest {

    private static final Map<String, String> OTHERS = Map.of(
            "a", "{% macro m(x) %}<{{ x }}>{% endmacro %}{% set v = 7 %}text",
            "base", "[{% block b %}base{% endblock %}]\n",
            "inc", "({{ i }})",
            "incloop", "({{ loop.index }})",
            "ctx", "{% macro m() %}{{ g }}{% endmacro %}");

    private static JinjaPeer peer;

    @BeforeAll
    static void startPeer() {
        peer = JinjaPeer.start();
    }

    @AfterAll
    static void stopPeer() {
        if (peer != null) {
            peer.close();
        }
    }

    static Stream<String> golden() throws IOException {
        try (InputStream lines = JinjaDifferentialTest.class.getResourceAsStream("golden-templates.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    private static void assertSame(String template) {
        JinjaPeer.Outcome theirs = peer.theirs(template, Map.of(), OTHERS, false);
        JinjaPeer.Outcome ours = peer.ours(template, Map.of(), OTHERS);

        assertThat(ours.text())
                .as("%s: Jinja2 %s, ours %s", template, theirs, ours)
                .isEqualTo(theirs.text());
        assertThat(ours.error().replaceFirst(":(?s).*", ""))
                .as(template)
                .isEqualTo(theirs.error().replaceFirst(":(?s).*", ""));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void aTemplateMeansWhatItMeansToJinja2(String template) {
        assertSame(template);
    }

    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("itertools", "itertools"),
            Map.entry("functools", "functools"),
            Map.entry("operator", "operator"),
            Map.entry("hashlib", "hashlib"),
            Map.entry("base64", "base64"),
            Map.entry("json", "json"),
            Map.entry("re", "re"),
            Map.entry("os", "os"),
            Map.entry("url", "urllib.parse"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ itertools.product([1, 2], 'ab')|list }}{{ itertools.product('ab', repeat=2)|list }}",
                "{{ itertools.permutations([1, 2, 3], 2)|list }}{{ itertools.permutations('ab')|list }}",
                "{{ itertools.combinations('abc', 2)|list }}{{ itertools.combinations_with_replacement('ab', 2)|list }}",
                "{{ zip(itertools.repeat('x'), itertools.cycle('ab'), range(5))|list }}{{ itertools.repeat(1, 2)|list }}",
                "{{ itertools.islice(itertools.count(3, 2), 1, 9, 3)|list }}{{ itertools.islice('abc', 2)|list }}",
                "{{ itertools.accumulate([1, 2, 3])|list }}{{ itertools.accumulate([1, 2], operator.mul, initial=5)|list }}",
                "{{ itertools.zip_longest('ab', 'c', fillvalue=0)|list }}{{ itertools.pairwise('abc')|list }}",
                "{{ itertools.starmap(pow, [(2, 3)])|list }}{{ itertools.compress('abc', [1, 0, 1])|list }}",
                "{{ itertools.takewhile(int, [1, 0, 2])|list }}{{ itertools.dropwhile(int, [1, 0, 2])|list }}",
                "{{ itertools.filterfalse(none, [0, 1])|list }}{{ itertools.tee('ab')[1]|list }}",
                "{% for k, g in itertools.groupby('aabb') %}{{ k }}{{ g|list }}{% endfor %}",
                "{% for k, g in itertools.groupby([1, 3, 4], operator.itemgetter) %}{{ g|list|length }}{% endfor %}",
                "{% set g = itertools.groupby('aab')|list %}{{ g[0][1]|list }}",
                "{{ itertools.chain('a', [1])|list }}{{ itertools.chain.from_iterable(['ab', 'c'])|list }}",
                "{{ itertools.islice('abc', -1)|list }}",
                "{{ functools.reduce(operator.add, [1, 2]) }}{{ functools.partial(int, base=16)('ff') }}",
                "{{ operator.methodcaller('upper')('a') }}{{ operator.or_(1, 2) }}{{ operator.xor(set([1]), set([2])) }}",
                "{{ operator.and_(true, false) }}{{ operator.lshift(1, 70) }}{{ operator.rshift(-9, 1) }}",
                "{{ operator.or_('a', 1) }}",
                "{{ operator.is_(none, none) }}{{ operator.indexOf('abc', 'c') }}{{ operator.countOf('aba', 'a') }}",
                "{{ hashlib.new('sha1', 'a'.encode()).hexdigest() }}{{ hashlib.sha3_256('a'.encode()).hexdigest() }}",
                "{% set h = hashlib.md5() %}{% set c = h.copy() %}{% do h.update('a'.encode()) %}{{ h.hexdigest() }}{{ c.hexdigest() }}{{ h.digest_size }}",
                "{{ base64.b32encode('ab'.encode()) }}{{ base64.b32decode('MFRA====') }}{{ base64.b16decode('6162') }}",
                "{{ re.match('(?P<the_name>a)(b)?', 'a').groupdict() }}{{ re.subn('a', 'b', 'aa') }}",
                "{{ re.sub('(?P<a_b>x)(?P=a_b)', '<\\g<a_b>>', 'xxx') }}{{ re.match('(?P<Z_u>a)', 'a').group('Z_u') }}",
                "{{ os.path.commonprefix(['abc', 'abd']) }}{{ os.path.commonpath(['/a/b', '/a/c']) }}{{ os.path.relpath('/a/b', '/a/c/d') }}",
                "{{ os.curdir }}{{ os.pardir }}{{ os.devnull }}{{ os.extsep }}{{ os.name }}{{ os.fspath('a') }}",
                "{{ url.urlparse('http://u:p@h:80/p;x?q=1#f') }}{{ url.urlparse('http://h/p')._replace(scheme='https').geturl() }}",
                "{{ url.urlsplit('//h/p')._asdict() }}{{ url.urldefrag('http://a/#b') }}{{ url.urlunsplit(('http', 'h', '/p', 'q', '')) }}",
                "{% for r in ['d', '../d', '/d', '?x', '#f', '//q/d', 'd/..', './/d', 'x:y', 'a b', '../../..', ''] %}{{ url.urljoin('http://h/b/c/e?q', r) }} {% endfor %}",
                "{{ next(itertools.count(5)) }}{{ itertools.count().__next__() }}{{ next([]|map('int')) }}"
            })
    void aModulesFunctionsComputeWhatPythonsDo(String template) {
        JinjaPeer.Outcome theirs = peer.theirs(template, Map.of(), Map.of(), MODULES);
        JinjaPeer.Outcome ours = peer.ours(template, Map.of(), Map.of(), MODULES);

        assertThat(ours.text())
                .as("%s: Jinja2 %s, ours %s", template, theirs, ours)
                .isEqualTo(theirs.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ x }}",
                "{{ {}.y }}",
                "{{ {}['y'] }}",
                "{{ [1][5] }}",
                "{{ 'a'.y }}",
                "{{ none.y }}",
                "{{ len.y }}",
                "{{ namespace(a=1).y }}",
                "{{ cycler(1).y }}",
                "{% for i in [1] %}{{ loop.y }}{% endfor %}",
                "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
                "{% import 'a' as a %}{{ a.y }}",
                "{{ ('a' if false).y }}",
                "{{ next(iter([])) }}",
                "{{ 1 2 }}",
                "{{ 1 + }}",
                "{{ 1 % 0 }}",
                "{% block b %}{% endblock c %}",
                "{% if 1 %}{% else x %}{% endif %}",
                "{% include ['x', 'y'] %}"
            })
    void aMessageIsWhatJinja2Says(String template) {
        JinjaPeer.Outcome theirs = peer.theirs(template, Map.of(), OTHERS, false);
        JinjaPeer.Outcome ours = peer.ours(template, Map.of(), OTHERS);

        assertThat(ours.error().replaceFirst(": t:1: ", ": ").replaceFirst("(?s)\n.*", ""))
                .isEqualTo(theirs.error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n\n",
                "a\r\nb\rc\n{{ 1 }}\n",
                "  {%- if 1 -%}\n x \n{%- endif +%} \n y",
                "{# c #}\n\n{#- d -#}\n e",
                "a {{- ' b ' -}} c",
                "{% raw -%}\n {{ x }} {%- endraw -%}\n y",
                "x\n  {%+ if 1 %}y{% endif %}\n"
            })
    void whiteSpaceIsKeptAndDroppedAsInJinja2(String template) {
        assertSame(template);
    }
}
