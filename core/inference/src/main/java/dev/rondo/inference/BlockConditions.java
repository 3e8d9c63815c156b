package dev.rondo.inference;

/** The conditions of a model, answered for one block of rows after the other; one thread's. */
final class BlockConditions {
    private final Keys keys;
    private final Blocks.CategoryCondition[] categories;

    /** How many longs a set of rows has. */
    private final int words;

    private final long[] answers;
    private final double[] column;
    private final int[] ranks;

    /**
     * @param categories those of one group of slots together, in the order of the groups
     */
    BlockConditions(Keys keys, Blocks.CategoryCondition[] categories, int words) {
        this.keys = keys;
        this.categories = categories;
        this.words = words;
        answers = new long[(keys.conditions() + categories.length) * words];
        column = new double[Blocks.ROWS * words];
        ranks = new int[Blocks.ROWS * words];
    }

    /** By condition so many words: the rows that go right. The array is always the same. */
    long[] answers() {
        return answers;
    }

    void answer(Rows table, int start, int rows) {
        for (int slot = 1; slot < keys.feature.length; slot++) {
            int feature = keys.feature[slot];
            if (slot == 1 || feature != keys.feature[slot - 1]) {
                table.read(feature, start, rows, column);
                for (int row = 0; row < rows; row++) {
                    column[row] = keys.seen(column[row]);
                }
            }
            keys.fill(slot, column, rows, ranks, answers, words);
        }
        int next = 0;
        for (var group : keys.categories) {
            table.read(group.feature(), start, rows, column);
            next = answer(group, rows, next);
        }
    }

    /** Answers the conditions of one group of slots, which stand together. */
    private int answer(CategorySlots group, int rows, int first) {
        var holders = new long[group.categories().length * words];
        var missing = new long[words];
        for (int row = 0; row < rows; row++) {
            boolean nan = Double.isNaN(column[row]);
            int category = nan ? -1 : keys.category(column[row]);
            int index = category < 0 ? -1 : group.index(category);
            if (index >= 0) {
                holders[index * words + row / Long.SIZE] |= 1L << row;
            } else if (nan && group.missingRight()) {
                missing[row / Long.SIZE] |= 1L << row;
            }
        }
        int i = first;
        for (; isOf(group, i); i++) {
            for (int word = 0; word < words; word++) {
                long right = missing[word];
                for (int member : categories[i].members()) {
                    right |= holders[member * words + word];
                }
                answers[categories[i].condition() * words + word] = right;
            }
        }
        return i;
    }

    private boolean isOf(CategorySlots group, int condition) {
        return condition < categories.length
                && categories[condition].slots().first() == group.first();
    }
}
