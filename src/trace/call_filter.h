/*
 * A filter of calls: those of one syscall, or of them those with one value.
 */
#ifndef TRACE_CALL_FILTER_H
#define TRACE_CALL_FILTER_H

#include <stdbool.h>

#include "base/text.h"
#include "facts/arch.h"
#include "trace/call.h"
#include "trace/start.h"

struct call_filter {
	struct slice name;  /* of the syscall */
	bool has_value;	    /* only those with this value: */
	unsigned index;	    /* its register */
	struct slice value; /* its text, as struct tally_value has it */
};

/* Whether the call is one of them, and no remark. */
bool call_filter_takes(const struct call_filter *filter, const struct call *call, enum arch arch);

/* Whether it seems so from its line alone. */
bool call_filter_takes_start(
	const struct call_filter *filter, const struct call_start *start, enum arch arch);

#endif
