/* A log that is read while it is edited: what was done stays, and what was not is as if all had
 * been read before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "editor/reading.h"
#include "sample.h"

/* A session on a trace that grows line by line. */
struct growth {
	struct tally *tally;
	struct strace_parser *parser;
	struct slice rest;
	size_t number;
	struct sample sample;
};

static struct growth begin(const char *log, const char *path)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct growth growth = {.tally = tally_new(ARCH_X86_64), .rest = slice_of(log)};
	struct entry entry = {.profile = PROFILE_DEFAULT};

	growth.parser = strace_new(sample_add_call, growth.tally);
	strace_begin_file(growth.parser, 0, 0);
	growth.sample.tally = growth.tally;
	growth.sample.editor = editor_new(&(struct editor_setup){
		.tally = growth.tally,
		.entry = &entry,
		.target = &target,
		.title = "hello.strace",
		.path = path,
		.is_written = true,
	});
	return growth;
}

static void end(struct growth *growth)
{
	strace_free(growth->parser);
	sample_close(&growth->sample);
}

/* Reads `lines` more lines. */
static void grow(struct growth *growth, size_t lines)
{
	for (; lines > 0 && growth->rest.length > 0; lines--) {
		struct slice line = slice_until(growth->rest, slice_find_byte(growth->rest, '\n'));

		strace_read_line(growth->parser, line, ++growth->number);
		growth->rest = slice_after(growth->rest, line.length + 1);
	}
}

static struct entry draft_of(const struct growth *growth)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};

	return draft_entry(growth->tally, PROFILE_DEFAULT, &target);
}

static bool show(struct growth *growth, uint64_t time)
{
	struct entry draft = draft_of(growth);
	bool is_whole = editor_take_reading(growth->sample.editor,
		&(struct reading_news){growth->tally, &draft, ARCH_X86_64, time});

	entry_free(&draft);
	return is_whole;
}

static void read_on(struct growth *growth, size_t lines)
{
	grow(growth, lines);
	assert_true(show(growth, 0));
}

static void assert_entry(const struct editor *editor, const char *yaml)
{
	struct text text = {0};

	manifest_write_entry_for(&editor->now.entry, TARGET_RUNTIME_NEWEST, &text);
	assert_string_equal(text_string(&text), yaml);
	text_free(&text);
}

static void assert_is_draft(const struct growth *growth, const struct entry *entry)
{
	struct entry draft = draft_of(growth);

	assert_true(entry_equal(entry, &draft));
	entry_free(&draft);
}

/* However it is cut, the end is that of a start with the whole log. */
static void ends_as_if_all_had_been_read(void **state)
{
	(void)state;
	for (size_t lines = 1; lines < 17; lines++) {
		struct growth growth = begin(sample_log, NULL);
		struct sample whole = sample_open(sample_log, NULL, false);

		while (growth.rest.length > 0)
			read_on(&growth, lines);
		assert_true(
			entry_equal(&growth.sample.editor->now.entry, &whole.editor->now.entry));
		assert_false(editor_is_unsaved(growth.sample.editor));
		assert_int_equal(growth.sample.editor->review.count, whole.editor->review.count);
		assert_int_equal(
			growth.sample.editor->findings.count, whole.editor->findings.count);
		sample_close(&whole);
		end(&growth);
	}
}

static void keeps_what_was_done(void **state)
{
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;

	(void)state;
	read_on(&growth, 4);
	sample_go(&growth.sample, "openat");
	sample_press(&growth.sample, "Space");
	read_on(&growth, 8);
	sample_go(&growth.sample, "personality");
	sample_press(&growth.sample, "Space");
	read_on(&growth, 100);
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    delete_module: any\n"
			     "    openat: any\n");
	assert_string_equal(text_string(&editor->preview),
		"seccomp:\n  profile: default\n  allow:\n    delete_module: any\n"
		"    openat: any\n");
	/* Undo leads back to what a whole log would have begun with. */
	sample_press(&growth.sample, "u");
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    personality: any\n"
			     "    delete_module: any\n    openat: any\n");
	sample_press(&growth.sample, "u u");
	assert_is_draft(&growth, &editor->now.entry);
	assert_false(editor_is_unsaved(editor));
	sample_press(&growth.sample, "Ctrl-R Ctrl-R");
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    delete_module: any\n"
			     "    openat: any\n");
	end(&growth);
}

