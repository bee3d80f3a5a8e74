"""Tokenizer, parser and evaluator of a small language."""
from __future__ import annotations
import re
from dataclasses import dataclass, field
from typing import Iterator, NamedTuple, Callable, Any
class Token(NamedTuple):
    kind: str
    text: str
    line: int
    col: int
SPEC = [("NUM", r"\d+(\.\d*)?([eE][+-]?\d+)?"), ("ID", r"[A-Za-z_]\w*"), ("STR", r'"(?:[^"\\]|\\.)*"'), ("OP", r"\*\*|[<>=!]=|[-+*/%()<>=,{};]"), ("NL", r"\n"), ("WS", r"[ \t]+"), ("BAD", r".")]
RX = re.compile("|".join(f"(?P<{n}>{p})" for n, p in SPEC))
class LangError(Exception):
    def __init__(self, msg, tok=None):
        super().__init__(msg if tok is None else f"{msg} at {tok.line}:{tok.col}")
        self.tok = tok
def tokenize(src: str) -> Iterator[Token]:
    line, start = 1, 0
    for m in RX.finditer(src):
        kind = m.lastgroup
        if kind == "NL": line += 1; start = m.end(); continue
        if kind == "WS": continue
        tok = Token(kind, m.group(), line, m.start() - start + 1)
        if kind == "BAD": raise LangError(f"unexpected {m.group()!r}", tok)
        yield tok
    yield Token("EOF", "", line, 0)
@dataclass
class Num: value: float
@dataclass
class Var: name: str
@dataclass
class Bin: op: str; left: Any; right: Any
@dataclass
class Call: fn: Any; args: list = field(default_factory=list)
@dataclass
class Assign: name: str; value: Any
@dataclass
class If: cond: Any; then: list; els: list
@dataclass
class While: cond: Any; body: list
@dataclass
class Func: name: str; params: list[str]; body: list
@dataclass
class Ret: value: Any
class Parser:
    PREC = {"==": 1, "!=": 1, "<": 2, ">": 2, "<=": 2, ">=": 2, "+": 3, "-": 3, "*": 4, "/": 4, "%": 4, "**": 6}
    def __init__(self, toks): self.toks = list(toks); self.i = 0
    @property
    def cur(self): return self.toks[self.i]
    def eat(self, text=None, kind=None):
        t = self.cur
        if (text and t.text != text) or (kind and t.kind != kind): raise LangError(f"expected {text or kind}, got {t.text!r}", t)
        self.i += 1
        return t
    def program(self):
        out = []
        while self.cur.kind != "EOF": out.append(self.stmt())
        return out
    def block(self):
        self.eat("{"); out = []
        while self.cur.text != "}": out.append(self.stmt())
        self.eat("}"); return out
    def stmt(self):
        match self.cur:
            case Token(text="if"):
                self.eat(); c = self.expr(); t = self.block(); e = []
                if self.cur.text == "else": self.eat(); e = self.block()
                return If(c, t, e)
            case Token(text="while"): self.eat(); return While(self.expr(), self.block())
            case Token(text="def"):
                self.eat(); n = self.eat(kind="ID").text; self.eat("("); ps = []
                while self.cur.text != ")":
                    ps.append(self.eat(kind="ID").text)
                    if self.cur.text == ",": self.eat()
                self.eat(")"); return Func(n, ps, self.block())
            case Token(text="return"): self.eat(); v = self.expr(); self.eat(";"); return Ret(v)
            case Token(kind="ID") if self.toks[self.i + 1].text == "=":
                n = self.eat().text; self.eat(); v = self.expr(); self.eat(";"); return Assign(n, v)
            case _: e = self.expr(); self.eat(";"); return e
    def expr(self, prec=0):
        left = self.unary()
        while (p := self.PREC.get(self.cur.text, -1)) > prec or (p == 6 and prec == 6):
            op = self.eat().text
            left = Bin(op, left, self.expr(p - 1 if op == "**" else p))
        return left
    def unary(self):
        if self.cur.text == "-": self.eat(); return Bin("-", Num(0), self.expr(5))
        e = self.atom()
        while self.cur.text == "(":
            self.eat(); args = []
            while self.cur.text != ")":
                args.append(self.expr())
                if self.cur.text == ",": self.eat()
            self.eat(")"); e = Call(e, args)
        return e
    def atom(self):
        t = self.eat()
        if t.kind == "NUM": return Num(float(t.text) if any(c in t.text for c in ".eE") else int(t.text))
        if t.kind == "STR": return Num(t.text[1:-1])
        if t.kind == "ID": return Var(t.text)
        if t.text == "(": e = self.expr(); self.eat(")"); return e
        raise LangError(f"unexpected {t.text!r}", t)
class Return(Exception):
    def __init__(self, v): self.v = v
class Env(dict):
    def __init__(self, parent=None, **kw): super().__init__(**kw); self.parent = parent
    def __missing__(self, k):
        if self.parent is None: raise LangError(f"undefined {k}")
        return self.parent[k]
import operator as op
OPS = {"+": op.add, "-": op.sub, "*": op.mul, "/": op.truediv, "%": op.mod, "**": op.pow, "==": op.eq, "!=": op.ne, "<": op.lt, ">": op.gt, "<=": op.le, ">=": op.ge}
class Interp:
    def __init__(self): self.out = []; self.g = Env(print=lambda *a: self.out.append(" ".join(map(str, a))), len=len, abs=abs)
    def run(self, src):
        for s in Parser(tokenize(src)).program(): self.visit(s, self.g)
        return self.out
    def visit(self, n, env): return getattr(self, "visit_" + type(n).__name__.lower())(n, env)
    def visit_num(self, n, env): return n.value
    def visit_var(self, n, env): return env[n.name]
    def visit_bin(self, n, env): return OPS[n.op](self.visit(n.left, env), self.visit(n.right, env))
    def visit_assign(self, n, env): env[n.name] = self.visit(n.value, env)
    def visit_if(self, n, env):
        for s in (n.then if self.visit(n.cond, env) else n.els): self.visit(s, env)
    def visit_while(self, n, env):
        while self.visit(n.cond, env):
            for s in n.body: self.visit(s, env)
    def visit_func(self, n, env):
        def call(*args):
            if len(args) != len(n.params): raise LangError(f"{n.name} takes {len(n.params)} arguments")
            local = Env(env, **dict(zip(n.params, args)))
            try:
                for s in n.body: self.visit(s, local)
            except Return as r: return r.v
        env[n.name] = call
    def visit_ret(self, n, env): raise Return(self.visit(n.value, env))
    def visit_call(self, n, env): return self.visit(n.fn, env)(*[self.visit(a, env) for a in n.args])
PROG = '''
def fib(n) { if n < 2 { return n; } return fib(n-1) + fib(n-2); }
def make(k) { def inner(x) { return x * k; } return inner; }
i = 0; while i < 5 { print("fib", i, fib(i)); i = i + 1; }
print(2 ** 3 ** 2, (1 + 2) * 3 - -4 / 2, 7 % 4, 1.5e2);
print(make(3)(14), fib(15));
x = 10; if x == 10 { print("ten"); } else { print("other"); }
'''
print("\n".join(Interp().run(PROG)))
for bad in ("print(1;", "x = @;", "print(y);", "fib(1", "def f(a) { return a; } f(1,2);"):
    try: Interp().run(bad); print("no error")
    except LangError as e: print("LangError:", e)
print(Parser(tokenize("1+2*x;")).program())
