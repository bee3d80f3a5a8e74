import decimal
import math
from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal as D,
                     getcontext, localcontext)
from fractions import Fraction


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


print(D("0.1") + D("0.2"), D(1) / D(3), D("1.10") * 3, D(7) // 2, D(-7) // 2, D(-7) % 3, divmod(D(7), D("1.5")), D(2) ** 10, D(2) ** -2, D("1.5") ** D("2.5"), -D("1.50"), abs(D(-3)), +D("1e2"))
print(D(), D(5), D("-0"), D("1E+5"), D("1e-10"), D("0.000001"), D("0.0000001"), D("123456789.123456789"), D(0.1), D("inf"), D("-Infinity"), D("NaN"), D((1, (1, 2, 3), -2)), D(" 3.14_15 "), repr(D("1.0")))
print([str(D(s)) for s in ("1.23E+3", "12300", "0E-7", "0.00", "-5.0E-8", "1000E+2", "100E-2")], D("1.23E+7").to_eng_string(), D("123E+1").to_eng_string())
print(D("1.0") == D("1.00"), D("1.5") == 1.5, D(1) < 2, D("1.1") > 1.1, D(3) == Fraction(3), hash(D("1.0")) == hash(1), hash(D("0.5")) == hash(0.5), D("NaN") == D("NaN"), max(D(1), D(2)), sorted([D(3), D("1.5"), D(-1)]), sum([D("0.1")] * 10), bool(D("0.0")))
for mode in (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR):
    print(mode, [str(D(x).quantize(D("0.1"), rounding=mode)) for x in ("0.25", "0.35", "-0.25", "1.29", "-1.21")], D("2.5").to_integral_value(mode))
print(D("2.675").quantize(D("0.01")), D("1e3").quantize(D(1)), round(D("2.675"), 2), round(D("2.5")), round(D("3.5")), math.floor(D("-1.5")), math.ceil(D("1.2")), int(D("-3.9")), float(D("1.25")), D("1200").normalize(), D("1.500").normalize())
print(D(2).sqrt(), D(4).sqrt(), D("0.25").sqrt(), D(1).exp(), D(10).ln(), D(2).ln(), D(2).log10(), D(1000).log10(), D("0.5").exp(), D(-1).exp(), D("1e10").ln(), D(3) ** D("0.5"), D("1.1") ** 100)
print(D("123.456").as_tuple(), D("0.125").as_integer_ratio(), D("123.456").adjusted(), D("1.5").is_signed(), D("inf").is_infinite(), D("nan").is_nan(), D("-0").is_zero(), D("3.14").copy_negate(), D(3).copy_sign(D(-1)), D(1).compare(D(2)), D(5).max(3), D(5).min(D(3)), D("2").fma(3, 4), D(10).remainder_near(3), D("1.1").same_quantum(D("2.2")))
with localcontext() as c:
    c.prec = 5
    print(D(1) / D(7), D(22) / 7, D("123456") + 1, +D("3.14159265"), getcontext().prec)
print(getcontext().prec, D(1) / 7)
with localcontext(prec=50):
    print(D(2).sqrt(), D(1).exp(), D(1) / 97)
print([format(D("1234567.891"), s) for s in (".2f", ",.2f", "10.1f", "e", ".3e", "g", ".4g", "+.1f", "015.2f", "%", "<12.0f", "E", "^+20.3f", "#.0f")], format(D(0), ".3e"), format(D("0E-7"), ".2e"), format(D("0.000"), "g"), format(D("1e-9"), "f"), f"{D('0.5'):.0%}", f"{D('3'):>6}", f"{D('-1.5'):=+8.2f}", f"{D('NaN'):>5}", f"{D('1E+3'):f}")
for f in (lambda: D(1) / 0, lambda: D(0) / 0, lambda: D("abc"), lambda: D("inf") - D("inf"), lambda: D(-1).sqrt(), lambda: D(1) + 1.5, lambda: D("sNaN") + 1, lambda: D("1e999999") * 10, lambda: D(1).quantize(D("1e-50")), lambda: D([1]), lambda: int(D("inf")), lambda: D(1) % 0, lambda: D(1) < "x", lambda: D("NaN") < 1, lambda: D({}), lambda: D(-8) ** D("0.5"), lambda: D(0) ** 0, lambda: D(-1).ln()):
    show(f)
ctx = Context(prec=4, rounding=ROUND_DOWN)
print(ctx.create_decimal("3.14159"), ctx.divide(D(2), D(3)), ctx.add(D("1.0001"), D("1.0001")), ctx, ctx.flags[decimal.Inexact], ctx.sqrt(D(2)))
decimal.setcontext(decimal.ExtendedContext)
print(D(1) / 0, D(0) / 0, getcontext().flags[decimal.DivisionByZero])
decimal.setcontext(decimal.DefaultContext)
getcontext().traps[decimal.Inexact] = True
show(lambda: D(1) / 3)
getcontext().traps[decimal.Inexact] = False
show(setattr, getcontext(), "prec", 0)
pi, lasts, t, s, n, na, d, da = D(0), 0, D(3), 3, 1, 0, 0, 24
with localcontext() as c:
    c.prec = 40
    while s != lasts:
        lasts = s
        n, na = n + na, na + 8
        d, da = d + da, da + 32
        t = (t * n) / d
        s += t
    print(+s)
print(sum(D(x) for x in ("19.99", "5.01", "0.10")) * D("1.0825"), D("100") / 3, D("1e-400") * D("1e-400"), D(2) ** D(1000), D("1.23456789") * D("9.87654321"))
