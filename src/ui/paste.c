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

void paste_start(int output)
{
	const char *begin = find_string("PS");
	const char *end = find_string("PE");

	if (!begin || !end)
		return;
	define_key(begin, PASTE_BEGIN_CODE);
	define_key(end, PASTE_END_CODE);
	paste_switch(output, true);
}

void paste_switch(int output, bool is_on)
{
	const char *string = find_string(is_on ? "BE" : "BD");

	/* putp() would write to standard output. A terminal that is gone is noticed soon enough. */
	if (string && find_string("PS") && find_string("PE") &&
		write(output, string, strlen(string)) < 0)
		return;
}
