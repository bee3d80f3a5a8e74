package org.jacobilang.runtime;

/** Finds the name that was probably meant, as CPython does: by an edit distance where a change of case costs less. */
public final class Suggestions {
    private Suggestions() {
    }

    /** The nearest candidate, or null if none is near enough. */
    public static String nearest(String wrong, Iterable<String> candidates) {
        String best = null;
        int limit = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            if (candidate.equals(wrong)) {
                continue;
            }
            int distance = distance(wrong, candidate);
            if (distance <= (wrong.length() + candidate.length() + 3) * 2 / 6 && distance < limit) {
                best = candidate;
                limit = distance;
            }
        }
        return best;
    }

    /** The end of a message that names the nearest candidate, or nothing. */
    public static String didYouMean(String wrong, Iterable<String> candidates) {
        String best = nearest(wrong, candidates);
        return best == null ? "" : ". Did you mean: '" + best + "'?";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = 2 * j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = 2 * i;
            for (int j = 1; j <= b.length(); j++) {
                char x = a.charAt(i - 1);
                char y = b.charAt(j - 1);
                int change = x == y ? 0 : Character.toLowerCase(x) == Character.toLowerCase(y) ? 1 : 2;
                int next = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 2);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
