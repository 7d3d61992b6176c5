#include "two_readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "trace/crew.h"
#include "trace/fast.h"
#include "trace/joint.h"
#include "trace/reader.h"
#include "trace/shape.h"

/* Blocks that are read before the first of them is applied. */
#define AHEAD_MAX 3

static void add_call(void *context, const struct call *call)
{
	tally_add(context, call);
}

/* So many calls are read by the parser in any case: here it is as if they had been. */
static struct reader *begin(struct outcome *outcome, enum launch_scope scope)
{
	struct reader *reader;

	outcome->tally = tally_new(ARCH_X86_64);
	reader = reader_new(scope, add_call, outcome->tally);
	reader_begin_file(reader, 0, 0);
	reader_parser(reader)->report.calls = SHAPE_SAMPLE;
	return reader;
}

static void end(struct reader *reader, struct outcome *outcome)
{
	reader_end_file(reader, &outcome->report);
	reader_end_run(reader, &outcome->report);
	reader_free(reader);
}

struct outcome read_simply(struct slice text, enum launch_scope scope)
{
	struct outcome outcome = {0};
	struct reader *reader = begin(&outcome, scope);
	size_t line = 0;

	log_read_lines(text, reader_read_line, reader, &line);
	end(reader, &outcome);
	return outcome;
}

/* Takes whole lines of about `size` bytes off `text`, as a block with room after it, in which
 * anything may stand. */
static struct slice cut_block(struct slice *text, size_t size, char *buffer)
{
	struct slice rest = slice_after(*text, size);
	size_t length = text->length - rest.length + slice_find_byte(rest, '\n');

	length += length < text->length;
	memcpy(buffer, text->start, length);
	memcpy(buffer + length, "34] close(3) = 0", LOG_PADDING);
	*text = slice_after(*text, length);
	return (struct slice){buffer, length};
}

struct counting {
	struct reader *reader;
	size_t lines;
};

static void count_and_read(void *context, struct slice line, size_t number)
{
	struct counting *counting = context;

	counting->lines++;
	reader_read_line(counting->reader, line, number);
}

struct outcome read_fast(
	struct slice text, enum launch_scope scope, size_t block_size, size_t ahead)
{
	struct outcome outcome = {0};
	struct counting counting = {begin(&outcome, scope), 0};
	struct strace_parser *parser = reader_parser(counting.reader);
	const struct pids *plain = launch_plain(reader_launch(counting.reader));
	struct fast *fasts[AHEAD_MAX];
	char *buffers[AHEAD_MAX];
	size_t line = 0;

	for (size_t i = 0; i < ahead; i++) {
		fasts[i] = fast_new();
		buffers[i] = malloc(text.length + LOG_PADDING);
	}
	while (text.length > 0) {
		for (size_t i = 0; i < ahead; i++)
			fast_read(fasts[i], &(struct fast_view){parser, plain, outcome.tally},
				cut_block(&text, block_size, buffers[i]));
		for (size_t i = 0; i < ahead; i++)
			fast_apply(fasts[i], parser, plain, outcome.tally, count_and_read,
				&counting, &line);
	}
	for (size_t i = 0; i < ahead; i++) {
		fast_settle(fasts[i], outcome.tally);
		fast_free(fasts[i]);
		free(buffers[i]);
	}
	outcome.plain = line - counting.lines;
	end(counting.reader, &outcome);
	return outcome;
}

static void count_turn(void *context)
{
	size_t *turns = context;

	++*turns;
}

struct outcome read_together(struct slice text, size_t block_size, unsigned size)
{
	struct outcome outcome = {0};
	struct reader *reader = begin(&outcome, LAUNCH_CONTAINER);
	size_t turns = 0;
	const struct crew_task task = {
		.parser = reader_parser(reader),
		.plain = launch_plain(reader_launch(reader)),
		.tally = outcome.tally,
		.read_line = reader_read_line,
		.context = reader,
		.meanwhile = count_turn,
		.meanwhile_context = &turns,
	};
	struct crew *crew = crew_new(size);
	char *buffer = malloc(text.length + LOG_PADDING);
	size_t blocks = 0;
	size_t line = 0;

