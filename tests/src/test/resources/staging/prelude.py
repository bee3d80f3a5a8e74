# Runs each case in one of four ways; what it prints must be the same in all of them.
import jax, jax.numpy as jnp, _jax
from jax import tree

def show(v):
    if isinstance(v, (list, tuple)):
        return type(v).__name__ + "(" + ", ".join(show(x) for x in v) + ")"
    if isinstance(v, dict):
        return "{" + ", ".join(f"{k!r}: {show(x)}" for k, x in sorted(v.items(), key=lambda p: repr(p[0]))) + "}"
    if isinstance(v, (bool, int, float, jax.Array)):
        v = jnp.asarray(v)
        return f"{v.dtype}{v.tolist()!r}" if v.dtype != jnp.float32 else f"float32{tree.map(lambda x: float(f'{x:.5g}'), v.tolist())!r}"
    if v is None or isinstance(v, str):
        return repr(v)
    return type(v).__name__ + show(vars(v)) if hasattr(v, "__dict__") else repr(v)

def under_grad(f):
    def run(*args):
        def of(w):
            return w * 1.0, f(*[tree.map(lambda a: a * w if isinstance(a, jax.Array) and jnp.issubdtype(a.dtype, jnp.floating) else a, a)
                                for a in args])
        return jax.grad(of, has_aux=True)(1.0)[1]
    return run

def under_vmap(f):
    # Two examples, alike; nothing is printed, because each would.
    def run(*args):
        two = [tree.map(lambda a: jnp.stack([a, a]) if isinstance(a, jax.Array) else a, a) for a in args]
        return tree.map(lambda a: a[1], jax.vmap(f)(*two))
    return run

STRICT = False
write = print
if QUIET:
    def print(*args, **kwargs):
        pass

def case(f, *args):
    args = [tree.map(lambda a: _jax.lift(a) if isinstance(a, (bool, int, float)) else a, a) for a in args]
    way = {"plain": lambda f: f, "jit": lambda f: jax.jit(f, strict=STRICT), "grad": under_grad, "vmap": under_vmap, "jitgrad": lambda f: jax.jit(under_grad(f))}[MODE]
    try:
        if f not in ways:
            ways[f] = way(f)
        write(f.__name__, show(ways[f](*args)))
    except Exception as e:
        write(f.__name__, "raises", type(e).__name__, e)
ways = {}

def exact(f, *args):
    # An int on one path and a float on another is the wider of the two within a gradient.
    if not DERIVATIVES:
        case(f, *args)
