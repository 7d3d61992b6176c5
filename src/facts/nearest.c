/* The names nearest to a word: the edit distance and the searches with it. */
#include "facts/nearest.h"

#include "facts/constant.h"
#include "facts/family.h"
#include "facts/syscall.h"

/* A longer word, or a longer name, is near to nothing. */
#define LONGEST 48

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Small and capital letters are the same. */
static bool is_same(char a, char b)
{
	char low_a = a >= 'A' && a <= 'Z' ? (char)(a - 'A' + 'a') : a;
	char low_b = b >= 'A' && b <= 'Z' ? (char)(b - 'A' + 'a') : b;

	return low_a == low_b;
}

static bool is_swap(struct slice a, struct slice b, size_t i, size_t j)
{
	return i > 1 && j > 1 && is_same(a.start[i - 1], b.start[j - 2]) &&
	       is_same(a.start[i - 2], b.start[j - 1]);
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
			size_t replaced = above[j - 1] + !is_same(a.start[i - 1], b.start[j - 1]);

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

struct nearest nearest_begin(struct slice word)
{
	return (struct nearest){.word = word, .least = edits_allowed(word.length) + 1};
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	struct slice word = nearest->word;
	struct slice known = slice_of(name);
	size_t distance;

	if (word.length == 0 || word.length > LONGEST || known.length > LONGEST)
		return;
	/* Each byte more is an edit: most names need no table. */
	if (known.length >= word.length + nearest->least ||
		word.length >= known.length + nearest->least)
		return;
	distance = edit_distance(word, known);
	if (distance < nearest->least) {
		nearest->least = distance;
		nearest->name = name;
	}
}

const char *syscall_nearest_name(struct slice name)
{
	struct nearest nearest = nearest_begin(name);

	for (size_t row = 0; row < syscall_count(); row++)
		nearest_offer(&nearest, syscall_at(row)->name);
	return nearest.name;
}

const char *family_nearest_name(const struct family *family, enum arch arch, struct slice name)
{
	struct nearest nearest = nearest_begin(name);
	struct family_name member;
	size_t cursor = 0;
	uint64_t value;

	while (family && family_next_name(family, arch, &cursor, &member))
		nearest_offer(&nearest, member.name);
	if (nearest.name)
		return nearest.name;
	for (size_t row = 0; row < constant_count(); row++)
		if (constant_at(row, arch, &value))
			nearest_offer(&nearest, constant_name(row));
	return nearest.name;
}