static void stays_on_its_syscall(void **state)
{
	struct growth growth = begin(sample_log, NULL);

	(void)state;
	read_on(&growth, 5);
	sample_go(&growth.sample, "close");
	for (int i = 0; i < 12; i++) {
		read_on(&growth, 1);
		assert_true(slice_is(editor_row(growth.sample.editor)->name, "close"));
	}
	end(&growth);
}

/* The texts of the values move in memory while the trace grows. */
static void follows_in_the_arguments_view(void **state)
{
	struct growth growth = begin(sample_log, NULL);
	struct arguments *arguments = &growth.sample.editor->arguments;

	(void)state;
	read_on(&growth, 8);
	sample_go(&growth.sample, "write");
	sample_press(&growth.sample, "Enter");
	assert_int_equal(arguments->values.count, 2);
	assert_true(slice_is(arguments->rows[0].value.text, "2"));
	read_on(&growth, 100);
	assert_int_equal(arguments->values.count, 2);
	assert_true(slice_is(arguments->rows[arguments->values.cursor].value.text, "2"));
	assert_int_equal(arguments->values.cursor, 1);
	sample_press(&growth.sample, "Space");
	assert_true(arguments_are_changed(arguments));
	assert_true(show(&growth, 0));
	assert_true(arguments_are_changed(arguments));
	end(&growth);
}

/* A view on a syscall that gets its rule meanwhile has nothing to lose by Esc. */
static void takes_a_rule_in_the_arguments_view(void **state)
{
	static const char log[] = "write(1, \"a\", 1) = 1\nsetns(3, 0) = 0\nsetns(4, 0) = 0\n";
	struct growth growth = begin(log, NULL);

	(void)state;
	grow(&growth, 2);
	editor_take_reading(
		growth.sample.editor, &(struct reading_news){growth.tally, NULL, ARCH_X86_64, 0});
	sample_go(&growth.sample, "setns");
	sample_press(&growth.sample, "Enter");
	assert_false(growth.sample.editor->arguments.has_rule);
	read_on(&growth, 1);
	assert_true(growth.sample.editor->arguments.has_rule);
	assert_false(arguments_are_changed(&growth.sample.editor->arguments));
	end(&growth);
}

static void asks_for_saving_what_came_in(void **state)
{
	struct growth growth = begin(sample_log, "entry.yaml");
	struct editor *editor = growth.sample.editor;

	(void)state;
	read_on(&growth, 4);
	assert_false(editor_is_unsaved(editor));
	read_on(&growth, 8);
	assert_true(editor_is_unsaved(editor));
	editor_saved(editor);
	assert_false(editor_is_unsaved(editor));
	read_on(&growth, 100);
	assert_true(editor_is_unsaved(editor));
	end(&growth);
}

/* What a dialog asks about does not change under it. */
static void waits_for_dialogs(void **state)
{
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;

	(void)state;
	read_on(&growth, 4);
	sample_press(&growth.sample, "Space q");
	assert_int_equal(editor_focus(editor), VIEW_QUIT);
	grow(&growth, 100);
	assert_false(show(&growth, 0));
	assert_int_equal(editor->review.count, tally_count(growth.tally));
	assert_null(entry_find(&editor->now.entry, slice_of("delete_module")));
	sample_press(&growth.sample, "b");
	assert_true(show(&growth, 0));
	assert_non_null(entry_find(&editor->now.entry, slice_of("delete_module")));
	end(&growth);
}

/* Reads one line, and offers what was recovered. */
static void offer_while_reading(struct growth *growth, struct entry *recovered)
{
	struct editor *editor = growth->sample.editor;

	editor_show_progress(editor, &(struct reading_progress){.state = READING_ON});
	read_on(growth, 1);
	editor_offer_recovered(editor, recovered, "today", "It is in x.");
}

/* What was recovered is offered at once: while it is asked about, the entry grows; once it is taken
 * over, it does not, until all that there was is read. */
