/** Health checks with memory and escalation, and the running of child processes they need. */
module io.buildout4j.promise {
    requires transitive org.jspecify;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires java.management;

    exports io.buildout4j.process;
    exports io.buildout4j.promise;
    exports io.buildout4j.promise.report;

    uses io.buildout4j.promise.PromiseProvider;
}
