/* The target view: what is judged while it is open, and what keeping it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "facts/capability.h"
#include "sample.h"

static const char log_of_mounts[] = "mount(\"a\", \"b\", NULL, 0, NULL) = 0\n"
				    "mount(\"a\", \"c\", NULL, 0, NULL) = 0\n"
				    "chroot(\"/b\") = 0\n"
				    "open(\"/b\", O_RDONLY|O_DIRECTORY) = 3\n"
				    "openat(3, \"/b\", O_RDONLY|O_DIRECTORY) = 4\n"
				    "write(1, \"a\", 1) = 1\n";

/* The bare profile: nothing is allowed that needs a capability. */
static int open_sample(void **state)
{
	static struct sample sample;

	sample = sample_open(log_of_mounts, NULL, false);
	entry_drop(&sample.editor->now.entry, slice_of("mount"));
	entry_drop(&sample.editor->now.entry, slice_of("chroot"));
	editor_refresh(sample.editor);
	*state = &sample;
	return 0;
}

static int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

static const struct target *target_of(const struct sample *sample)
{
	return &sample->editor->now.target;
}

static void assert_effect(const struct sample *sample, const char *part)
{
	struct editor *editor = sample->editor;
	struct text text = {0};

	target_choice_append_effect(&editor->target_choice, &editor->now.target, &editor->review,
		&editor->now.entry, &text);
	if (!strstr(text_string(&text), part))
		fail_msg("it says: %s", text_string(&text));
	text_free(&text);
}

static void assert_message(const struct sample *sample, const char *part)
{
	if (!strstr(text_string(&sample->editor->message), part))
		fail_msg("the message is: %s", text_string(&sample->editor->message));
}

static void judges_at_once(void **state)
{
	const struct sample *sample = *state;

	assert_int_equal(editor_review(sample->editor)->killed[MEANING_BUILT], 3);
	sample_press(sample, "c a");
	assert_int_equal(editor_review(sample->editor)->killed[MEANING_BUILT], 0);
	assert_true(editor_target(sample->editor)->capabilities == CAPABILITY_ALL);
	assert_int_equal(target_of(sample)->capabilities, 0);
	assert_effect(sample, "3 as it was, 0 with this target.");
	assert_effect(sample, "Not killed then: mount (2), chroot (1).");
	sample_press(sample, "n");
	assert_int_equal(editor_review(sample->editor)->killed[MEANING_BUILT], 3);
	assert_effect(sample, "Any capability also lets clone pass, with some arguments.");
}

static void ticks_a_capability(void **state)
{
	const struct sample *sample = *state;
	unsigned chroot;

	assert_true(capability_parse(slice_of("CAP_SYS_CHROOT"), &chroot));
	sample_press(sample, "c Down Down Down");
	for (unsigned i = 0; i < chroot; i++)
		sample_press(sample, "Down");
	sample_press(sample, "Space");
	assert_true(sample->editor->target_choice.draft.capabilities == UINT64_C(1) << chroot);
	assert_effect(sample, "3 as it was, 2 with this target.");
	sample_press(sample, "Space");
	assert_int_equal(sample->editor->target_choice.draft.capabilities, 0);
}

static void is_one_step(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "c a Down Left Enter");
	assert_message(sample, "changed the target to Northstar 0.8, capabilities all");
	assert_int_equal(sample->editor->view, VIEW_LIST);
	assert_int_equal(target_of(sample)->runtime, 8);
	assert_int_equal(sample->editor->review.killed[MEANING_BUILT], 0);
	sample_press(sample, "u");
	assert_message(sample, "undone: changed the target");
	assert_int_equal(target_of(sample)->runtime, 9);
	assert_int_equal(sample->editor->review.killed[MEANING_BUILT], 3);
	sample_press(sample, "Ctrl-R");
	assert_true(target_of(sample)->capabilities == CAPABILITY_ALL);
	sample_press(sample, "c Enter");
	assert_message(sample, "The target is as it was");
}

static uint64_t flags_of_openat(const struct sample *sample)
{
	const struct tally_row *row = tally_find(sample->tally, slice_of("openat"));
	struct tally_value value = {0};
	size_t cursor = 0;

	assert_true(tally_next_value(sample->tally, row, 2, &cursor, &value));
	return value.candidates[0];
}

/* Names stand for other numbers there. (Linux 6.12, arch/arm64/include/uapi/asm/fcntl.h) */
static void reads_names_anew(void **state)
{
	const struct sample *sample = *state;

	assert_int_equal(flags_of_openat(sample), 0200000);
	sample_press(sample, "c Space");
	assert_int_equal(flags_of_openat(sample), 040000);
	assert_effect(sample, "Killed then: open (1).");
	sample_press(sample, "Esc");
	assert_message(sample, "Left the target as it was; Ctrl-R brings the changes back");
	assert_int_equal(flags_of_openat(sample), 0200000);
	sample_press(sample, "Ctrl-R");
	assert_int_equal(target_of(sample)->arch, ARCH_AARCH64);
	sample_press(sample, "u");
	assert_int_equal(flags_of_openat(sample), 0200000);
	sample_press(sample, "c Space Enter");
	assert_int_equal(target_of(sample)->arch, ARCH_AARCH64);
	assert_int_equal(flags_of_openat(sample), 040000);
	sample_press(sample, "u");
	assert_int_equal(flags_of_openat(sample), 0200000);
	/* What was undone is worth more than what is left now. */
	sample_press(sample, "c Down Down Space Esc");
	assert_string_equal(text_string(&sample->editor->message), "Left the target as it was");
	sample_press(sample, "Ctrl-R");
	assert_int_equal(target_of(sample)->arch, ARCH_AARCH64);
}

