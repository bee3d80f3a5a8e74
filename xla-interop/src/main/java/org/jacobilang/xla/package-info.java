/**
 * PJRT for Java: compile and run StableHLO on any device that has a PJRT plugin.
 *
 * {@snippet :
 * String module = """
 *         func.func @main(%x: tensor<3xf32>) -> tensor<3xf32> {
 *           %y = stablehlo.sine %x : tensor<3xf32>
 *           return %y : tensor<3xf32>
 *         }""";
 * try (PjrtClient client = PjrtPlugin.find().orElseThrow().createClient();
 *         PjrtExecutable sine = client.compile(module);
 *         PjrtBuffer x = client.buffer(new float[]{0, 1, 2});
 *         PjrtBuffer y = sine.execute(x)[0]) {
 *     System.out.println(java.util.Arrays.toString(y.toFloats()));
 * }
 * }
 *
 * <p>Every object that owns native memory is {@link java.lang.AutoCloseable}; the collector closes what is forgotten, and
 * use after close throws. XLA's failures are {@link org.jacobilang.xla.XlaException}s with XLA's own message. The
 * process needs {@code --enable-native-access=org.jacobilang.xla} (or {@code ALL-UNNAMED} on the class path).
 */
package org.jacobilang.xla;
