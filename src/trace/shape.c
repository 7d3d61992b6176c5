#include "trace/shape.h"

#include <stddef.h>

static const struct {
	unsigned bit;
	const char *option;
} options[] = {
	{SHAPE_F, "-f"},
	{SHAPE_T, "-t"},
	{SHAPE_TT, "-tt"},
	{SHAPE_TTT, "-ttt"},
	{SHAPE_R, "-r"},
	{SHAPE_N, "-n"},
	{SHAPE_I, "-i"},
	{SHAPE_YY, "-Y"},
	{SHAPE_CONTEXT, "--secontext"},
	{SHAPE_DURATION, "-T"},
	{SHAPE_PATHS, "-y"},
	{SHAPE_STACK, "-k"},
	{SHAPE_SUMMARY, "-c or -C"},
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Which of the times the leader holds: the first digits that a colon or a point follows. */
static unsigned time_option(struct slice leader)
{
	size_t colon = slice_find_byte(leader, ':');
	struct slice clock = slice_after(leader, colon);

	if (colon == leader.length)
		return SHAPE_TTT;
	/* ":18:51.206" after the hour */
	return clock.length > 6 && clock.start[6] == '.' ? SHAPE_TT : SHAPE_T;
}

/* A number and an opening bracket at once is a descriptor's decoration; so is AT_FDCWD's. */
static bool has_paths(struct slice body)
{
	size_t at = slice_find_byte(body, '<');

	return at > 0 && at + 1 < body.length && body.start[at + 1] != '<' &&
	       (is_digit(body.start[at - 1]) || body.start[at - 1] == 'D');
}

/* ` <0.000011>` at the end */
static bool has_duration(struct slice body)
{
	size_t at = body.length;

	if (!slice_ends_with(body, ">"))
		return false;
	at--;
	while (at > 0 && (is_digit(body.start[at - 1]) || body.start[at - 1] == '.'))
		at--;
	return at > 1 && at + 1 < body.length && body.start[at - 1] == '<' &&
	       body.start[at - 2] == ' ';
}

unsigned shape_of_line(struct slice line, const struct leader *leader)
{
	struct slice before = slice_until(line, line.length - leader->body.length);
	unsigned parts = leader->parts;
	unsigned shape = 0;

	if (parts & (LEADER_PID | LEADER_BRACKETED))
		shape |= SHAPE_F;
	if (parts & LEADER_TIME)
		shape |= time_option(before);
	if (parts & LEADER_RELATIVE)
		shape |= SHAPE_R;
	if (parts & LEADER_NUMBER)
		shape |= SHAPE_N;
	if (parts & LEADER_POINTER)
		shape |= SHAPE_I;
	if (parts & LEADER_CONTEXT)
		shape |= SHAPE_CONTEXT;
	if (slice_find_byte(before, '<') < before.length)
		shape |= SHAPE_YY;
	if (has_duration(leader->body))
		shape |= SHAPE_DURATION;
	if (has_paths(leader->body))
		shape |= SHAPE_PATHS;
	return shape;
}

void shape_append(unsigned shape, struct text *text)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (!(shape & options[i].bit))
			continue;
		if (text->length > 0)
			text_append_byte(text, ' ');
		text_append_string(text, options[i].option);
	}
}