static void goes_around(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "c Down Right");
	assert_int_equal(sample->editor->target_choice.draft.runtime, TARGET_RUNTIME_OLDEST);
	sample_press(sample, "Left");
	assert_int_equal(sample->editor->target_choice.draft.runtime, TARGET_RUNTIME_NEWEST);
}

/* The trace may grow while the view is open. */
static void follows_the_reading(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;
	struct tally *grown = sample_tally(log_of_mounts);
	struct reading_news news = {.tally = grown, .arch = ARCH_AARCH64};

	sample_press(sample, "c a");
	assert_true(editor_take_reading(editor, &news));
	assert_int_equal(editor->target_choice.draft.arch, ARCH_AARCH64);
	assert_int_equal(editor->target_choice.review.killed[MEANING_BUILT], 1);
	sample_press(sample, "Right Enter");
	assert_int_equal(target_of(sample)->arch, ARCH_X86_64);
	assert_int_equal(editor->review.killed[MEANING_BUILT], 0);
	news.tally = sample->tally;
	editor_take_reading(editor, &news);
	assert_int_equal(target_of(sample)->arch, ARCH_X86_64);
	tally_free(grown);
}

/* Which of the two meanings counts is a part of the target. */
static void chooses_the_meaning(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "p");
	sample_go(sample, "write");
	sample_press(sample, "Enter = 7 , 1 Enter Enter c Down Down Space");
	assert_effect(sample, "Not killed then: write (1).");
	sample_press(sample, "Enter");
	assert_message(sample, "changed the target to judged as documented");
	assert_int_equal(target_of(sample)->judge, MEANING_DOCUMENTED);
	sample_press(sample, "u");
	assert_int_equal(target_of(sample)->judge, MEANING_BUILT);
}

/* A restricted rule is written in another way up to 0.5. */
static void is_unsaved_where_the_file_differs(void **state)
{
	const struct sample *sample = *state;
	struct text lost = {0};

	sample_press(sample, "p");
	sample_go(sample, "write");
	sample_press(sample, "Enter Space Enter");
	snapshot_free(&sample->editor->saved);
	sample->editor->saved = snapshot_copy(&sample->editor->now);
	assert_false(editor_is_unsaved(sample->editor));
	sample_press(sample, "c Down Left Enter");
	assert_false(editor_is_unsaved(sample->editor));
	sample_press(sample, "c Down Left Left Left Enter");
	assert_int_equal(target_of(sample)->runtime, 5);
	assert_true(editor_is_unsaved(sample->editor));
	editor_append_unsaved(sample->editor, &lost);
	assert_string_equal(text_string(&lost), "the way Northstar 0.5 has rules written");
	text_free(&lost);
}

static void assert_source(
	const struct target_source *source, uint64_t capabilities, const char *words)
{
	struct target_choice choice = {.draft.capabilities = capabilities};
	struct text text = {0};

	target_choice_append_source(&choice, source, &text);
	if (!strstr(text_string(&text), words))
		fail_msg("it says: %s", text_string(&text));
	text_free(&text);
}

static void says_where_capabilities_come_from(void **state)
{
	struct target_source source = {0};

	(void)state;
	assert_source(&source, 0, "neither a manifest nor --capabilities");
	source.manifest = "hello.yaml";
	source.capabilities = 1;
	assert_source(&source, 1, "with the capabilities of hello.yaml.\n");
	assert_source(&source, 3, "hello.yaml says CAP_CHOWN, and saving does not change that");
	source.from_option = true;
	assert_source(&source, 3, "of the command line");
	assert_source(&source, 3, "hello.yaml says CAP_CHOWN");
}

static void says_that_nothing_depends_on_capabilities(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "p c");
	assert_effect(sample, "no profile: capabilities change nothing");
}

static void lists_what_a_capability_grants(void **state)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct text text = {0};
	unsigned number;

	(void)state;
	assert_true(capability_parse(slice_of("CAP_SYS_CHROOT"), &number));
	target_choice_append_grants(&text, number, &target);
	assert_string_equal(text_string(&text), "1 syscall: chroot");
	text_clear(&text);
	assert_true(capability_parse(slice_of("CAP_MKNOD"), &number));
	target_choice_append_grants(&text, number, &target);
	assert_string_equal(text_string(&text), "");
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(judges_at_once, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(ticks_a_capability, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(is_one_step, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(reads_names_anew, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(goes_around, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			is_unsaved_where_the_file_differs, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(chooses_the_meaning, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(follows_the_reading, open_sample, close_sample),
		cmocka_unit_test(says_where_capabilities_come_from),
		cmocka_unit_test_setup_teardown(
			says_that_nothing_depends_on_capabilities, open_sample, close_sample),
		cmocka_unit_test(lists_what_a_capability_grants),
	};

	return cmocka_run_group_tests_name("editor/target", tests, NULL, NULL);
}
