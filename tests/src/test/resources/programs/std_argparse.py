import argparse
import io
import sys


def attempt(parser, line):
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err = io.StringIO(), io.StringIO()
    try:
        result = str(parser.parse_args(line.split()))
    except SystemExit as e:
        result = f"exit {e.code}"
    except argparse.ArgumentError as e:
        result = f"ArgumentError {e}"
    finally:
        sys.stdout, sys.stderr = streams
    print(line, "->", result)
    print(out.getvalue() + err.getvalue(), end="")


p = argparse.ArgumentParser(prog="train", description="Trains a model on some data, with many options that one may want to set from the command line.",
                            epilog="See the manual for more.")
p.add_argument("data", help="the file with the data")
p.add_argument("extra", nargs="*", help="more files")
p.add_argument("-e", "--epochs", type=int, default=10, help="number of epochs (default: %(default)s)")
p.add_argument("--learning-rate", "--lr", type=float, default=1e-3, metavar="LR", help="step size")
p.add_argument("--optimizer", choices=["sgd", "adam"], default="adam", help="which optimizer")
p.add_argument("-v", "--verbose", action="count", default=0)
p.add_argument("--no-cache", dest="cache", action="store_false", help="do not cache")
p.add_argument("--seed", type=int)
p.add_argument("--layers", type=int, nargs="+", help="sizes of the layers, of which there may be as many as you like: this text is long so that it must be wrapped")
p.add_argument("--tag", action="append")
p.add_argument("--shuffle", action=argparse.BooleanOptionalAction, default=True, help="shuffle the data")
p.add_argument("--pair", nargs=2, metavar=("A", "B"))
p.add_argument("--maybe", nargs="?", const="yes", default="no")
p.add_argument("--hidden", help=argparse.SUPPRESS)
p.add_argument("--version", action="version", version="%(prog)s 1.0")
p.print_help()
p.print_usage()
for line in ("d.csv", "d.csv a b -e 3 --lr 0.1 -vvv --no-cache --layers 1 2 3 --tag x --tag=y", "d --epochs=7 -e8 --no-shuffle --pair 1 2 --maybe", "d --maybe no -- -x",
             "", "d --epochs x", "d --optimizer rms", "d --unknown 3", "d --epochs", "d --pair 1", "d --layers", "d --learn 0.5", "d --se 3", "d --s 3", "--version", "d -vx", "d --no-cache=3",
             "-5", "d -e -5", "d --lr=-1e-3"):
    attempt(p, line)
# groups, commands, parents
base = argparse.ArgumentParser(add_help=False)
base.add_argument("--level", default="info")
q = argparse.ArgumentParser(prog="tool", parents=[base], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
g = q.add_argument_group("output", "where results go")
g.add_argument("--out", default="a.txt", help="a file")
x = q.add_mutually_exclusive_group()
x.add_argument("--json", action="store_true", help="as JSON")
x.add_argument("--csv", action="store_true", help="as CSV")
s = q.add_subparsers(dest="command", help="what to do", required=True)
a = s.add_parser("add", help="adds", aliases=["a"], description="Adds numbers.")
a.add_argument("numbers", type=float, nargs="+")
a.set_defaults(func="add")
b = s.add_parser("run", help="runs")
b.add_argument("name")
b.add_argument("rest", nargs=argparse.REMAINDER)
q.print_help()
a.print_help()
for line in ("add 1 2", "--level debug --json run x -y z", "--json --csv add 1", "", "fly", "add", "add one", "--out f a 3", "run n --level x"):
    attempt(q, line)
r = argparse.ArgumentParser(prog="r", exit_on_error=False, formatter_class=argparse.RawDescriptionHelpFormatter, description="two\n  lines", usage="%(prog)s [options]")
r.add_argument("--n", type=lambda t: int(t, 16), required=True)
m = r.add_mutually_exclusive_group(required=True)
m.add_argument("--a", action="store_const", const=1)
m.add_argument("--b", action="store_const", const=2)
attempt(r, "--n ff --a")
attempt(r, "--n zz --a")
attempt(r, "--n 1")
attempt(r, "--a")
print(r.format_help())
print(r.parse_known_args("--n 1 --b --other x".split()))


def positive(text):
    n = int(text)
    if n <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not positive")
    return n


t = argparse.ArgumentParser(prog="t")
t.add_argument("count", type=positive, metavar="N")
attempt(t, "0")
attempt(t, "x")
attempt(t, "4")
ns = argparse.Namespace(a=1, b="x")
print(ns, vars(ns), "a" in ns, ns == argparse.Namespace(a=1, b="x"), t.parse_args(["3"], namespace=ns))
for args, kwargs in ((("-x", "--xx"), {"type": 5}), (("y",), {"dest": "z"}), (("--h",), {"action": "fly"}), (("--help",), {}), (("w",), {"required": True}), (("--c",), {"nargs": 0})):
    try:
        t.add_argument(*args, **kwargs)
    except Exception as e:
        print(type(e).__name__, e)
print(t.get_default("count"), p.get_default("epochs"))
