package org.jacobilang.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    private static <T extends Syntax> T only(Class<T> type, String text) {
        List<Syntax.Stmt> body = Parser.parse(text).body();
        assertThat(body).hasSize(1);
        Syntax s = body.getFirst();
        return type.cast(s instanceof Syntax.ExprStmt e && type != Syntax.ExprStmt.class ? e.value() : s);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[1, 2; 3, 4]                 | 2 | 2",
        "[1, 2, 3;]                   | 1 | 3",
        "[1, 2; 3, 4;]                | 2 | 2",
        "[1, 2; 3, 4;; 5, 6; 7, 8]    | 3 | 2",
        "[[1, 2], [3, 4];]            | 1 | 2",
        "[1; 2; 3]                    | 2 | 3",
        "[x, x*y; jnp.sin(x), 1.0]    | 2 | 2"
    })
    void aSemicolonMakesADisplayAnArray(String text, int depth, int elements) {
        Syntax.ArrayDisplay array = only(Syntax.ArrayDisplay.class, text);
        assertThat(array.depth()).isEqualTo(depth);
        assertThat(array.elements()).hasSize(elements);
    }

    @Test
    void aRowSpansItsElementsOnLines() {
        Syntax.ArrayDisplay array = only(Syntax.ArrayDisplay.class, "[1, 2;\n 3, 4]");
        assertThat(array.elements()).allSatisfy(
                row -> assertThat(((Syntax.ArrayDisplay) row).elements()).hasSize(2));
    }

    @Test
    void anFStringKeepsItsParts() {
        Syntax.JoinedStr s = only(Syntax.JoinedStr.class, "f'a{x!r:>{w}}b{y=}{{}}'");
        assertThat(s.parts()).hasSize(5);
        Syntax.Interpolation x = (Syntax.Interpolation) s.parts().get(1);
        assertThat(x.conversion()).isEqualTo('r');
        assertThat(x.spec().parts()).hasSize(2);
        assertThat(((Syntax.Str) s.parts().get(2)).value()).isEqualTo("by=");
    }

    @Test
    void precedenceAndAssociativityAreThoseOfPython() {
        Syntax.Unary power = only(Syntax.Unary.class, "-x ** -y ** z");
        assertThat(((Syntax.Binary) power.operand()).op()).isEqualTo(Syntax.BinaryOp.POW);
        Syntax.Binary sum = only(Syntax.Binary.class, "a - b - c * d");
        assertThat(((Syntax.Binary) sum.left()).op()).isEqualTo(Syntax.BinaryOp.SUB);
        assertThat(((Syntax.Binary) sum.right()).op()).isEqualTo(Syntax.BinaryOp.MUL);
    }

    @Test
    void aSpanIsExactlyTheText() {
        String text = "result = f(x,  y)[1:2].z  # comment\n";
        Syntax.Assign a = only(Syntax.Assign.class, text);
        assertThat(text.substring(a.value().start(), a.value().end())).isEqualTo("f(x,  y)[1:2].z");
        assertThat(text.substring(a.start(), a.end())).isEqualTo("result = f(x,  y)[1:2].z");
    }

    @Test
    void softKeywordsStayNames() {
        assertThat(only(Syntax.Assign.class, "match = 1")).isNotNull();
        assertThat(only(Syntax.Call.class, "match(x)")).isNotNull();
        assertThat(only(Syntax.Assign.class, "type = case = _ = 2").targets()).hasSize(3);
        assertThat(only(Syntax.Match.class, "match x:\n  case [1, *_] | {'k': 2}: pass\n  case P(a, b=c) if a: pass\n")
                .cases()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "x = (1, 2            | '(' was never closed",
        "x = 1)               | unmatched ')'",
        "f(a b)               | invalid syntax. Perhaps you forgot a comma?",
        "1 = x                | cannot assign to literal here. Maybe you meant '==' instead of '='?",
        "f() = 1              | cannot assign to function call here. Maybe you meant '==' instead of '='?",
        "def f(a, a): pass    | duplicate argument 'a' in function definition",
        "def f(a=1, b): pass  | parameter without a default follows parameter with a default",
        "f(a=1, 2)            | positional argument follows keyword argument",
        "x = 'abc             | unterminated string literal (detected at line 1)",
        "012                  | leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
            + "integers",
        "if x                 | expected ':'",
        "f'{}'                | f-string: valid expression required before '}'"
    })
    void errorsSayWhatCPythonSays(String text, String message) {
        assertThatThrownBy(() -> Parser.parse(text)).isInstanceOf(SyntaxError.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"def f():", "x = [1,", "'''abc", "if x:\n  y = 1\nelse:", "try:\n  pass\n"})
    void unfinishedInputSaysSo(String text) {
        SyntaxError e = catchThrowableOfType(SyntaxError.class, () -> Parser.parse(text));
        assertThat(e.incomplete()).isTrue();
    }

    @Test
    void indentationErrorsHaveTheirClass() {
        assertThat(catchThrowableOfType(SyntaxError.class, () -> Parser.parse("if x:\npass")).kind())
                .isEqualTo(SyntaxError.Kind.INDENTATION);
        assertThat(catchThrowableOfType(SyntaxError.class, () -> Parser.parse("if x:\n        a\n\tb")).kind())
                .isEqualTo(SyntaxError.Kind.TAB);
    }

    @Test
    void namesLiveWherePythonPutsThem() {
        Syntax.Module m = Parser.parse("def f(a):\n  b = a\n  def g():\n    nonlocal b\n    b += len(a)\n  return [c for c in b]");
        Scopes scopes = Scopes.analyze(m);
        Syntax.FunctionDef f = (Syntax.FunctionDef) m.body().getFirst();
        Scope outer = scopes.of(f);
        assertThat(outer.cells()).containsExactly("a", "b");
        assertThat(outer.locals()).containsExactly("g");
        Scope inner = scopes.of(f.body().get(1));
        assertThat(inner.free()).containsExactly("b", "a");
        assertThat(inner.place("len")).isEqualTo(Scope.Place.GLOBAL);
        assertThat(inner.qualifiedName()).isEqualTo("f.<locals>.g");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "return 1                        | 'return' outside function",
        "break                           | 'break' outside loop",
        "def f():\\n nonlocal x          | no binding for nonlocal 'x' found",
        "def f():\\n x = 1\\n global x   | name 'x' is assigned to before global declaration",
        "def f(x):\\n global x           | name 'x' is parameter and global"
    })
    void nestingAndDeclarationsAreChecked(String text, String message) {
        Syntax.Module m = Parser.parse(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> Scopes.analyze(m)).isInstanceOf(SyntaxError.class).hasMessage(message);
    }
}
