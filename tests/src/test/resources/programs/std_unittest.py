import difflib
import io
import re
import unittest


class Numbers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("set up class")

    @classmethod
    def tearDownClass(cls):
        print("tear down class")

    def setUp(self):
        self.value = 3

    def test_equal(self):
        """Values are equal."""
        self.assertEqual(self.value, 3)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertTrue(self.value)
        self.assertIn(1, [1, 2])
        with self.assertRaises(ZeroDivisionError) as caught:
            1 / 0
        self.assertEqual(str(caught.exception), "division by zero")
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            int("x")
        self.assertRaises(KeyError, {}.__getitem__, 1)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertRegex("abc", "b")
        self.assertIsNone(None)
        with self.assertLogs("x", level="INFO") as logs:
            import logging
            logging.getLogger("x").info("hello")
        self.assertEqual(logs.output, ["INFO:x:hello"])

    def test_fails(self):
        self.assertEqual(self.value, 4, "with a message")

    def test_error(self):
        raise RuntimeError("broken")

    @unittest.skip("not now")
    def test_skipped(self):
        pass

    @unittest.skipIf(True, "condition")
    def test_skip_if(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_sub(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertEqual(i % 2, 0)

    def test_in_test_skip(self):
        self.skipTest("inside")


out = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Numbers)
result = unittest.TextTestRunner(stream=out, verbosity=2).run(suite)
text = re.sub(r"in \d+\.\d+s", "in TIME", re.sub(r'File ".*?"', "File ...", out.getvalue()))
print("\n".join(line for line in text.splitlines() if not line.strip().startswith(("^", "~"))))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful(), suite.countTestCases())


class Messages(unittest.TestCase):
    def runTest(self):
        pass


case = Messages()
for name, *args in (("assertEqual", 1, 2), ("assertEqual", [1, 2, 3], [1, 5, 3, 4]), ("assertEqual", "a\nb\n", "a\nc\n"), ("assertEqual", {"a": 1}, {"a": 2}), ("assertEqual", {1, 2}, {2, 3}),
                    ("assertEqual", (1,), (2,)), ("assertTrue", 0), ("assertFalse", [1]), ("assertIs", 1, None), ("assertIsNone", 5), ("assertIn", 3, [1]), ("assertNotIn", 1, [1]), ("assertIsInstance", 1, str),
                    ("assertLess", 2, 1), ("assertGreaterEqual", 1, 2), ("assertAlmostEqual", 1.0, 1.1), ("assertAlmostEqual", 1.0, 2.0, None, None, 0.5), ("assertRegex", "abc", "z"), ("assertNotEqual", 1, 1),
                    ("assertRaises", ValueError, int, "3"), ("assertCountEqual", [1, 1], [1, 2]), ("assertEqual", "one line", "one lime"), ("fail", "why")):
    try:
        getattr(case, name)(*args)
    except AssertionError as e:
        print(name, "->", e)
quiet = io.StringIO()
unittest.TextTestRunner(stream=quiet).run(unittest.TestSuite([Messages()]))
print(re.sub(r"in \d+\.\d+s", "in TIME", quiet.getvalue()))
# difflib
a, b = "one\ntwo\nthree\nfour\n".splitlines(True), "one\ntwo!\nthree\nfive\nsix\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "old", "new")), "".join(difflib.context_diff(a, b, "old", "new")), "".join(difflib.ndiff(a, b)), sep="")
s = difflib.SequenceMatcher(None, "abcdefgh", "bcxdfgi")
print(s.ratio(), s.get_matching_blocks(), s.get_opcodes(), s.find_longest_match(), difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
print("".join(difflib.restore(difflib.ndiff(a, b), 1)))
