/* syscall_nearest_name(): the edit distance and the search with it. */
#include "facts/syscall.h"

/* Longer than every name of the table; a longer word is near to none of them. */
#define LONGEST 40

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

static bool is_swap(struct slice a, struct slice b, size_t i, size_t j)
{
	return i > 1 && j > 1 && a.start[i - 1] == b.start[j - 2] &&
	       a.start[i - 2] == b.start[j - 1];
}

/* Returns how many insertions, deletions, replacements and swaps of neighbours make `a` into `b`;
 * both have at most LONGEST bytes. */
static size_t edit_distance(struct slice a, struct slice b)
{
	size_t rows[3][LONGEST + 1]; /* row i of the table stands in rows[i % 3] */

	for (size_t j = 0; j <= b.length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.length; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i - 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.length; j++) {
			size_t replaced = above[j - 1] + (a.start[i - 1] != b.start[j - 1]);

			row[j] = smallest(above[j] + 1, row[j - 1] + 1, replaced);
			if (is_swap(a, b, i, j) && rows[(i - 2) % 3][j - 2] + 1 < row[j])
				row[j] = rows[(i - 2) % 3][j - 2] + 1;
		}
	}
	return rows[a.length % 3][b.length];
}

/* One edit in a short word, three in a long one: more would make everything near. */
static size_t edits_allowed(size_t length)
{
	if (length < 4)
		return 1;
	return length < 8 ? 2 : 3;
}

const char *syscall_nearest_name(struct slice name)
{
	const char *nearest = NULL;
	size_t least = edits_allowed(name.length) + 1;

	if (name.length == 0 || name.length > LONGEST)
		return NULL;
	for (size_t row = 0; row < syscall_count(); row++) {
		struct slice known = slice_of(syscall_at(row)->name);
		size_t distance;

		/* Each byte more is an edit: most names need no table. */
		if (known.length >= name.length + least || name.length >= known.length + least)
			continue;
		distance = edit_distance(name, known);
		if (distance < least) {
			least = distance;
			nearest = known.start;
		}
	}
	return nearest;
}
