"""Training steps of two perceptrons, eager and compiled."""
import jax
import jax.numpy as jnp
from timing import measure


def init(key, sizes):
    layers = []
    for n, m in zip(sizes[:-1], sizes[1:]):
        key, k = jax.random.split(key)
        layers.append({"w": jax.random.normal(k, (n, m)) / n ** 0.5, "b": jnp.zeros((m,))})
    return layers


def loss(layers, x, y):
    h = x
    for layer in layers[:-1]:
        h = jnp.tanh(h @ layer["w"] + layer["b"])
    out = h @ layers[-1]["w"] + layers[-1]["b"]
    return jnp.mean((out - y) ** 2)


def step(layers, x, y):
    gradients = jax.grad(loss)(layers, x, y)
    return jax.tree_util.tree_map(lambda p, g: p - 0.01 * g, layers, gradients)


def bench(name, sizes, batch):
    key = jax.random.PRNGKey(0)
    layers = init(key, sizes)
    x = jax.random.normal(key, (batch, sizes[0]))
    y = jax.random.normal(key, (batch, sizes[-1]))
    compiled = jax.jit(step)

    def run(f):
        out = f(layers, x, y)
        return jax.block_until_ready(out[-1]["b"])

    a, b = run(step), run(compiled)
    print(name, bool(jnp.allclose(a, b, rtol=1e-2, atol=1e-4)))
    measure(name + " eager", lambda: run(step))
    measure(name + " jit", lambda: run(compiled))


bench("mlp small", [2, 16, 1], 8)
bench("mlp large", [784, 512, 512, 10], 128)
