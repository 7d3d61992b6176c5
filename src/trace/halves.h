/*
 * Halves: `[pid 7] read(3,  <unfinished ...>` and `[pid 7] <... read resumed>"a", 5) = 1` are one
 * call, which strace printed in two lines as another thread's came in between. Here they are put
 * together as the line that they would have been. Which halves belong together is for others to
 * know.
 */
#ifndef TRACE_HALVES_H
#define TRACE_HALVES_H

#include <stdbool.h>

#include "base/text.h"
#include "trace/marks.h"

struct halves; /* owned by who made it */

/* Returns room for one call; the caller frees it with halves_free(). */
struct halves *halves_new(void);
void halves_free(struct halves *halves);

/* Returns that part of a line which its second half goes on with, as a part of its text; empty when
 * the line does not end as a first half does. */
struct slice halves_cut_first(const struct marked_line *line);

/* Puts `first`, as it was cut, and `rest`, what follows `resumed>`, together. Sets the line, which
 * is valid until the next call; LOG_PADDING bytes after it can be read. Returns false when it is
 * longer than what is looked at at once. */
bool halves_join(
	struct halves *halves, struct slice first, struct slice rest, struct marked_line *ret_line);

#endif
