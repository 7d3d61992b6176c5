/*
 * Spots: what stands in which cells of the screen, so that the mouse can point at it.
 *
 * ui/ says it anew with each drawing; the editor knows no other cells. A key of the mouse has the
 * cell behind its name: "Click@12,40" is row 12, column 40.
 */
#ifndef EDITOR_SPOTS_H
#define EDITOR_SPOTS_H

#include <stddef.h>

enum spot_kind {
	SPOT_NOTHING, /* it covers what lies below */
	SPOT_LIST,    /* from here on: rows of a list, or lines of a text */
	SPOT_REGISTERS,
	SPOT_VALUES,
	SPOT_NOTES,
	SPOT_DETAILS,
	SPOT_PREVIEW,
	SPOT_CALLS,
	SPOT_LINE,
	SPOT_FINDINGS,
	SPOT_TARGET,
	SPOT_HELP,
	SPOT_SAVING,
	SPOT_MARK,	 /* of a row of the list */
	SPOT_TICK,	 /* of a value */
	SPOT_CAPABILITY, /* its mark, in the target */
	SPOT_HEAD,	 /* of a column of the list */
	SPOT_KEY,	 /* a command's key */
	SPOT_NAME,	 /* that completes what is typed */
};

/* A rectangle of cells. */
struct spot {
	enum spot_kind kind;
	int y, x, rows, columns;
	size_t value; /* of its first row, each row below has one more: the row of the list; of
		       * SPOT_HEAD the enum sort, of SPOT_KEY the command's number, of SPOT_NAME
		       * the name's */
};

/* {0} has none. */
struct spots {
	struct spot *items;
	size_t count;
	size_t capacity;
};

void spots_clear(struct spots *spots);

/* Adds a spot; it covers those that were added before. */
void spots_add(struct spots *spots, const struct spot *spot);

/* Returns the spot of one cell at `y`, `x`, with its value; SPOT_NOTHING where there is none. */
struct spot spots_find(const struct spots *spots, int y, int x);

/* Room for the name of a key, with its NUL. */
#define SPOTS_NAME_SIZE 16

/* Splits the key of a mouse: sets `name` ("Click") and `ret_spot`, what it points at. Returns
 * `name`, or `key` itself when it is no such key. */
const char *spots_split_key(const struct spots *spots, const char *key, char name[SPOTS_NAME_SIZE],
	struct spot *ret_spot);

void spots_free(struct spots *spots);

#endif
