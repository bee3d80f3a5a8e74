"""Records what the expressions of tables give in real JAX: record.py [--all] TABLE...

A golden is a line `expression => value`. Lines that are recorded already stay unless --all is given.
"""
import itertools
import os
import pathlib
import re
import sys
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")
warnings.simplefilter("ignore")
# What JAX raises where it cannot trace (and Jacobi can), or from within its compiler: no example to follow.
UNTRACEABLE = re.compile(r"raises (Tracer|Concretization|NonConcrete|MLIR|UnexpectedTracer|KeyReuse|XlaRuntime)")
ALTERNATIVES = re.compile(r"\$\{([^}]*)\}")


def expand(line):
    """jnp.${sin|cos}(${f1|f2}) stands for all its combinations."""
    parts = ALTERNATIVES.split(line)
    choices = [[p] if i % 2 == 0 else p.split("|") for i, p in enumerate(parts)]
    return ["".join(c) for c in itertools.product(*choices)]


def record(table, everything):
    golden = table.with_suffix(".golden")
    known = {}
    if golden.exists() and not everything:
        for line in golden.read_text().splitlines():
            expression, arrow, value = line.partition(" => ")
            if arrow:
                known[expression] = value
    names = {"__name__": "__main__"}
    exec(compile((table.parent / "prelude.py").read_text(), "prelude.py", "exec"), names)
    out = []
    seen = set()
    for line in table.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("!"):
            exec(line[1:].strip(), names)
            out.append(line)
            continue
        for expression in expand(line.strip()):
            if expression in seen:
                continue
            seen.add(expression)
            if expression not in known:
                known[expression] = names["case"](eval("lambda: (" + expression + ")", names))
            if not UNTRACEABLE.match(known[expression]):
                out.append(expression + " => " + known[expression])
    golden.write_text("\n".join(out) + "\n")
    print(f"{table.stem}: {len(seen)}")


if __name__ == "__main__":
    tables = [a for a in sys.argv[1:] if not a.startswith("--")]
    for t in tables:
        record(pathlib.Path(t), "--all" in sys.argv)
