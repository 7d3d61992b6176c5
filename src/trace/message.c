#include "trace/message.h"

#include <stddef.h>
#include <string.h>

/* What a message begins with, and what it holds after that ("" is anything). */
static const struct {
	const char *start;
	const char *inside;
	enum notice_kind kind;
} messages[] = {
	{"+++ exited with ", " +++", NOTICE_EXITED},
	{"+++ killed by SIGSYS", " +++", NOTICE_KILLED},
	{"+++ killed by ", " +++", NOTICE_ENDED},
	{"+++ superseded by execve in pid ", " +++", NOTICE_SUPERSEDED},
	{"+++ ", " +++", NOTICE_PLAIN},
	{"--- SIGSYS {", "si_code=SYS_SECCOMP", NOTICE_STOPPED},
	{"--- ", " ---", NOTICE_PLAIN},
	{"[ Process PID=", " runs in 32 bit mode. ]", NOTICE_32_BIT},
	{"[ Process PID=", " runs in x32 mode. ]", NOTICE_X32},
	{"[ Process PID=", " runs in 64 bit mode. ]", NOTICE_64_BIT},
	{"[ Process PID=", " mode. ]", NOTICE_PLAIN},
	{"strace: Process ", " attached", NOTICE_ATTACHED},
	{"strace: ", "", NOTICE_PLAIN},
	{"Process ", " attached", NOTICE_ATTACHED}, /* before strace 4.11 */
	{"Process ", " detached", NOTICE_PLAIN},
	{"Process ", " resumed", NOTICE_PLAIN},
	{"Process ", " suspended", NOTICE_PLAIN},
	{"Process ", " runs in ", NOTICE_PLAIN},
	{"<Cannot restart pid ", ">", NOTICE_PLAIN},
	{" <detached ...>", "", NOTICE_PLAIN},
	{"?\?\?\?(", "", NOTICE_PLAIN}, /* strace could not read the registers: no name */
	{"?\?\?(", "", NOTICE_PLAIN},
	{"> ", "", NOTICE_STACK}, /* -k: a stack frame, behind one blank */
	{" > ", "", NOTICE_STACK},
	{" | ", "", NOTICE_PLAIN}, /* -e read=, -e write=: a dump */
	{"| ", " |", NOTICE_PLAIN},
	{" * ", " in buffer ", NOTICE_PLAIN},
	{"* ", " in buffer ", NOTICE_PLAIN},
	{" = ", " in vector ", NOTICE_PLAIN},
	{"= ", " in vector ", NOTICE_PLAIN},
	{"------ ", "------", NOTICE_PLAIN}, /* a ruler of a summary whose heading is cut off */
	{"System call usage summary", "", NOTICE_PLAIN},
};

/* Returns the number that `text` begins with, 0 when it begins with none. */
static unsigned long leading_number(struct slice text)
{
	uint64_t number = 0;
	size_t digits = 0;

	while (digits < text.length && text.start[digits] >= '0' && text.start[digits] <= '9')
		digits++;
	return slice_parse_number(slice_until(text, digits), &number) ? (unsigned long)number : 0;
}

/* `si_syscall=__NR_getuid, ` */
static struct slice stopped_name(struct slice body)
{
	static const char mark[] = "si_syscall=__NR_";
	struct slice name = slice_after(body, slice_find(body, mark) + sizeof(mark) - 1);
	size_t length = slice_find_byte(name, ',');
	size_t brace = slice_find_byte(name, '}');

	return slice_until(name, length < brace ? length : brace);
}

static struct notice read_kind(struct slice body, enum notice_kind kind, size_t start)
{
	struct notice notice = {.kind = kind};

	bool has_pid = kind == NOTICE_ATTACHED || kind == NOTICE_SUPERSEDED ||
		       kind == NOTICE_32_BIT || kind == NOTICE_X32 || kind == NOTICE_64_BIT;

	if (has_pid)
		notice.pid = leading_number(slice_after(body, start));
	else if (kind == NOTICE_STOPPED)
		notice.name = stopped_name(body);
	return notice;
}

struct notice message_read(struct slice body)
{
	if (slice_trim(body).length == 0)
		return (struct notice){.kind = NOTICE_PLAIN};
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++)
		if (slice_starts_with(body, messages[i].start) &&
			slice_find(body, messages[i].inside) < body.length)
			return read_kind(body, messages[i].kind, strlen(messages[i].start));
	return (struct notice){.kind = NOTICE_NONE};
}

bool message_is_known(struct slice body)
{
	return message_read(body).kind != NOTICE_NONE;
}
