/** Programs as Truffle trees: scalars in frame slots, loops as loop nodes, arrays through the primitives' kernels. */
package org.jacobilang.execute.jvm;
