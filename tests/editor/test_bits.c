#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arguments_sample.h"
#include "editor/argument_bits.h"

static const struct bit_row *bit_under_cursor(const struct sample *sample)
{
	const struct argument_bits *bits = &sample->editor->arguments.bits;

	return &bits->rows[bits->list.cursor];
}

static void lists_bits(void **state)
{
	const struct sample *sample = *state;
	const struct argument_bits *bits = &sample->editor->arguments.bits;

	sample_go(sample, "openat");
	sample_press(sample, "p Enter Right Right b");
	assert_true(bits->list.count > 10);
	assert_string_equal(bits->rows[0].name, "O_CLOEXEC");
	assert_int_equal(bits->rows[0].calls, 1);
	assert_int_equal(bits->rows[0].passes, 0);
	assert_int_equal(bits->rows[1].value, 1);
	assert_true(bits->rows[bits->list.count - 1].is_upper);
}

static void ticks_bits(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "openat");
	sample_press(sample, "p Enter Right Right b Space");
	assert_message(sample, "The rule is now: flags has no bits but O_CLOEXEC");
	assert_int_equal(bit_under_cursor(sample)->passes, 1);
	assert_note(sample, "it admits: O_RDONLY|O_CLOEXEC (1); it refuses: none");
	sample_press(sample, "Down Space");
	assert_int_equal(draft_of(sample)->mask, 02000001);
	sample_press(sample, "Home Space");
	assert_int_equal(draft_of(sample)->mask, 1);
	assert_note(sample, "it admits: none; it refuses: O_RDONLY|O_CLOEXEC (1)");
	sample_press(sample, "End Space");
	assert_true(draft_of(sample)->mask == UINT64_C(0xffffffff00000001));
	sample_press(sample, "u u Esc");
	assert_false(sample->editor->arguments.shows_bits);
	assert_int_equal(draft_of(sample)->mask, 02000001);
	sample_press(sample, "Enter");
	assert_int_equal(kept_rule(sample, "openat")->mask, 02000001);
}

/* Bits of several names: ticked in part. */
static void marks_bits(void **state)
{
	const struct sample *sample = *state;
	const struct arguments *arguments = &sample->editor->arguments;
	const struct bit_row sync = {.value = 04010000};

	sample_go(sample, "openat");
	sample_press(sample, "p Enter Right Right & O _ D S Y N C Enter");
	assert_int_equal(argument_bits_mark(arguments, &sync), BIT_PARTLY);
	sample_press(sample, "& Ctrl-U O _ S Y N C Enter");
	assert_int_equal(argument_bits_mark(arguments, &sync), BIT_ADMITTED);
	sample_press(sample, "x");
	assert_int_equal(argument_bits_mark(arguments, &sync), BIT_REFUSED);
}

/* Without names they are counted by their numbers. */
static void lists_bits_without_names(void **state)
{
	const struct sample *sample = *state;
	const struct argument_bits *bits = &sample->editor->arguments.bits;
	struct text name = {0};

	sample_go(sample, "write");
	sample_press(sample, "p Enter b");
	assert_int_equal(bits->list.count, 3);
	assert_int_equal(bits->rows[0].calls, 3);
	argument_bits_append_name(&name, &bits->rows[1]);
	assert_string_equal(text_string(&name), "bit 1");
	text_free(&name);
	sample_press(sample, "Right");
	assert_int_equal(bits->list.count, 0);
	sample_press(sample, "b b");
	assert_message(sample, "buf is a pointer");
}

static void says_what_a_bit_costs(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter Space Right Right b Space");
	assert_message(sample, "Space again does it");
	assert_int_equal(draft_of(sample)->index, 0);
	sample_press(sample, "Space");
	assert_int_equal(draft_of(sample)->index, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists_bits, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(ticks_bits, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(marks_bits, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			lists_bits_without_names, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(says_what_a_bit_costs, open_sample, close_sample),
	};

	return cmocka_run_group_tests_name("editor/bits", tests, NULL, NULL);
}
