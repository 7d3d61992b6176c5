/* The text that is searched for, in the whole line of the chosen call. */
#ifndef EDITOR_LINE_MATCH_H
#define EDITOR_LINE_MATCH_H

#include <stddef.h>

#include "base/text.h"
#include "editor/calls.h"

struct line_match {
	size_t count;  /* how often it stands in the line */
	size_t number; /* the place that is shown, counted from 1; 0: there is none */
	size_t end;    /* bytes of the line, made visible, up to the end of this place */
};

/* Returns where `search` stands in the line, and at which of these places calls.match is. A line
 * that is not there has none. */
struct line_match line_match_find(const struct calls *calls, struct slice search);

#endif
