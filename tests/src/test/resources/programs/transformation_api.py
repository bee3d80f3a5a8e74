# The functions of module jax: derivatives, vmap with names, custom rules, callbacks, stages.
import jax, jax.numpy as jnp
from jax import lax, jit, grad, vmap
from functools import partial
def t(title, f):
    try: print(title, f())
    except Exception as e: print(title, type(e).__name__, str(e)[:400])
x = jnp.arange(4.)
f2 = lambda x, y: jnp.sum(x * jnp.sin(y))
t("grad argnums tuple", lambda: grad(f2, (0, 1))(x, x))
t("grad argnums list", lambda: grad(f2, [0, 1])(x, x))
t("grad -1", lambda: grad(f2, -1)(x, x))
t("vag aux", lambda: jax.value_and_grad(lambda x: (jnp.sum(x**2), {"a": x}), has_aux=True)(x))
t("grad aux", lambda: grad(lambda x: (jnp.sum(x**2), x), has_aux=True)(x))
t("grad nonscalar", lambda: grad(lambda x: x)(x))
t("grad int", lambda: grad(lambda x: x * 2.)(1))
t("grad int arr", lambda: grad(lambda x: jnp.sum(x))(jnp.arange(3)))
t("grad int out", lambda: grad(lambda x: jnp.int32(3))(1.))
t("grad complex", lambda: grad(lambda x: jnp.abs(x)**2)(1. + 2j))
t("grad holo", lambda: grad(lambda x: x**2, holomorphic=True)(1. + 2j))
t("grad holo real", lambda: grad(lambda x: x**2, holomorphic=True)(1.))
t("grad complex out", lambda: grad(lambda x: x * 1j)(1.))
t("grad argnums range", lambda: grad(f2, 2)(x, x))
t("grad none", lambda: grad(lambda x: None)(1.))
t("grad dict in", lambda: grad(lambda p: p["w"] * 2 + jnp.sum(p["b"]))({"w": 1., "b": x}))
t("allow_int", lambda: type(grad(lambda x, y: x * y, 0, allow_int=True)(1., 2)))
t("kwargs", lambda: grad(lambda x, y=1.: x * y)(2., y=3.))
t("vag", lambda: jax.value_and_grad(lambda x: x**3)(2.))
t("jacfwd", lambda: jax.jacfwd(lambda x: x**2)(x))
t("jacrev", lambda: jax.jacrev(lambda x: jnp.array([x.sum(), x.prod()]))(x))
t("jac argnums", lambda: jax.jacrev(lambda x, y: x * y, (0, 1))(x[:2], x[2:]))
t("jacfwd argnums", lambda: jax.jacfwd(lambda x, y: x * y, (0, 1))(x[:2], x[2:]))
t("jac tree", lambda: jax.jacrev(lambda d: {"o": d["a"] * d["b"], "s": d["a"].sum()})({"a": x[:2], "b": x[2:]}))
t("jacfwd tree", lambda: jax.jacfwd(lambda d: {"o": d["a"] * d["b"], "s": d["a"].sum()})({"a": x[:2], "b": x[2:]}))
t("jac aux", lambda: jax.jacrev(lambda x: (x**2, x.sum()), has_aux=True)(x[:2]))
t("jacfwd aux", lambda: jax.jacfwd(lambda x: (x**2, x.sum()), has_aux=True)(x[:2]))
t("hessian", lambda: jax.hessian(lambda x: jnp.sum(x**3))(x))
t("hessian tree", lambda: jax.hessian(lambda d: d["a"]**2 * d["b"])({"a": 2., "b": 3.}))
t("hessian args", lambda: jax.hessian(lambda a, b: a**2 * b, (0, 1))(2., 3.))
t("jac int", lambda: jax.jacrev(lambda x: x)(jnp.arange(3)))
t("jac holo", lambda: jax.jacfwd(lambda x: x**2, holomorphic=True)(jnp.array([1.+1j, 2.])))
t("jvp", lambda: jax.jvp(lambda x, y: (x * y, x + y), (2., 3.), (1., 0.)))
t("jvp bad tree", lambda: jax.jvp(lambda x: x, (2.,), (1., 2.)))
t("jvp bad dtype", lambda: jax.jvp(lambda x: x, (2.,), (1,)))
t("jvp bad shape", lambda: jax.jvp(lambda x: x, (x,), (1.,)))
t("jvp bad list", lambda: jax.jvp(lambda x: x, x, x))
t("vjp", lambda: (lambda r: (r[0], r[1](1.)))(jax.vjp(lambda x, y: x * y, 2., 3.)))
t("vjp bad shape", lambda: jax.vjp(lambda x: x, x)[1](1.))
t("vjp bad dtype", lambda: jax.vjp(lambda x: x, x)[1](jnp.arange(4)))
t("linearize", lambda: (lambda r: (r[0], r[1](1.)))(jax.linearize(lambda x: x**2, 3.)))
t("linearize2", lambda: (lambda r: (r[0], r[1](1., 2.)))(jax.linearize(lambda x, y: x * y, 3., 4.)))
t("linear_transpose", lambda: jax.linear_transpose(lambda x: 2 * x, jax.ShapeDtypeStruct((3,), jnp.float32))(x[:3]))
t("vmap", lambda: vmap(lambda a, b: a + b)(x, x))
t("vmap axes", lambda: vmap(lambda a, b: a + b, in_axes=(0, None))(x, 1.))
t("vmap neg", lambda: vmap(lambda a: a.sum(), in_axes=-1)(jnp.ones((2, 3))))
t("vmap out", lambda: vmap(lambda a: (a, a * 2), out_axes=(0, 1))(jnp.ones((2, 3))))
t("vmap out -1", lambda: vmap(lambda a: a, out_axes=-1)(jnp.arange(6.).reshape(2, 3)))
t("vmap dict", lambda: vmap(lambda d, z: d["a"] + d["b"] * z, in_axes=({"a": 0, "b": None}, None))({"a": x, "b": 2.}, 3.))
t("vmap nested", lambda: vmap(vmap(lambda a, b: a * b, (None, 0)), (0, None))(x[:2], x))
t("vmap tuple", lambda: vmap(lambda p: p[0] * p[1], in_axes=((0, 1),))((jnp.ones((2, 3)), jnp.ones((3, 2)))))
t("vmap kw", lambda: vmap(lambda a, b=0: a + b)(x, b=x))
t("vmap err sizes", lambda: vmap(lambda a, b: a)(x, x[:2]))
t("vmap err rank", lambda: vmap(lambda a: a)(1.))
t("vmap err axis", lambda: vmap(lambda a: a, in_axes=1)(x))
t("vmap err none", lambda: vmap(lambda a: a, in_axes=None)(x))
t("vmap err len", lambda: vmap(lambda a, b: a, in_axes=(0,))(x, x))
t("vmap err type", lambda: vmap(lambda a: a, in_axes="a")(x))
t("vmap out None", lambda: vmap(lambda a: 3., out_axes=None)(x))
t("vmap out None err", lambda: vmap(lambda a: a, out_axes=None)(x))
t("vmap axis_size", lambda: vmap(lambda: 1., axis_size=3)())
t("vmap const out", lambda: vmap(lambda a: 1.)(x))
t("vmap psum", lambda: vmap(lambda a: a / lax.psum(a, "i"), axis_name="i")(x))
t("vmap pmean", lambda: vmap(lambda a: lax.pmean(a, "i"), axis_name="i")(x))
t("vmap pmax", lambda: vmap(lambda a: (lax.pmax(a, "i"), lax.pmin(a, "i")), axis_name="i")(x))
t("vmap axis_index", lambda: vmap(lambda a: a + lax.axis_index("i"), axis_name="i")(x))
t("vmap axis_size", lambda: vmap(lambda a: a * lax.axis_size("i"), axis_name="i")(x))
t("vmap psum 1", lambda: vmap(lambda a: a * lax.psum(1, "i"), axis_name="i")(x))
t("vmap all_gather", lambda: vmap(lambda a: lax.all_gather(a, "i"), axis_name="i")(x))
t("vmap all_gather tiled", lambda: vmap(lambda a: lax.all_gather(a, "i", tiled=True), axis_name="i")(jnp.ones((2, 3))))
t("vmap ppermute", lambda: vmap(lambda a: lax.ppermute(a, "i", [(0, 1), (1, 2), (2, 3), (3, 0)]), axis_name="i")(x))
t("vmap psum nested", lambda: vmap(lambda r: vmap(lambda a: lax.psum(a, "i") + lax.psum(a, "j"), axis_name="j")(r), axis_name="i")(jnp.arange(6.).reshape(2, 3)))
t("vmap psum both", lambda: vmap(lambda r: vmap(lambda a: lax.psum(a, ("i", "j")), axis_name="j")(r), axis_name="i")(jnp.arange(6.).reshape(2, 3)))
t("vmap psum tree", lambda: vmap(lambda a: lax.psum({"u": a, "v": 2 * a}, "i"), axis_name="i")(x))
t("vmap grad psum", lambda: vmap(grad(lambda a: lax.psum(a**2, "i")), axis_name="i")(x))
t("grad vmap psum", lambda: grad(lambda x: vmap(lambda a: lax.psum(a**2, "i"), axis_name="i")(x).sum())(x))
t("psum unbound", lambda: lax.psum(x, "i"))
t("pmap", lambda: jax.pmap(lambda a: a * 2)(jnp.ones((1, 3))))
t("pmap psum", lambda: jax.pmap(lambda a: lax.psum(a, "d"), axis_name="d")(jnp.ones((1, 3))))
@jax.custom_jvp
def f(x, y): return jnp.sin(x) * y
@f.defjvp
def f_jvp(primals, tangents):
    x, y = primals; xd, yd = tangents
    return f(x, y), 10. * jnp.cos(x) * xd * y + jnp.sin(x) * yd
