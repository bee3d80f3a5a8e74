import cmath
import math
import numbers
import statistics as st
from fractions import Fraction as F


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


# math
print(math.comb(10, 3), math.perm(5, 2), math.factorial(20), math.gcd(12, 18, 27), math.lcm(4, 6), math.isqrt(10 ** 20), math.prod([1, 2, 3], start=2), math.dist((0, 0), (3, 4)), math.hypot(1, 2, 2))
print(math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4]), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-1.25), math.frexp(10.0), math.ldexp(0.5, 3))
print(math.copysign(1, -0.0), math.isclose(0.1 + 0.2, 0.3), math.nextafter(1, 2), math.ulp(1.0), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.exp2(3), round(math.cbrt(2), 12))
print(math.degrees(math.pi), math.radians(180), math.sinh(1), math.acosh(2), math.erf(0.5), round(math.erfc(0.5), 12), math.gamma(0.5), math.gamma(-1.5), math.gamma(30.5), math.lgamma(-0.5), math.lgamma(100), math.log2(10 ** 400), math.gamma(5), math.lgamma(10), math.inf, -math.inf, math.nan, math.tau, math.fma(2, 3, 4))
print(math.log(10 ** 400), math.sqrt(2), math.pow(2, 0.5), math.atan2(1, -1), math.floor(10 ** 20), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1))
for f, args in ((math.sqrt, (-1,)), (math.log, (0,)), (math.exp, (1000,)), (math.factorial, (-1,)), (math.factorial, (1.5,)), (math.acos, (2,)), (math.comb, (3, -1)), (math.floor, (math.inf,)), (math.ceil, (math.nan,)),
                (math.sqrt, ("x",)), (math.gcd, (1.5, 2)), (math.isqrt, (-1,)), (math.fmod, (1, 0)), (math.pow, (0, -1)), (math.dist, ((1,), (1, 2))), (math.log, (-1,)), (math.gamma, (-1,)), (math.atanh, (1,)), (math.hypot, ("a",))):
    show(f, *args)
# cmath
z = 3 + 4j
print(cmath.sqrt(-1), cmath.exp(1j * cmath.pi), cmath.phase(-1), cmath.polar(z), cmath.rect(2, cmath.pi / 2), cmath.log(z), cmath.log10(100), cmath.log(8, 2))
print(cmath.sin(z), cmath.cos(z), cmath.tan(z), cmath.sinh(z), cmath.cosh(z), cmath.tanh(z))
print(cmath.asin(z), cmath.acos(z), cmath.atan(z), cmath.asinh(z), cmath.acosh(z), cmath.atanh(z), cmath.isclose(1 + 1e-12j, 1), cmath.isnan(complex(0, math.nan)), cmath.sqrt(2j))
show(cmath.log, 0)
show(cmath.sqrt, "x")
show(cmath.exp, 1000)
# fractions
a, b = F(1, 3), F("0.75")
print(a, repr(b), a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, a ** -2, -a, abs(F(-1, 2)), a + 1, 2 * a, 1 / a, a + 0.5, F(0.1), F(" -3/4 "), F("1e-3"), F(3), F(6, -4))
print(F(22, 7).limit_denominator(5), F(math.pi).limit_denominator(1000), round(F(7, 2)), round(F(22, 7), 2), math.floor(F(-7, 2)), math.ceil(F(7, 2)), int(F(-7, 2)), float(a), F(1, 2) == 0.5, a < b, a == F(2, 6), hash(F(1, 2)) == hash(0.5), bool(F(0)))
print(sorted([F(1, 2), F(1, 3), 0.4]), sum([F(1, 10)] * 10), divmod(F(7, 2), F(2, 3)), F(1, 2).as_integer_ratio(), F.from_float(0.25), F(4, 2).is_integer(), pow(F(1, 4), F(1, 2)), isinstance(a, numbers.Rational), 2 ** F(3), f"{F(1, 3):>8}", complex(F(1, 2)))
show(F, 1, 0)
show(F, "x")
show(F, 1.5, 2)
show(F, [])
show(F, math.nan)
show(lambda: a + "x")
show(lambda: a / 0)
show(lambda: F(0) ** -1)
# numbers
print([isinstance(x, k) for x in (1, 1.5, 2j, True, a, "x") for k in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral)])
# statistics
data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(st.mean([1, 2, 3, 4]), st.mean(data), st.fmean(data), st.mean([F(1, 2), F(1, 3)]), st.median([1, 3, 5]), st.median([1, 3, 5, 7]), st.median_low([1, 3, 5, 7]), st.median_high([1, 3, 5, 7]), st.mode("aabbb"), st.multimode("aabb"))
print(st.stdev(data), st.pstdev(data), st.variance(data), st.pvariance(data), st.variance([1, 2, 3, 4]), st.pvariance([1, 2, 3]), st.geometric_mean([54, 24, 36]), st.harmonic_mean([40, 60]), st.harmonic_mean([40, 60], weights=[5, 30]), st.fmean([1, 2], weights=[3, 1]))
print(st.quantiles(range(1, 11)), st.quantiles(data, n=10), st.quantiles(data, method="inclusive"), st.median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]), st.stdev([1, 1, 1]), st.stdev([F(1, 2), F(3, 4)]))
x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3]
print(st.covariance(x, y), st.correlation(x, y), st.correlation(x, y, method="ranked"), st.linear_regression(x, [2 * v + 1 for v in x]), st.linear_regression([1, 2], [2, 4], proportional=True))
n = st.NormalDist(100, 15)
print(n, n.mean, n.stdev, n.variance, n.pdf(110), n.cdf(120), n.inv_cdf(0.95), n.quantiles(4), n.zscore(130), n.overlap(st.NormalDist(110, 10)), n + 5, n * 2, n + n, st.NormalDist.from_samples(data), n.samples(3, seed=7), n == st.NormalDist(100, 15))
print(st.kde([1, 2, 4], h=1)(2.5), st.inv_cdf if hasattr(st, "inv_cdf") else "none")
for f, args in ((st.mean, ([],)), (st.median, ([],)), (st.mode, ([],)), (st.stdev, ([1],)), (st.pvariance, ([],)), (st.quantiles, ([],)), (st.geometric_mean, ([-1],)), (st.harmonic_mean, ([],)), (st.fmean, ([],)), (st.correlation, ([1, 2], [1])),
                (st.linear_regression, ([1, 1], [1, 2])), (st.NormalDist, (0, -1)), (n.inv_cdf, (0,)), (st.mean, (["x"],))):
    show(f, *args)