static void adds_nothing_to_what_was_recovered(void **state)
{
	const struct reading_progress following = {.state = READING_FOLLOWING};
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;
	struct entry empty = {.profile = PROFILE_DEFAULT};
	struct text question = {0};

	(void)state;
	offer_while_reading(&growth, &empty);
	read_on(&growth, 11);
	editor_append_recovered(editor, &question);
	assert_string_equal(text_string(&question),
		"Not saved when the program was ended (today): 1 rule dropped, against what is "
		"read of the log so far.\nIt is in x.");
	sample_press(&growth.sample, "t");
	assert_entry(editor, "seccomp:\n  profile: default\n");
	sample_press(&growth.sample, "i s e t n s Enter");
	read_on(&growth, 2);
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    setns: any\n");

	/* Undone, it is as if there had been nothing to recover; done again, it is whole. */
	sample_press(&growth.sample, "u");
	assert_true(editor_has_recovered(editor));
	sample_press(&growth.sample, "u");
	assert_is_draft(&growth, &editor->now.entry);
	assert_false(editor_has_recovered(editor));
	sample_press(&growth.sample, "Ctrl-R Ctrl-R");
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    setns: any\n");
	assert_true(editor_has_recovered(editor));
	sample_press(&growth.sample, "u u");
	read_on(&growth, 1);
	assert_is_draft(&growth, &editor->now.entry);
	sample_press(&growth.sample, "Ctrl-R Ctrl-R");
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    setns: any\n");

	/* What is new in a log that grows is added as ever. */
	editor_show_progress(editor, &following);
	growth.rest = slice_of("kexec_load(0, 0, NULL, 0) = 0\n");
	read_on(&growth, 1);
	assert_non_null(entry_find(&editor->now.entry, slice_of("kexec_load")));
	assert_null(entry_find(&editor->now.entry, slice_of("delete_module")));
	text_free(&question);
	end(&growth);
}

/* What a dialog kept back while all that there was was read is of that time still. */
static void keeps_what_was_recovered_behind_a_dialog(void **state)
{
	const struct reading_progress reading = {.state = READING_ON};
	const struct reading_progress following = {.state = READING_FOLLOWING};
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;
	struct entry empty = {.profile = PROFILE_DEFAULT};

	(void)state;
	offer_while_reading(&growth, &empty);
	sample_press(&growth.sample, "t i s e t n s Enter q");
	assert_int_equal(editor_focus(editor), VIEW_QUIT);
	grow(&growth, 100);
	assert_false(show(&growth, 0));
	editor_show_progress(editor, &following);
	sample_press(&growth.sample, "b");
	assert_true(show(&growth, 0));
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    setns: any\n");
	editor_show_progress(editor, &following);

	/* Reading all again does not make what came after it a part of that. */
	editor_show_progress(editor, &reading);
	growth.rest = slice_of("kexec_load(0, 0, NULL, 0) = 0\n");
	read_on(&growth, 1);
	assert_non_null(entry_find(&editor->now.entry, slice_of("kexec_load")));
	assert_null(entry_find(&editor->now.entry, slice_of("delete_module")));
	end(&growth);
}

/* Where reading failed, it can be done again, and begins from the start. */
static void adds_nothing_to_what_was_recovered_after_a_failure(void **state)
{
	const struct reading_progress reading = {.state = READING_ON};
	const struct reading_progress failed = {.state = READING_NONE};
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;
	struct entry recovered = {.profile = PROFILE_DEFAULT};

	(void)state;
	entry_allow(&recovered, slice_of("setns"));
	offer_while_reading(&growth, &recovered);
	editor_show_progress(editor, &failed);
	sample_press(&growth.sample, "t");
	editor_show_progress(editor, &reading);
	read_on(&growth, 100);
	assert_entry(editor, "seccomp:\n  profile: default\n  allow:\n    setns: any\n");
	sample_press(&growth.sample, "u");
	assert_is_draft(&growth, &editor->now.entry);
	end(&growth);
}

/* It may be what the entry is at that moment, and not what it becomes. */
static void takes_over_what_is_here_for_now(void **state)
{
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;
	struct entry empty = {.profile = PROFILE_DEFAULT};

	(void)state;
	offer_while_reading(&growth, &empty);
	sample_press(&growth.sample, "t");
	read_on(&growth, 100);
	assert_entry(editor, "seccomp:\n  profile: default\n");
	assert_true(editor_has_changes(editor));
	sample_press(&growth.sample, "u");
	assert_is_draft(&growth, &editor->now.entry);
	end(&growth);
}