t("custom_jvp", lambda: (f(1., 2.), jax.jvp(f, (1., 2.), (1., 0.)), grad(f)(1., 2.), jit(grad(f))(1., 2.), vmap(grad(f))(x, x), grad(grad(f))(1., 2.)))
@jax.custom_jvp
def g(x, y): return x * y
g.defjvps(lambda t, ans, x, y: 3 * t * y, None)
t("defjvps", lambda: (g(2., 3.), grad(g, (0, 1))(2., 3.)))
@partial(jax.custom_jvp, nondiff_argnums=(0,))
def app(fn, x): return fn(x)
@app.defjvp
def app_jvp(fn, primals, tangents): return app(fn, primals[0]), 2. * tangents[0]
t("nondiff jvp", lambda: (app(jnp.sin, 3.), grad(app, 1)(jnp.sin, 3.)))
@jax.custom_vjp
def h(x, y): return jnp.sin(x) * y
def h_fwd(x, y): return h(x, y), (jnp.cos(x), jnp.sin(x), y)
def h_bwd(res, g):
    c, s, y = res
    return (c * g * y * 100., s * g)
h.defvjp(h_fwd, h_bwd)
t("custom_vjp", lambda: (h(1., 2.), grad(h)(1., 2.), grad(h, (0, 1))(1., 2.), jit(grad(h))(1., 2.), vmap(grad(h))(x, x), jax.value_and_grad(h)(1., 2.)))
t("custom_vjp hess", lambda: grad(grad(h))(1., 2.))
t("custom_vjp jvp", lambda: jax.jvp(h, (1., 2.), (1., 1.)))
@partial(jax.custom_vjp, nondiff_argnums=(0, 2))
def ap2(fn, x, n): return fn(x) * n
ap2.defvjp(lambda fn, x, n: (ap2(fn, x, n), x), lambda fn, n, res, g: (g * n * 7. * res,))
t("nondiff vjp", lambda: (ap2(jnp.sin, 3., 2), grad(ap2, 1)(jnp.sin, 3., 2)))
@jax.custom_vjp
def clipg(lo, hi, x): return x
clipg.defvjp(lambda lo, hi, x: (x, (lo, hi)), lambda res, g: (None, None, jnp.clip(g, res[0], res[1])))
t("clip grad", lambda: (grad(lambda x: jnp.sum(clipg(-1., 1., x) * 5.))(x), vmap(grad(lambda x: clipg(-1., 1., x) * 5.))(x)))
@jax.custom_gradient
def cg(x): return x**2, lambda g: g * 50.
t("custom_gradient", lambda: (cg(3.), grad(cg)(3.)))
@jax.custom_gradient
def cg2(x, y): return x * y, lambda g: (g * y, 9.)
@jax.custom_vjp
def norule(x): return x
t("no rule", lambda: grad(norule)(1.))
@jax.custom_jvp
def norule2(x): return x
t("no rule jvp", lambda: grad(norule2)(1.))
t("no rule call", lambda: norule2(1.))
t("checkpoint", lambda: (jax.checkpoint(lambda x: jnp.sin(jnp.sin(x)))(2.), grad(jax.checkpoint(lambda x: jnp.sin(jnp.sin(x))))(2.)))
t("remat policy", lambda: grad(jax.checkpoint(lambda x: jnp.sin(x)**2, policy=jax.checkpoint_policies.dots_saveable))(2.))
t("remat static", lambda: grad(partial(jax.checkpoint, static_argnums=(1,))(lambda x, n: x**n))(2., 3))
t("stop_gradient", lambda: grad(lambda x: x * lax.stop_gradient(x))(3.))
t("eval_shape", lambda: jax.eval_shape(lambda x, y: {"a": jnp.dot(x, y), "b": x}, jax.ShapeDtypeStruct((2, 3), jnp.float32), jnp.ones((3, 4))))
t("sds", lambda: (jax.ShapeDtypeStruct((2,), jnp.int32), jax.ShapeDtypeStruct(shape=(2,), dtype="bfloat16").dtype, jax.ShapeDtypeStruct((2, 3), float).size))
t("closure_convert", lambda: (lambda r: (r[0](2., *r[1]), len(r[1])))(jax.closure_convert(lambda x: x * 3., 2.)))
with jax.named_scope("abc"):
    t("scope", lambda: jnp.sin(1.))