	for (; text.length > 0; blocks++)
		crew_read(crew, &task, cut_block(&text, block_size, buffer), &line);
	assert_int_equal(turns, size > 1 ? blocks : 0);
	free(buffer);
	crew_settle(crew, outcome.tally);
	crew_free(crew);
	end(reader, &outcome);
	return outcome;
}

static void compare_values(
	const struct outcome *a, const struct outcome *b, size_t row, unsigned index)
{
	const struct tally_row *left = tally_at(a->tally, row);
	const struct tally_row *right = tally_at(b->tally, row);
	struct tally_value value;
	struct tally_value other;
	size_t cursor = 0;
	size_t cursor_b = 0;

	assert_int_equal(left->registers[index].value_count, right->registers[index].value_count);
	assert_int_equal(left->registers[index].forgotten, right->registers[index].forgotten);
	assert_int_equal(left->registers[index].counted, right->registers[index].counted);
	while (tally_next_value(a->tally, left, index, &cursor, &value)) {
		assert_true(tally_next_value(b->tally, right, index, &cursor_b, &other));
		assert_true(slice_equal(value.text, other.text));
		assert_int_equal(value.count, other.count);
		assert_int_equal(value.candidate_count, other.candidate_count);
		assert_int_equal(value.candidates[0], other.candidates[0]);
	}
}

/* The calls that are kept whole. */
static void compare_joint(
	const struct outcome *a, const struct outcome *b, const struct tally_row *left)
{
	const struct joint *joint = tally_joint(a->tally, left);
	const struct joint *other = tally_joint(b->tally, tally_find(b->tally, left->name));

	assert_int_equal(joint != NULL, other != NULL);
	if (!joint)
		return;
	assert_int_equal(joint->count, other->count);
	assert_memory_equal(joint->calls, other->calls, joint->count * sizeof(joint->calls[0]));
}

static void compare_rows(const struct outcome *a, const struct outcome *b, size_t row)
{
	const struct tally_row *left = tally_at(a->tally, row);
	const struct tally_row *right = tally_at(b->tally, row);

	assert_true(slice_equal(left->name, right->name));
	assert_int_equal(left->calls, right->calls);
	assert_int_equal(left->errors, right->errors);
	assert_memory_equal(&left->errors_by_name, &right->errors_by_name, sizeof(struct errors));
	assert_int_equal(left->without_arguments, right->without_arguments);
	assert_int_equal(left->killed, right->killed);
	assert_int_equal(left->launch, right->launch);
	assert_int_equal(left->first.line, right->first.line);
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++)
		compare_values(a, b, row, index);
	compare_joint(a, b, left);
}

void compare_outcomes(const struct outcome *a, const struct outcome *b)
{
	assert_int_equal(tally_calls(a->tally), tally_calls(b->tally));
	assert_int_equal(tally_count(a->tally), tally_count(b->tally));
	for (size_t row = 0; row < tally_count(a->tally); row++)
		compare_rows(a, b, row);
	assert_memory_equal(&a->report, &b->report, sizeof(a->report));
}

static void compare_together(struct slice text)
{
	struct outcome simple = read_simply(text, LAUNCH_CONTAINER);
	struct outcome together = read_together(text, 8000, 2);

	compare_outcomes(&simple, &together);
	tally_free(simple.tally);
	tally_free(together.tally);
}

size_t compare_readers(struct slice text)
{
	static const size_t sizes[] = {500, 5000, 1000000};
	size_t plain = 0;

	for (unsigned i = 0; i < 6; i++) {
		enum launch_scope scope = i % 2 ? LAUNCH_ALL : LAUNCH_CONTAINER;
		struct outcome simple = read_simply(text, scope);
		struct outcome fast = read_fast(text, scope, sizes[i % 3], 1 + i / 2);

		compare_outcomes(&simple, &fast);
		plain += fast.plain;
		tally_free(simple.tally);
		tally_free(fast.tally);
	}
	compare_together(text);
	return plain;
}

size_t draw(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 11) % limit;
}
