# Traced programs in JAX's own form.
import jax, jax.numpy as jnp
from jax import lax
def show(title, f, *a):
    print("##", title)
    try: print(jax.make_jaxpr(f)(*a))
    except Exception as e: print(type(e).__name__, str(e)[:1500])
x = jnp.arange(3.)
show("scan", lambda x: lax.scan(lambda c, a: (c + a, c * a), 0., x), x)
show("scan rev", lambda x: lax.scan(lambda c, a: (c + a, None), 0., x, reverse=True, unroll=2), x)
show("scan const", lambda x, w: lax.scan(lambda c, a: (c + a*w, c), jnp.zeros(()), x), x, 2.)
show("fori", lambda x: lax.fori_loop(0, 5, lambda i, c: c + i, x), x)
show("fori traced", lambda n, x: lax.fori_loop(0, n, lambda i, c: c + i, x), 3, x)
show("while", lambda x: lax.while_loop(lambda c: c < 10., lambda c: c * 2, x), 1.)
show("while const", lambda x, m: lax.while_loop(lambda c: c < m, lambda c: c * m, x), 1., 3.)
show("cond", lambda p, x: lax.cond(p, lambda x: x + 1, lambda x: x - 1, x), True, 1.)
show("cond closure", lambda p, x, y: lax.cond(p, lambda x: x + y, lambda x: x - 1, x), True, 1., 2.)
show("switch", lambda i, x: lax.switch(i, [lambda x: x + 1, lambda x: x - 1, lambda x: x], x), 1, 1.)
show("map", lambda x: lax.map(lambda a: a * 2, x), x)
show("jit", lambda x: jax.jit(lambda y: y * 2)(x) + 1, 1.)
@jax.jit
def g(x): return jnp.sin(x)
show("jit named", lambda x: g(g(x)), 1.)
@jax.custom_jvp
def f(x): return jnp.sin(x)
@f.defjvp
def f_jvp(p, t): return f(p[0]), t[0]
show("custom_jvp", f, 1.)
@jax.custom_vjp
def h(x): return jnp.sin(x)
h.defvjp(lambda x: (h(x), x), lambda r, g: (g,))
show("custom_vjp", h, 1.)
show("remat", jax.checkpoint(lambda x: jnp.sin(jnp.sin(x))), 1.)
show("matmul", lambda a, b: a @ b, jnp.ones((2,3)), jnp.ones((3,4)))
show("index", lambda x: x[1], x)
show("slice", lambda x: x[1:], x)
show("closure const", lambda y: x + y, 1.)
show("log1p exp", lambda x: jnp.log1p(jnp.exp(x)), 1.)
show("dict", lambda d: {"b": d["a"] + 1, "c": d["a"]}, {"a": 1.})
show("int", lambda x: x + 1, 1)
show("concat", lambda x: jnp.concatenate([x, x]), x)
show("pow", lambda x: x ** 2 + x ** 0.5, 2.)
