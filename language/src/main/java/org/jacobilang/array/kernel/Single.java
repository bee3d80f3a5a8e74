package org.jacobilang.array.kernel;

/**
 * Functions in single precision by the polynomials that XLA compiles them to on a CPU (those of Cephes and of Eigen), with
 * products and sums rounded once: so that the last digit of what a program prints is JAX's.
 */
public final class Single {
    private static final float[] LOG1P_ABOVE = {4.5270000862445199635215e-5f, 4.9854102823193375972212e-1f, 6.5787325942061044846969f,
        2.9911919328553073277375e1f, 6.0949667980987787057556e1f, 5.7112963590585538103336e1f, 2.0039553499201281259648e1f};
    private static final float[] LOG1P_BELOW = {1f, 1.5062909083469192043167e1f, 8.3047565967967209469434e1f, 2.2176239823732856465394e2f,
        3.0909872225312059774938e2f, 2.1642788614495947685003e2f, 6.0118660497603843919306e1f};
    private static final float[] TANH_ABOVE = {-2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f,
        5.12229709037114e-08f, 1.48572235717979e-05f, 6.37261928875436e-04f, 4.89352455891786e-03f};
    private static final float[] TANH_BELOW = {1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f};
    private static final float[] ERF_ABOVE = {0.00022905065861350646f, 0.0034082910107109506f, 0.050955695062380861f,
        0.18520832239976145f, 1.128379143519084f};
    private static final float[] ERF_BELOW = {-1.1791602954361697e-7f, 0.000023547966471313185f, 0.0010179625278914885f,
        0.014070470171167667f, 0.11098505178285362f, 0.49746925110067538f, 1f};
    private static final float[] ERF_INV_NEAR = {2.81022636e-08f, 3.43273939e-07f, -3.5233877e-06f, -4.39150654e-06f, 0.00021858087f,
        -0.00125372503f, -0.00417768164f, 0.246640727f, 1.50140941f};
    private static final float[] ERF_INV_FAR = {-0.000200214257f, 0.000100950558f, 0.00134934322f, -0.00367342844f, 0.00573950773f,
        -0.0076224613f, 0.00943887047f, 1.00167406f, 2.83297682f};

    private static final float LN2 = (float) Math.log(2);
    /** From here on a square overflows. */
    private static final float LARGE = 0x1p63f;

    private Single() {
    }

    /** A polynomial, its highest coefficient first. */
    private static float polynomial(float x, float[] coefficients) {
        float y = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            y = Math.fma(y, x, coefficients[i]);
        }
        return y;
    }

    /** e to the power of x: a power of two, and a polynomial on (-log(2)/2, log(2)/2). */
    public static float exp(float x) {
        if (x != x) {
            return x;
        }
        float bounded = Math.clamp(x, -87.8f, 88.8f);
        float n = (float) Math.floor(Math.fma(bounded, 1.44269504088896341f, 0.5f));
        n = Math.clamp(n, -127f, 127f);
        float a = Math.fma(-0.693359375f, n, bounded);
        a = Math.fma(2.12194440e-4f, n, a);
        float z = Math.fma(a, 1.9875691500e-4f, 1.3981999507e-3f);
        z = Math.fma(z, a, 8.3334519073e-3f);
        z = Math.fma(z, a, 4.1665795894e-2f);
        z = Math.fma(z, a, 1.6666665459e-1f);
        z = Math.fma(z, a, 5.0000001201e-1f);
        z = Math.fma(z, a * a, a);
        return (1f + z) * Float.intBitsToFloat((int) n + 127 << 23);
    }

    /** The natural logarithm: the exponent, and a polynomial on (sqrt(1/2), sqrt(2)). */
    public static float log(float x) {
        if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
            return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
        }
        int bits = Float.floatToRawIntBits(Math.max(x, Float.MIN_NORMAL));
        float e = (bits >>> 23) - 126;
        float m = Float.intBitsToFloat(bits & 0x807fffff | 0x3f000000);
        float low = m < 0.707106781186547524f ? m : 0f;
        e -= low != 0 ? 1f : 0f;
        m = m - 1f + low;
        float m2 = m * m;
        float m3 = m2 * m;
        float y = Math.fma(Math.fma(m, 7.0376836292e-2f, -1.1514610310e-1f), m, 1.1676998740e-1f);
        float y1 = Math.fma(Math.fma(m, -1.2420140846e-1f, 1.4249322787e-1f), m, -1.6668057665e-1f);
        float y2 = Math.fma(Math.fma(m, 2.0000714765e-1f, -2.4999993993e-1f), m, 3.3333331174e-1f);
        y = Math.fma(Math.fma(y, m3, y1), m3, y2);
        y = Math.fma(y, m3, -2.12194440e-4f * e);
        return Math.fma(0.693359375f, e, Math.fma(-0.5f, m2, m) + y);
    }

    /** log(1 + x), by a quotient of polynomials near zero. */
    public static float log1p(float x) {
        if (!(Math.abs(x) < 0.41421356237309504880f)) {
            return log(x + 1f);
        }
        float x2 = x * x;
        float rest = x2 * x * (polynomial(x, LOG1P_ABOVE) / polynomial(x, LOG1P_BELOW));
        return x + Math.fma(-0.5f, x2, rest);
    }

    public static float tanh(float x) {
        if (Math.abs(x) < 0.0004f) {
            return x;
        }
        if (Math.abs(x) >= 20f) {
            return Math.copySign(1f, x);
        }
        float c = Math.max(-7.99881172180175781f, Math.min(7.99881172180175781f, x));
        float c2 = c * c;
        return c * polynomial(c2, TANH_ABOVE) / polynomial(c2, TANH_BELOW);
    }

    public static float exp2(float x) {
        return exp(x * LN2);
    }

    /** The halves go into the exponents, where they keep e to the power of x from overflowing too early. */
    public static float sinh(float x) {
        if (!(Math.abs(x) < 1f)) {
            return exp(x - LN2) - exp(-x - LN2);
        }
        float e = (float) Math.expm1(x);
        return 0.5f * (e + e / (e + 1f));
    }

    public static float cosh(float x) {
        return exp(x - LN2) + exp(-x - LN2);
    }

    public static float asinh(float x) {
        float z = Math.abs(x);
        float y = z < LARGE ? log1p(z + z * z / (1f + (float) Math.sqrt(1f + z * z))) : log(z) + LN2;
        return Math.copySign(y, x);
    }

    public static float atanh(float x) {
        return 0.5f * (log1p(x) - log1p(-x));
    }

    public static float logistic(float x) {
        return 1f / (1f + exp(-x));
    }

    public static float erf(float x) {
        float c = Math.max(-3.832506856900711f, Math.min(3.832506856900711f, x));
        float c2 = c * c;
        return c * polynomial(c2, ERF_ABOVE) / polynomial(c2, ERF_BELOW);
    }

    /** The inverse of the error function, by Giles's polynomials (GPU Computing Gems, 2011). */
    public static float erfInv(float x) {
        if (Math.abs(x) == 1f) {
            return x * Float.POSITIVE_INFINITY;
        }
        float w = -log1p(-x * x);
        return x * (w < 5f ? polynomial(w - 2.5f, ERF_INV_NEAR) : polynomial((float) Math.sqrt(w) - 3f, ERF_INV_FAR));
    }
}
