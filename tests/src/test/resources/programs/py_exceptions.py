import sys, traceback
def show(label, f):
    try:
        print(label, "->", repr(f()))
    except BaseException as e:
        print(label, "!!", type(e).__name__, str(e), repr(e), e.args)
def f1():
    try:
        return "try"
    finally:
        print("fin")
def f2():
    try:
        return 1
    finally:
        return 2
def f3():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("else")
    return "done"
def f4():
    try:
        raise ValueError("a")
    except ValueError as e:
        return f"caught {e}"
    else:
        return "else"
    finally:
        print("fin4")
def f5():
    try:
        pass
    except ValueError:
        return "no"
    else:
        return "else"
    finally:
        print("fin5")
def f6():
    try:
        raise KeyError("k")
    finally:
        return "swallowed"
def f7():
    while True:
        try:
            break
        finally:
            print("f7")
    return 7
for f in (f1, f2, f3, f4, f5, f6, f7): print(f.__name__, f())
def ctx():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError("v") from e
    except ValueError as e:
        print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise ValueError("v")
    except ValueError as e:
        print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise ValueError("v") from None
    except ValueError as e:
        print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    try:
        try:
            {}["x"]
        except KeyError:
            [][0]
    except IndexError as e:
        print(repr(e.__context__))
    try:
        try:
            raise TypeError("t")
        finally:
            {}["in finally"]
    except KeyError as e:
        print(repr(e.__context__))
ctx()
show("bare", lambda: exec("raise"))
show("raise int", lambda: exec("raise 1"))
show("raise cls", lambda: exec("raise int"))
show("raise from", lambda: exec("raise ValueError from 1"))
show("except int", lambda: exec("try:\n 1/0\nexcept 1:\n pass"))
class E(Exception):
    def __init__(self, a, b=2): super().__init__(a); self.b = b
    def __str__(self): return f"E<{self.args}, {self.b}>"
class E2(E): pass
class E3(Exception): "doc"
try: raise E("x", b=3)
except E as e: print(e, repr(e), e.b, e.args)
try: raise E2(1)
except (KeyError, E) as e: print(type(e).__name__, e)
try: raise E3
except E3 as e: print(repr(e), str(e) == "", e.args)
show("E()", lambda: E())
show("multi", lambda: exec("raise ValueError(1, 2)"))
e = ValueError("a", 1); e.extra = 5; print(e.extra, e, repr(e), e.args); e.args = (9,); print(e); e.add_note("note1"); print(e.__notes__)
show("note", lambda: e.add_note(1))
for x in (ValueError(), ValueError(""), KeyError("k"), KeyError(1, 2), KeyError(), IndexError("i"), OSError(2, "No such"), OSError(2, "No such", "file.txt"), OSError("x"), StopIteration(5), SystemExit(3), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), AssertionError("a"), ImportError("i", name="n", path="p"), AttributeError("a", name="n", obj=1), NameError("n", name="q"), SyntaxError("s"), RecursionError("r"), NotImplementedError(), LookupError(), ArithmeticError("x"), Exception(None), Exception([1]), BaseException("b"), KeyboardInterrupt(), GeneratorExit(), MemoryError(), BufferError(), EOFError("e"), ModuleNotFoundError("m", name="m"), Warning("w"), ExceptionGroup("g", [ValueError(1)])):
    print(type(x).__name__, str(x), repr(x), x.args, [c.__name__ for c in type(x).__mro__[1:-1]])
x = OSError(2, "No such", "file.txt"); print(type(x).__name__, x.errno, x.strerror, x.filename)
print(OSError(17, "x").__class__.__name__, OSError(13, "x").__class__.__name__, issubclass(FileNotFoundError, OSError), IOError is OSError, EnvironmentError is OSError)
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code, KeyError("k").args[0], ImportError("i", name="n").name)
print(sys.exc_info())
try:
    raise ValueError("ei")
except ValueError:
    t, v, tb = sys.exc_info(); print(t.__name__, v, type(tb).__name__, tb.tb_lineno, tb.tb_frame.f_code.co_name)
    print(traceback.format_exc().splitlines()[-1], sys.exception() is v)
print(sys.exc_info())
def outer():
    inner()
def inner():
    raise RuntimeError("deep")
try:
    outer()
except RuntimeError as e:
    print(traceback.format_exc().replace(__file__, "FILE"))
    for fr in traceback.extract_tb(e.__traceback__): print(fr.name, fr.lineno, fr.line)
    print("".join(traceback.format_exception(type(e), e, e.__traceback__)).count("\n"), traceback.format_exception_only(e))
    tb = e.__traceback__; n = 0
    while tb: n += 1; tb = tb.tb_next
    print(n, e.with_traceback(None) is e, e.__traceback__)
try:
    try:
        raise KeyError("first")
    except KeyError as k:
        raise ValueError("second") from k
except ValueError:
    print(traceback.format_exc().replace(__file__, "FILE"))
def assert_(): assert 1 == 2, "msg %d" % 5
show("assert", assert_); show("assert2", lambda: exec("assert False")); show("assert3", lambda: exec("assert 0, (1, 2)"))
try:
    raise ValueError
except ValueError as err:
    pass
show("err gone", lambda: err)
def reraise():
    try: 1 / 0
    except ZeroDivisionError:
        print("re"); raise
show("reraise", reraise)
def nested():
    try:
        try: raise ValueError(1)
        except TypeError: print("no")
        finally: print("inner finally")
    except ValueError as e: print("outer", e)
nested()
def gen_cleanup():
    try: yield 1
    finally: print("cleanup")
g = gen_cleanup(); next(g); g.close()
def rec(n): return rec(n + 1)
show("rec", lambda: rec(0)) if 0 else None
try: rec(0)
except RecursionError as e: print(type(e).__name__, str(e)[:32])
sys.setrecursionlimit(3000)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(2500)); sys.setrecursionlimit(1000)
def unbound():
    print(uvar)
    uvar = 1
show("unbound", unbound)
show("name", lambda: undefined_name)
def free():
    def g(): return fv
    r = g(); fv = 1
show("free", free)
try:
    raise SystemExit("bye")
except SystemExit as e: print("exit", e.code)
try: sys.exit(4)
except SystemExit as e: print(e.code, repr(e))
try: exit(2)
except SystemExit as e: print(e.code)
class CM:
    def __init__(s, sup): s.sup = sup
    def __enter__(s): return s
    def __exit__(s, *a): print("exit", a[0] and a[0].__name__, str(a[1])); return s.sup
with CM(True): raise ValueError("sup")
def cm2():
    with CM(False) as a, CM(False) as b: raise KeyError("nosup")
show("cm2", cm2)
def cm3():
    with CM(False): return "ret"
print(cm3())
with (CM(True) as a, CM(True) as b): 1 / 0
print(issubclass(ZeroDivisionError, ArithmeticError), ValueError.__name__, ValueError.__module__, ValueError)
try: int("x")
except (TypeError, ValueError) as e: print(e)
try:
    try: raise Exception("A")
    except Exception as e:
        e2 = e
        raise e
except Exception as e: print(e is e2)
def ff():
    try: yield 1
    except ValueError as e: print("in gen", e); yield 2
g = ff(); next(g); print(g.throw(ValueError("thrown")))
try: raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])
except Exception as e: print(e, e.exceptions)
import warnings
warnings.simplefilter("ignore"); warnings.warn("quiet")
print("end", file=sys.stderr)
