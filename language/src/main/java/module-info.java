/** The Jacobi language. */
module org.jacobilang.language {
    requires transitive org.graalvm.truffle;
    requires org.graalvm.polyglot;
    requires org.jacobilang.xla;
    requires org.jacobilang.stdlib;
    requires java.management;
    requires org.apache.commons.numbers.gamma;
    requires arpack.combined.all;
    requires JTransforms;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with org.jacobilang.nodes.JacobiLanguageProvider;
}
