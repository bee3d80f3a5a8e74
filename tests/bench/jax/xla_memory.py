"""A million calls of a small jitted function: the resident memory must not grow."""
import jax
import jax.numpy as jnp


def resident():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024


@jax.jit
def turn(x):
    return x * 1.0001 + jnp.sin(x)


x = jnp.arange(16.0)
seen = []
for i in range(1_000_000):
    x = turn(x)
    if i % 100_000 == 99_999:
        jax.block_until_ready(x)
        seen.append(resident())
print("resident MB after each 100,000 calls:", seen)
print("grown by", seen[-1] - seen[4], "MB in the second half")
