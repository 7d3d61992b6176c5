/*
 * The origin: which architecture a trace comes from, as far as it shows.
 */
#ifndef TRACE_ORIGIN_H
#define TRACE_ORIGIN_H

#include <stdbool.h>

#include "facts/arch.h"
#include "trace/tally.h"

/* Sets `ret_arch` to the architecture that has all of the trace's calls where the other lacks some,
 * and `ret_witness` to the first call that only it has (valid as long as the tally). Returns false
 * when the trace does not tell: every call is on both, or each architecture lacks some. */
bool origin_find(const struct tally *tally, enum arch *ret_arch, struct slice *ret_witness);

#endif
