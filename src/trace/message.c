#include "trace/message.h"

#include <stddef.h>

/* What a message begins with, and what it holds after that ("" is anything). */
static const struct {
	const char *start;
	const char *inside;
} messages[] = {
	{"+++ ", " +++"},
	{"--- ", " ---"},
	{"[ Process PID=", " mode. ]"},
	{"strace: ", ""},
	{"Process ", " attached"}, /* before strace 4.11 */
	{"Process ", " detached"},
	{"Process ", " resumed"},
	{"Process ", " suspended"},
	{"Process ", " runs in "},
	{"<Cannot restart pid ", ">"},
	{" <detached ...>", ""},
	{"> ", ""}, /* -k: a stack frame, behind one blank */
	{" > ", ""},
	{" | ", ""}, /* -e read=, -e write=: a dump */
	{"| ", " |"},
	{" * ", " in buffer "},
	{"* ", " in buffer "},
	{" = ", " in vector "},
	{"= ", " in vector "},
	{"% time ", "syscall"}, /* -c: a summary's heading, rulers and rows */
	{"------ ", "------"},
	{"System call usage summary", ""},
};

bool message_is_known(struct slice body)
{
	if (slice_trim(body).length == 0)
		return true;
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++)
		if (slice_starts_with(body, messages[i].start) &&
			slice_find(body, messages[i].inside) < body.length)
			return true;
	return false;
}
