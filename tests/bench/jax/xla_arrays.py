"""Jitted work on large arrays, where XLA and the memory set the pace."""
import jax
import jax.numpy as jnp
from timing import measure

key = jax.random.key(0)
square = jax.random.normal(key, (1024, 1024))
long = jax.random.normal(key, (4_000_000,))
image = jax.random.normal(key, (8, 3, 64, 64))
filters = jax.random.normal(key, (16, 3, 3, 3))


def bench(name, function, *arguments):
    compiled = jax.jit(function)
    measure(name, lambda: jax.block_until_ready(compiled(*arguments)))


bench("matmul 1024", lambda a: a @ a, square)
bench("elementwise 4M", lambda x: jnp.exp(-x * x) * jnp.sin(x), long)
bench("sum 4M", lambda x: jnp.sum(x * x), long)
bench("sort 4M", jnp.sort, long)
bench("cumsum 4M", jnp.cumsum, long)
bench("softmax 1024", lambda a: jax.nn.softmax(a, axis=-1), square)
bench("convolution", lambda x, w: jax.lax.conv(x, w, (1, 1), "SAME"), image, filters)
bench("scan 1000", lambda x: jax.lax.scan(lambda c, _: (jnp.tanh(c @ x[:64, :64]), None), x[:64, :64], None, length=1000)[0], square)
