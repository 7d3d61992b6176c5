#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "editor/row_filter.h"
#include "sample.h"

static int open_sample(void **state)
{
	static struct sample sample;

	sample = sample_open(sample_log, NULL, false);
	*state = &sample;
	return 0;
}

static int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

/* Appends the names of the rows that fit, separated by blanks. */
static void append_fitting(const struct sample *sample, const char *filter, struct text *names)
{
	const struct review *review = &sample->editor->review;

	for (size_t i = 0; i < review->count; i++) {
		if (!row_filter_fits(slice_of(filter), &review->rows[i], &sample->editor->findings,
			    editor_written(sample->editor)))
			continue;
		text_append_string(names, names->length > 0 ? " " : "");
		text_append(names, review->rows[i].name);
	}
}

static void assert_fitting(const struct sample *sample, const char *filter, const char *names)
{
	struct text fitting = {0};

	append_fitting(sample, filter, &fitting);
	assert_string_equal(text_string(&fitting), names);
	text_free(&fitting);
}

static void finds_parts_of_names(void **state)
{
	assert_fitting(*state, "",
		"execve brk openat read close write personality getpid "
		"delete_module syscall_0x3e7 exit_group");
	assert_fitting(*state, "e_", "delete_module");
	assert_fitting(*state, "OPEN", "openat");
	assert_fitting(
		*state, "  e   t ", "openat write personality getpid delete_module exit_group");
	assert_fitting(*state, "nothing", "");
}

static void finds_classes(void **state)
{
	assert_fitting(*state, "%file", "execve openat");
	assert_fitting(*state, "%process", "execve exit_group");
	assert_fitting(*state, "%mem", "brk");
	assert_fitting(*state, "%desc e", "openat read close write");
	assert_fitting(*state, "%network", "");
}

static void finds_states_and_findings(void **state)
{
	assert_fitting(*state, "state:needed", "delete_module");
	assert_fitting(*state, "state:n", "delete_module");
	assert_fitting(*state, "state:unk,state:prof c", "execve close syscall_0x3e7");
	assert_fitting(*state, "state:wid", "personality");
	assert_fitting(*state, "widening", "personality");
	assert_fitting(*state, "!profile,unknown write,syscall,del", "delete_module syscall_0x3e7");
	assert_fitting(*state, "neede", "");
	assert_fitting(*state, "finding:widening", "personality");
	assert_fitting(*state, "finding:warning", "personality syscall_0x3e7");
}

static void finds_conditions(void **state)
{
	const struct sample *sample = *state;

	assert_fitting(sample, "rule", "personality delete_module");
	assert_fitting(sample, "any", "personality delete_module");
	assert_fitting(sample, "restricted", "");
	assert_fitting(sample, "killed", "syscall_0x3e7");
	assert_fitting(sample, "errors", "close delete_module");
	sample_go(sample, "write");
	sample_press(sample, "Enter Space Enter i k i l l Enter");
	assert_fitting(sample, "restricted", "write");
	assert_fitting(sample, "!traced", "kill");
}

static void joins_words(void **state)
{
	assert_fitting(*state, "%file !rule open", "openat");
	assert_fitting(*state, "!%desc !%process",
		"brk personality getpid delete_module "
		"syscall_0x3e7");
	assert_fitting(*state, "%file,%memory", "execve brk openat");
	assert_fitting(*state, "brk,!traced,get e", "getpid");
	assert_fitting(*state, "!",
		"execve brk openat read close write personality getpid "
		"delete_module syscall_0x3e7 exit_group");
}

static void assert_slip(const char *filter, const char *word)
{
	struct slice found = {0};

	assert_int_equal(row_filter_find_slip(slice_of(filter), &found), word != NULL);
	if (word)
		assert_true(slice_is(found, word));
}

static void names_what_fits_nothing(void **state)
{
	(void)state;
	assert_slip("open %file !%desc state:never finding:any killed finding:first", NULL);
	assert_slip("% state: finding:", NULL);
	assert_slip("open %fiel", "%fiel");
	assert_slip("brk,state:what", "state:what");
	assert_slip("!finding:nothing", "!finding:nothing");
	assert_slip("status:needed", "status:needed");
}

static void offers_all_words(void **state)
{
	struct completion completion = {0};
	struct prompt prompt = {0};

	(void)state;
	prompt_set(&prompt, "open !state:n");
	completion_begin(&completion, &prompt, ROW_FILTER_SEPARATORS);
	row_filter_offer(&completion);
	assert_int_equal(completion.count, 3);
	assert_string_equal(completion.names[0], "state:never-seen");
	completion_step(&completion, &prompt, 1);
	completion_step(&completion, &prompt, 1);
	assert_string_equal(text_string(&prompt.text), "open !state:needed");
	completion_free(&completion);
	prompt_free(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_parts_of_names, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(finds_classes, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			finds_states_and_findings, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(finds_conditions, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(joins_words, open_sample, close_sample),
		cmocka_unit_test(names_what_fits_nothing),
		cmocka_unit_test(offers_all_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
