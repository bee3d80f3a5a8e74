/** Programs through XLA: StableHLO text to a PJRT executable, arrays on devices, and what decides which programs go there. */
package org.jacobilang.execute.xla;
