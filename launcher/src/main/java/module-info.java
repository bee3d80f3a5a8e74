/** The {@code jacobi} command. */
module org.jacobilang.launcher {
    requires org.graalvm.polyglot;
    requires org.jacobilang.xla;
    requires info.picocli;
    requires org.jline;

    opens org.jacobilang.launcher to info.picocli;
}
