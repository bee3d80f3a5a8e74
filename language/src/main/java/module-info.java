/** The Jacobi language. */
module org.jacobilang.language {
    requires transitive org.graalvm.truffle;
    requires org.graalvm.polyglot;
    requires org.jacobilang.xla;
    requires org.jacobilang.stdlib;
}
