#include "trace/call_filter.h"

#include <string.h>

#include "trace/body.h"
#include "trace/layout.h"
#include "trace/scan.h"
#include "trace/tally.h"

static bool has_value(const struct call_filter *filter, const struct call *call, enum arch arch)
{
	bool is_raw = layout_is_raw(call);

	for (unsigned i = 0; i < call->argument_count; i++) {
		struct slice text;
		unsigned index;

		/* The first one of a register counts, as in the tally. */
		if (tally_read_argument(call, i, is_raw, arch, &index, &text) &&
			index == filter->index)
			return slice_equal(text, filter->value);
	}
	return false;
}

bool call_filter_takes(const struct call_filter *filter, const struct call *call, enum arch arch)
{
	return call->form != CALL_REMARK && slice_equal(call->name, filter->name) &&
	       (!filter->has_value || has_value(filter, call, arch));
}

bool call_filter_takes_start(
	const struct call_filter *filter, const struct call_start *start, enum arch arch)
{
	struct call call = {
		.name = start->name, .syscall = start->syscall, .arguments_known = true};
	struct slice list = start->list;
	unsigned long pid = 0;
	struct scan scan;

	if (!slice_equal(start->name, filter->name))
		return false;
	if (!filter->has_value)
		return true;
	body_cut_unfinished(&list, &pid);
	scan_arguments(list, &scan);
	call.argument_count = scan.count;
	memcpy(call.arguments, scan.arguments, scan.count * sizeof(scan.arguments[0]));
	return has_value(filter, &call, arch);
}
