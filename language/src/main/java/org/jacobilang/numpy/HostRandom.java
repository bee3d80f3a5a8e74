package org.jacobilang.numpy;
import org.jacobilang.runtime.ModuleObject;
final class HostRandom {
    static void functions(ModuleObject m) {
    }
}
