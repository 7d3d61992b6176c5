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

/* Returns whether the call has to do with an address that only aarch64 gives out: the environment
 * of execve, the result of brk or mmap. x86_64 has the lower 47 bits for programs (Linux 6.12,
 * Documentation/arch/x86/x86_64/mm.rst); aarch64 has 48, 47, 42 or 39, of which stack and mappings
 * are near the top (Documentation/arch/arm64/memory.rst): with 47 it cannot be told. */
bool origin_shows_aarch64(const struct call *call);

#endif
