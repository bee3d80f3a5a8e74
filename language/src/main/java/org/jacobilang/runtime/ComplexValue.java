package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A complex number. */
@ExportLibrary(InteropLibrary.class)
public record ComplexValue(double re, double im) implements TruffleObject {
    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return Interop.array(new Object[] {Strings.of("real"), Strings.of("imag")});
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return member.equals("real") || member.equals("imag");
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return member.equals("real") ? re : im;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return Strings.java(Operations.repr(this));
    }

    public ComplexValue plus(ComplexValue o) {
        return new ComplexValue(re + o.re, im + o.im);
    }

    public ComplexValue minus(ComplexValue o) {
        return new ComplexValue(re - o.re, im - o.im);
    }

    public ComplexValue times(ComplexValue o) {
        return new ComplexValue(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    /** Smith's method, as CPython divides. */
    public ComplexValue over(ComplexValue o) {
        if (o.re == 0 && o.im == 0) {
            throw Errors.zeroDivision("complex division by zero");
        }
        if (Math.abs(o.re) >= Math.abs(o.im)) {
            double ratio = o.im / o.re;
            double denominator = o.re + o.im * ratio;
            return new ComplexValue((re + im * ratio) / denominator, (im - re * ratio) / denominator);
        }
        double ratio = o.re / o.im;
        double denominator = o.re * ratio + o.im;
        return new ComplexValue((re * ratio + im) / denominator, (im * ratio - re) / denominator);
    }

    public ComplexValue power(ComplexValue o) {
        if (o.re == 0 && o.im == 0) {
            return new ComplexValue(1, 0);
        }
        if (re == 0 && im == 0) {
            if (o.im != 0 || o.re < 0) {
                throw Errors.zeroDivision("0.0 to a negative or complex power");
            }
            return new ComplexValue(0, 0);
        }
        if (o.im == 0 && o.re == Math.rint(o.re) && Math.abs(o.re) <= 100) {
            ComplexValue result = new ComplexValue(1, 0);
            for (int i = 0; i < Math.abs(o.re); i++) {
                result = result.times(this);
            }
            return o.re < 0 ? new ComplexValue(1, 0).over(result) : result;
        }
        double size = Math.hypot(re, im);
        double angle = Math.atan2(im, re);
        double length = Math.pow(size, o.re) * Math.exp(-angle * o.im);
        double phase = angle * o.re + o.im * Math.log(size);
        return new ComplexValue(length * Math.cos(phase), length * Math.sin(phase));
    }
}
