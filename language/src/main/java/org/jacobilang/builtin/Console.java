package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** Standard input. */
final class Console {
    private Console() {
    }

    /** The next line without its end; an EOFError when there is none. */
    static TruffleString readLine() {
        InputStream in = JacobiContext.get(null).env().in();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = in.read();
            if (c < 0) {
                throw Errors.of(Types.EOF_ERROR, "EOF when reading a line");
            }
            while (c >= 0 && c != '\n') {
                line.write(c);
                c = in.read();
            }
        } catch (IOException e) {
            throw Errors.osError("%s", e.getMessage());
        }
        return Strings.of(line.toString(StandardCharsets.UTF_8));
    }
}
