/*
 * The known name nearest to a word that was typed (for "did you mean"): the one that the fewest
 * edits make of it, small and capital letters being the same.
 */
#ifndef FACTS_NEAREST_H
#define FACTS_NEAREST_H

#include "base/text.h"

/* A search. `name` is the nearest so far, NULL while none is near. */
struct nearest {
	struct slice word;
	size_t least; /* edits to `name`; without one, the first number that is too large */
	const char *name;
};

/* Begins a search for what is near to `word`. Nothing is near to an empty word, or to one that is
 * longer than any name. */
struct nearest nearest_begin(struct slice word);

/* Keeps `name` if it is nearer than all before. It must stay as long as it is used. */
void nearest_offer(struct nearest *nearest, const char *name);

#endif
