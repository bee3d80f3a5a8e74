import bisect
import csv
import heapq
import io
import keyword
import string
import textwrap


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


# bisect and heapq
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 9), bisect.bisect_left(a, 3, 2), bisect.bisect([5, 3, 1], -3, key=lambda x: -x))
bisect.insort(a, 4)
bisect.insort_left(a, 3.0)
print(a, [["F", "D", "C", "B", "A"][bisect.bisect([60, 70, 80, 90], s)] for s in (33, 99, 77, 70, 89)])
show(bisect.bisect, a, 1, -1)
h = [5, 1, 8, 3, 9, 2]
heapq.heapify(h)
print(h, heapq.heappop(h), heapq.heappushpop(h, 4), heapq.heapreplace(h, 0), h)
heapq.heappush(h, -1)
print(h, heapq.nsmallest(3, h), heapq.nlargest(2, [3, 1, 4, 1, 5], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([4, 1], [3, 2], reverse=True)))
print([heapq.heappop(h) for _ in range(len(h))])
show(heapq.heappop, [])
# string
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, len(string.printable), string.capwords("hello  wORLD x"))
t = string.Template("$who likes ${what}s, costs $$5")
print(t.substitute(who="tim", what="kung"), t.safe_substitute(who="x"), t.get_identifiers(), t.is_valid())
show(t.substitute, who="x")
show(string.Template("a $").substitute)
show(string.Template("line\nb $1").substitute)
print(string.Formatter().format("{0} {x:>5} {0!r} {1[0]} {y.real}", "a", [7], x=3, y=2.5), list(string.Formatter().parse("a{b!r:>{w}}c{{d")))
print(keyword.iskeyword("for"), keyword.iskeyword("x"), keyword.issoftkeyword("match"), len(keyword.kwlist))
# textwrap
text = "The quick brown fox, well-known for its jumping-over-dogs ability, ran -- and ran--until supercalifragilisticexpialidocious words appeared.  It\tstopped."
for width in (20, 33, 70):
    print(textwrap.wrap(text, width))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten("Hello  world! This is long", 18), "|", textwrap.shorten("Hello world", 30), "|", textwrap.shorten("Hello world", 8, placeholder="..."))
print(textwrap.wrap("aaa bbb ccc ddd", 7, max_lines=1), textwrap.wrap("", 10), textwrap.wrap("abcdefgh", 3), textwrap.wrap("abcdefgh ij", 3, break_long_words=False), textwrap.wrap("  lead  trail  ", 8), textwrap.wrap("a-b-c foo-bar", 5, break_on_hyphens=False))
print(repr(textwrap.dedent("""
    first
      second

    third
    """)), repr(textwrap.indent("a\n\nb\n", "> ")), textwrap.indent("a\n\nb", "- ", lambda l: True), repr(textwrap.dedent("\tx\n\ty")), repr(textwrap.dedent("  a\n b\n   ")))
show(textwrap.wrap, "x", 0)
show(textwrap.shorten, "hello world", 3)
# csv
rows = [["name", "n", "note"], ["Ann", 1, 'say "hi"'], ["Bob, Jr.", 2.5, "two\nlines"], ["", None, True], [" lead", "", "'"]]
out = io.StringIO()
w = csv.writer(out)
print(w.writerow(rows[0]))
w.writerows(rows[1:])
print(repr(out.getvalue()))
print(list(csv.reader(io.StringIO(out.getvalue(), newline=""))))
print(list(csv.reader(["a,b,c", '1,"2,3",4', '"x ""y""",z', "", "p,,"])), list(csv.reader(["a;b|c"], delimiter=";")), list(csv.reader(["a\tb"], dialect="excel-tab")))
print(list(csv.reader(["1,2.5,\"x\""], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(["a, b, c"], skipinitialspace=True)), list(csv.reader(["a\\,b,'c,d'"], escapechar="\\", quotechar="'")))
for quoting in (csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE):
    out = io.StringIO()
    show(csv.writer(out, quoting=quoting, escapechar="\\", lineterminator="\n").writerows, [["a,b", 1, None], ['q"', 2.0, "x"]])
    print(out.getvalue(), end="")
out = io.StringIO()
d = csv.DictWriter(out, ["x", "y"], restval="-", lineterminator="\n")
d.writeheader()
d.writerow({"x": 1, "y": 2})
d.writerow({"x": 3})
show(d.writerow, {"x": 1, "z": 2})
print(out.getvalue())
r = csv.DictReader(io.StringIO("a,b\n1,2\n\n3\n4,5,6\n"))
print(r.fieldnames, list(r), r.line_num, [row["k"] for row in csv.DictReader(["1,2"], fieldnames=["k", "v"])])
show(csv.writer(io.StringIO()).writerow, 5)
show(csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow, ["a,b"])
show(csv.reader, ["x"], delimiter="ab")
show(csv.reader, ["x"], nonsense=1)
show(csv.reader, ["x"], dialect="nope")
show(lambda: list(csv.reader([b"x"])))
show(lambda: list(csv.reader(['"a"b'], strict=True)))
print(csv.list_dialects(), csv.get_dialect("excel").delimiter, csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.QUOTE_ALL)
csv.register_dialect("pipes", delimiter="|")
print(list(csv.reader(["1|2"], "pipes")), csv.field_size_limit())
