#include "ui/paste.h"

#include <curses.h>
#include <stddef.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static const char *find_string(const char *name)
{
	const char *string = tigetstr(name);

	return string && string != (const char *)-1 && *string ? string : NULL;
}

const char *paste_end_string(void)
{
	return find_string("BD");
}

void paste_start(struct paste *paste, int output)
{
	const char *begin = find_string("PS");
	const char *end = find_string("PE");

	*paste =
		(struct paste){.output = output, .on = find_string("BE"), .off = find_string("BD")};
	paste->is_known = begin && end && paste->on && paste->off;
	if (!paste->is_known)
		return;
	define_key(begin, PASTE_BEGIN_CODE);
	define_key(end, PASTE_END_CODE);
	paste_switch(paste, true);
}

void paste_switch(const struct paste *paste, bool is_on)
{
	const char *string = is_on ? paste->on : paste->off;

	/* putp() would write to standard output. A terminal that is gone is noticed soon enough. */
	if (paste->is_known && write(paste->output, string, strlen(string)) < 0)
		return;
}
