/** The modules of Jacobi's library that are written in the language itself. */
module org.jacobilang.stdlib {
    exports org.jacobilang.stdlib;
}
