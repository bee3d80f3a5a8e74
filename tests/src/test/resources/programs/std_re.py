import re


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


# searching and matching
print(re.match(r"(\d+)-(\w+)", "12-abc rest"))
print(re.search(r"b+", "aabbbcc").span(), re.fullmatch(r"a*", "aaa"), re.fullmatch("a", "aa"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", "2024-05 x")
print(m.groups(), m.groups("?"), m.groupdict(), m["year"], m.group(1, "month"), m.lastindex, m.lastgroup, m.start("day"), m.end(2))
print(m.string, m.re.pattern, m.pos, m.endpos, m.regs, m.re.groups, dict(m.re.groupindex))
print(m.expand(r"\2/\g<year>\n"), bool(m))
# a pattern object
p = re.compile(r"\b(\w)(\w*)\b", re.I | re.X)
print(p, p.flags, p.findall("hello big world"), p.search("hello world", 6), p.match("xx yy", 3, 4))
print([m.span() for m in p.finditer("a bc  def")])
print(re.findall("a|", "aab"), re.findall(r"(a)|b", "ab"), re.findall(r"\d+", "1 22 333"))
# replacing
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world foo bar"), re.sub("x*", "-", "abxd"), re.subn("a", "b", "banana", 2))
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "a1b22"), re.sub(r"(?P<n>\d)", r"<\g<n>\g<0>>", "a1"), re.sub("a", r"\\", "bab"))
print(re.sub("b", "", "abc", flags=re.I), re.sub("(a)|b", r"[\1]", "ab"), re.sub(r"\s+", " ", " many   blanks \n here "))
# splitting
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(\W+)", "Words, words."), re.split(r"\W", "a.b.c", maxsplit=1), re.split("x*", "axbc"))
# flags
print(re.findall("^a", "a\na", re.M), re.findall("a.b", "a\nb", re.S), re.search("(?i)HeLLo", "say hello").group())
print(re.findall(r"""
    (\d+)   # a number
    \s*kg   # its unit""", "12 kg 3kg", re.VERBOSE), re.findall(r"\w+", "café naïve", re.A), re.findall(r"\w+", "café naïve"))
print(re.escape("a+b*c (x) é_-"), re.I, repr(re.M | re.S), int(re.X))
# lookaround, lazy, backreferences, conditionals
print(re.findall(r"(?<=\$)\d+(?!\d|%)", "$12 $34% $5"), re.search(r"<.*?>", "<a><b>").group(), re.search(r"(\w)\1", "hello").group())
print([bool(re.fullmatch(r"(<)?\w+(?(1)>)", s)) for s in ("<a>", "a", "<a", "a>")], re.findall(r"(?>a+)b", "aab"), re.findall("a{2,3}", "aaaaa"), re.findall(r"a++b", "aab"))
# text beyond ASCII
print(re.search("[α-ω]+", "abc αβγ").span(), re.sub("😀", ":)", "x😀y"), re.findall(".", "a😀b"))
# bytes
print(re.findall(rb"\w+", b"ab cd"), re.sub(b"a", b"b", b"banana"), re.compile(b"x").pattern, re.split(b",", b"a,b"))
# errors
show(re.compile, "(")
show(re.compile, "a)")
show(re.compile, "[a")
show(re.compile, "*a")
show(re.compile, "a**")
show(re.compile, r"\q")
show(re.compile, "(?P<1a>x)")
show(re.compile, "(?P<a>x)(?P<a>y)")
show(re.compile, "(?P=foo)")
show(re.compile, r"(a)\2")
show(re.compile, "a{3,2}")
show(re.compile, "[z-a]")
show(re.compile, "(?<=a+)b")
show(re.compile, "(?z)")
show(re.compile, "x\n(")
show(re.compile, 12)
show(re.sub, "a", r"\1", "a")
show(re.sub, "a", r"\g<x>", "a")
show(re.sub, "a", r"\q", "a")
show(re.sub, "a", r"\g<", "a")
show(re.match, "a", 5)
show(re.match, b"a", "a")
show(re.match, "a", b"a")
show(re.match("a", "a").group, 1)
show(re.match("a", "a").group, "x")
show(re.compile, re.compile("a"), re.I)
try:
    re.compile("ab(cd")
except re.error as e:
    print(e.msg, e.pos, e.lineno, e.colno, e.pattern, re.error is re.PatternError)
# a tokenizer
token = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d*)?)|(?P<name>[a-z_]\w*)|(?P<op>[-+*/()=]))", re.I)
text, at, out = "x1 = 3.14*(radius + 2)", 0, []
while at < len(text):
    m = token.match(text, at)
    out.append((m.lastgroup, m.group(m.lastgroup)))
    at = m.end()
print(out)
print(sorted({w.lower() for w in re.findall(r"[A-Za-z']+", "The cat's hat; the CAT sat.")}), re.compile("a") == re.compile("a"), re.compile("a") != re.compile("b"))
print(re.Pattern, re.Match, type(m).__name__, isinstance(token, re.Pattern))
print(re.split("(?=[A-Z])", "splitCamelCaseWords"), re.sub(r"(?<!^)(?=[A-Z])", "_", "splitCamelCase").lower(), re.sub(r"^", "> ", "a\nb", flags=re.M))
print(re.findall(r"(?m)^(\w+):\s*(.*)$", "a: 1\nb: two words\n"), re.match(r"(?s:.)x", "\nx"), re.sub("", "-", "abc"), re.sub("$", "!", "a\n"))
