#include "editor/row_state.h"

#include "review/state.h"

static const char missing[] = "missing";

bool row_state_is_missing(const struct review_row *row, const struct entry *written)
{
	bool is_needed = row->state == STATE_NEEDED || row->state == STATE_WIDENING;

	return written && is_needed && row->traced && row->rule && !entry_find(written, row->name);
}

const char *row_state_of(const struct review_row *row, const struct entry *written)
{
	return row_state_is_missing(row, written) ? missing : state_name(row->state);
}

const char *row_state_name(size_t index)
{
	if (index < STATE_TOTAL)
		return state_name((enum state)index);
	return index == STATE_TOTAL ? missing : NULL;
}

const char *row_state_explanation(size_t index)
{
	if (index < STATE_TOTAL)
		return state_explanation((enum state)index);
	return index == STATE_TOTAL
		       ? "The trace needs the rule and the manifest lacks it: saving adds it."
		       : NULL;
}
