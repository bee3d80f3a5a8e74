/** PJRT for Java: compile and run StableHLO on any device that has a PJRT plugin. */
module org.jacobilang.xla {
    exports org.jacobilang.xla;
}