static void finds_out_the_architecture_late(void **state)
{
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;
	struct entry draft;

	(void)state;
	read_on(&growth, 4);
	sample_press(&growth.sample, "p");
	draft = draft_of(&growth);
	editor_take_reading(editor, &(struct reading_news){growth.tally, &draft, ARCH_AARCH64, 0});
	assert_int_equal(editor->now.target.arch, ARCH_AARCH64);
	sample_press(&growth.sample, "u");
	assert_int_equal(editor->now.target.arch, ARCH_AARCH64);
	assert_false(editor_is_unsaved(editor));
	entry_free(&draft);
	end(&growth);
}

static void marks_what_is_new_for_a_moment(void **state)
{
	const struct reading_progress following = {.state = READING_FOLLOWING};
	struct growth growth = begin(sample_log, NULL);
	struct editor *editor = growth.sample.editor;

	(void)state;
	read_on(&growth, 3);
	editor_show_progress(editor, &following);
	assert_false(reading_is_fresh(&editor->reading, slice_of("openat")));
	grow(&growth, 1);
	show(&growth, 5000);
	assert_true(reading_is_fresh(&editor->reading, slice_of("read")));
	assert_false(reading_is_fresh(&editor->reading, slice_of("openat")));
	show(&growth, 5100);
	assert_false(editor_age_fresh(editor, 5900));
	assert_true(reading_is_fresh(&editor->reading, slice_of("read")));
	assert_true(editor_age_fresh(editor, 6100));
	assert_false(reading_is_fresh(&editor->reading, slice_of("read")));
	end(&growth);
}

static void asks_for_logs(void **state)
{
	static const char *const logs[] = {"hello.strace"};
	const struct reading_progress reading = {.state = READING_ON};
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct entry entry = {0};
	struct sample sample = {.tally = sample_tally(sample_log)};
	struct effect effect;

	(void)state;
	sample.editor = editor_new(&(struct editor_setup){
		.tally = sample.tally,
		.entry = &entry,
		.target = &target,
		.title = "hello.strace",
		.logs = logs,
		.log_count = 1,
		.home = "/home/me",
	});
	assert_int_equal(sample_press(&sample, "r").kind, EFFECT_RELOAD);
	effect = sample_press(&sample, "o ~ / x Enter");
	assert_int_equal(effect.kind, EFFECT_ADD_LOG);
	assert_string_equal(effect.path, "/home/me/x");
	/* As long as it is not read, its name is there to be mended. */
	sample_press(&sample, "o");
	assert_string_equal(text_string(&sample.editor->prompt.text), "/home/me/x");
	sample_press(&sample, "Esc");
	editor_add_log(sample.editor, effect.path);
	assert_string_equal(sample.editor->title, "hello.strace, /home/me/x");
	assert_string_equal(sample.editor->logs[1], "/home/me/x");
	assert_int_equal(sample_press(&sample, "o Enter").kind, EFFECT_NONE);

	assert_int_equal(sample_press(&sample, "Esc").kind, EFFECT_NONE);
	editor_show_progress(sample.editor, &reading);
	assert_int_equal(sample_press(&sample, "r").kind, EFFECT_NONE);
	assert_int_equal(sample_press(&sample, "o").kind, EFFECT_NONE);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);
	/* Esc closes what is open first. */
	assert_int_equal(sample_press(&sample, "Tab Esc").kind, EFFECT_NONE);
	assert_int_equal(sample_press(&sample, "Enter Esc").kind, EFFECT_NONE);
	assert_int_equal(sample_press(&sample, "Esc").kind, EFFECT_STOP_READING);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_as_if_all_had_been_read),
		cmocka_unit_test(keeps_what_was_done),
		cmocka_unit_test(stays_on_its_syscall),
		cmocka_unit_test(follows_in_the_arguments_view),
		cmocka_unit_test(takes_a_rule_in_the_arguments_view),
		cmocka_unit_test(asks_for_saving_what_came_in),
		cmocka_unit_test(waits_for_dialogs),
		cmocka_unit_test(adds_nothing_to_what_was_recovered),
		cmocka_unit_test(keeps_what_was_recovered_behind_a_dialog),
		cmocka_unit_test(adds_nothing_to_what_was_recovered_after_a_failure),
		cmocka_unit_test(takes_over_what_is_here_for_now),
		cmocka_unit_test(finds_out_the_architecture_late),
		cmocka_unit_test(marks_what_is_new_for_a_moment),
		cmocka_unit_test(asks_for_logs),
	};

	return cmocka_run_group_tests_name("editor/reading", tests, NULL, NULL);
}