with jax.disable_jit():
    t("disable", lambda: jit(lambda x: x if x > 0 else -x)(-3.))
jax.debug.print("x = {x}, y = {}", 3, x=jnp.arange(3))
jax.debug.print("{0} {name:.2f}", 1, name=2.5)
jit(lambda x: jax.debug.print("in jit {}", x))(jnp.ones(2))
jax.debug.callback(lambda v: print("cb", v), 3)
t("pure_callback", lambda: jax.pure_callback(lambda v: v * 2, jax.ShapeDtypeStruct((), jnp.float32), 3.))
t("pure_callback jit", lambda: jit(lambda x: jax.pure_callback(lambda v: v * 2, jax.ShapeDtypeStruct((4,), jnp.float32), x))(x))
t("lower", lambda: jit(lambda x: x * 2).lower(x).compile()(x))
t("isinstance", lambda: (isinstance(x, jax.Array), isinstance(1., jax.Array), isinstance(x, jnp.ndarray)))
t("typeof", lambda: (jax.typeof(x), jax.typeof(1.)))
t("named_call", lambda: jax.named_call(lambda x: x + 1, name="foo")(1.))
t("jit kwargs", lambda: jit(lambda x, n: x * n, static_argnames="n")(2., n=3))
t("jit donate", lambda: jit(lambda x: x + 1, donate_argnums=(0,))(jnp.ones(2)))
t("make_jaxpr shape", lambda: jax.make_jaxpr(lambda x: x + 1, return_shape=True)(1.)[1])
t("jaxpr", lambda: [str(e.primitive) for e in jax.make_jaxpr(lambda x: jnp.sin(x) * 2)(1.).eqns])
t("jaxpr avals", lambda: (jax.make_jaxpr(lambda x: jnp.sin(x) * 2)(x).in_avals, jax.make_jaxpr(lambda x: jnp.sin(x) * 2)(x).out_avals))
t("debug nans", lambda: jax.config.jax_enable_x64)
t("block", lambda: jax.block_until_ready({"a": x})["a"])
t("compile time", lambda: jit(lambda y: y + [jnp.sin(1.)][0])(1.))
def cte(y):
    with jax.ensure_compile_time_eval():
        k = jnp.sum(jnp.arange(3))
        if k > 2: return y
    return -y
t("ensure_compile_time_eval", lambda: jit(cte)(3.))
t("grad of jit", lambda: grad(jit(lambda x: x**3))(2.))
t("vmap of jit of grad", lambda: vmap(jit(grad(lambda x: x**3)))(x))
t("hvp", lambda: jax.jvp(grad(lambda x: jnp.sum(x**3)), (x,), (jnp.ones(4),))[1])
t("fwd over rev", lambda: jax.jacfwd(jax.jacrev(lambda x: jnp.prod(x)))(x))
