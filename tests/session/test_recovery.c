#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../editor/sample.h"
#include "base/file.h"
#include "session/recovery.h"

/* Each test runs in a new folder, which is the current one; *state is the folder's name. What the
 * functions say goes to the file `said`. */

static int enter_folder(void **state)
{
	char name[] = "/tmp/test_recovery.XXXXXX";

	if (!mkdtemp(name) || chdir(name))
		return -1;
	*state = strdup(name);
	return *state ? 0 : -1;
}

static int leave_folder(void **state)
{
	static const char *const names[] = {"said", "foreign", "out.yaml", "out.yaml.recover",
		"out.yaml.recover.2", "northstar-seccomp.recover"};
	int status;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(names[i]);
	status = chdir("/") || rmdir(*state);
	free(*state);
	return status;
}

static void write_file(const char *path, const char *content)
{
	struct error error = {0};

	assert_true(file_replace(path, slice_of(content), &error));
}

static bool holds(const char *path, const char *expected)
{
	struct text content = {0};
	struct error error = {0};
	bool found = file_read(path, 100000, &content, &error) &&
		     strstr(text_string(&content), expected);

	text_free(&content);
	error_free(&error);
	return found;
}

/* Leaves as after a fault, and keeps what is said. */
static void leave(struct recovery *recovery)
{
	int before = dup(STDERR_FILENO);
	int said = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(before >= 0 && said >= 0);
	dup2(said, STDERR_FILENO);
	recovery_leave(recovery);
	dup2(before, STDERR_FILENO);
	close(before);
	close(said);
}

/* Has a session on `path` switch the profile off, and end by a fault. */
static void lose_a_change(const char *path)
{
	struct sample sample = sample_open(sample_log, path, false);
	struct recovery recovery = {0};

	sample_press(&sample, "p");
	recovery_prepare(&recovery, sample.editor);
	leave(&recovery);
	recovery_free(&recovery);
	sample_close(&sample);
}

static void writes_what_is_not_saved(void **state)
{
	struct stat status;

	(void)state;
	umask(0);
	lose_a_change("out.yaml");
	assert_int_equal(stat("out.yaml.recover", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_true(holds("out.yaml.recover", "# For out.yaml, x86_64, Northstar 0.9, "
					      "capabilities none\n# Made from hello.strace\n"
					      "seccomp:\n  allow:\n"));
	assert_true(holds("said", "what was not saved is in out.yaml.recover; the next start"));
	assert_int_not_equal(access("out.yaml", F_OK), 0);
}

static void writes_without_a_name(void **state)
{
	(void)state;
	lose_a_change(NULL);
	assert_true(holds("northstar-seccomp.recover", "# For no file yet"));
}

static void writes_nothing_when_nothing_is_lost(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};

	(void)state;
	leave(&recovery);
	recovery_prepare(&recovery, sample.editor);
	leave(&recovery);
	sample_press(&sample, "p");
	recovery_prepare(&recovery, sample.editor);
	sample_press(&sample, "p");
	recovery_prepare(&recovery, sample.editor);
	leave(&recovery);
	assert_int_not_equal(access("out.yaml.recover", F_OK), 0);
	assert_false(holds("said", "not saved"));
	recovery_free(&recovery);
	sample_close(&sample);
}

/* The arguments that are being edited belong to what is lost. */
static void writes_the_draft(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};

	(void)state;
	sample_go(&sample, "write");
	sample_press(&sample, "Enter Space");
	recovery_prepare(&recovery, sample.editor);
	leave(&recovery);
	assert_true(holds("out.yaml.recover", "write: !args"));
	recovery_free(&recovery);
	sample_close(&sample);
}

static void follows_and_replaces_nothing(void **state)
{
	(void)state;
	write_file("foreign", "somebody else's");
	assert_int_equal(symlink("foreign", "out.yaml.recover"), 0);
	lose_a_change("out.yaml");
	assert_true(holds("foreign", "somebody else's"));
	assert_true(holds("out.yaml.recover.2", "seccomp:"));
	assert_true(holds("said", "is in out.yaml.recover.2;"));
}

/* Every name of a file finds what was left for it. */
static void stands_beside_what_a_link_leads_to(void **state)
{
	(void)state;
	assert_int_equal(symlink("real.yaml", "link.yaml"), 0);
	lose_a_change("link.yaml");
	assert_true(holds("real.yaml.recover", "seccomp:"));
	assert_int_equal(unlink("real.yaml.recover"), 0);
	assert_int_equal(unlink("link.yaml"), 0);
}

/* Where no file can be written, what is lost else stands on the terminal. */
static void says_what_cannot_be_written(void **state)
{
	(void)state;
	lose_a_change("no/out.yaml");
	assert_true(holds("said", "what was not saved cannot be written to "
				  "no/out.yaml.recover; here it is:\n# northstar-seccomp"));
	assert_true(holds("said", "\nseccomp:"));
}

static void offers_what_was_left(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};
	struct text question = {0};
	const char *sentence;

	(void)state;
	lose_a_change("out.yaml");
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_RECOVERED);
	editor_append_recovered(sample.editor, &question);
	sentence = text_string(&question);
	assert_non_null(strstr(sentence, "Not saved when the program was ended (2"));
	assert_non_null(strstr(sentence, "): the profile switched off.\n"));
	assert_non_null(strstr(sentence, "It is in out.yaml.recover."));
	assert_null(strstr(sentence, "other logs"));
	text_free(&question);
	assert_int_equal(sample_press(&sample, "t").kind, EFFECT_RECOVERED_TAKEN);
	assert_int_equal(sample.editor->now.entry.profile, PROFILE_NONE);
	recovery_take(&recovery);
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);

	/* The next fault leaves one file again. */
	recovery_prepare(&recovery, sample.editor);
	leave(&recovery);
	assert_true(holds("out.yaml.recover.2", "seccomp:"));
	assert_int_not_equal(access("out.yaml.recover", F_OK), 0);
	sample_press(&sample, "u");
	assert_int_equal(sample.editor->now.entry.profile, PROFILE_DEFAULT);
	recovery_free(&recovery);
	sample_close(&sample);
}

static void names_the_logs_of_another_session(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};
	struct text question = {0};
	const char *sentence;

	(void)state;
	write_file("out.yaml.recover",
		"# northstar-seccomp: what was not saved when the program was ended.\n"
		"# For out.yaml, x86_64, Northstar 0.9, capabilities none\n"
		"# Made from other.strace\nseccomp: {}\n");
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_RECOVERED);
	editor_append_recovered(sample.editor, &question);
	sentence = text_string(&question);
	assert_non_null(strstr(sentence, "It was made from other logs: other.strace."));
	text_free(&question);
	recovery_free(&recovery);
	sample_close(&sample);
}

static void deletes_what_was_taken_and_saved(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};

	(void)state;
	lose_a_change("out.yaml");
	recovery_offer(&recovery, sample.editor);
	sample_press(&sample, "Enter");
	recovery_take(&recovery);
	recovery_forget(&recovery);
	assert_int_not_equal(access("out.yaml.recover", F_OK), 0);
	recovery_free(&recovery);
	sample_close(&sample);
}

static void deletes_what_is_refused(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};

	(void)state;
	lose_a_change("out.yaml");
	lose_a_change("out.yaml");
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(sample_press(&sample, "D").kind, EFFECT_RECOVERED_REFUSED);
	recovery_refuse(&recovery, sample.editor);
	assert_string_equal(text_string(&sample.editor->message), "Deleted out.yaml.recover");
	assert_int_not_equal(access("out.yaml.recover", F_OK), 0);

	/* The second one is kept. */
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_RECOVERED);
	assert_int_equal(sample_press(&sample, "k").kind, EFFECT_NONE);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);
	recovery_forget(&recovery);
	assert_int_equal(access("out.yaml.recover.2", F_OK), 0);
	assert_int_equal(sample.editor->now.entry.profile, PROFILE_DEFAULT);
	recovery_free(&recovery);
	sample_close(&sample);
}

static void offers_nothing_of_others(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct recovery recovery = {0};

	(void)state;
	write_file("out.yaml.recover", "seccomp:\n  allow: {}\n");
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);
	recovery_free(&recovery);
	write_file("out.yaml.recover", "# northstar-seccomp: what was not saved\nseccomp: [\n");
	recovery_offer(&recovery, sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);
	assert_non_null(strstr(text_string(&sample.editor->message),
		"out.yaml.recover was left by a session that was ended, but cannot be read"));
	assert_int_equal(access("out.yaml.recover", F_OK), 0);
	recovery_free(&recovery);
	sample_close(&sample);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(writes_what_is_not_saved),
		TEST(writes_without_a_name),
		TEST(writes_nothing_when_nothing_is_lost),
		TEST(writes_the_draft),
		TEST(follows_and_replaces_nothing),
		TEST(stands_beside_what_a_link_leads_to),
		TEST(says_what_cannot_be_written),
		TEST(offers_what_was_left),
		TEST(names_the_logs_of_another_session),
		TEST(deletes_what_was_taken_and_saved),
		TEST(deletes_what_is_refused),
		TEST(offers_nothing_of_others),
	};

	return cmocka_run_group_tests_name("session/recovery", tests, NULL, NULL);
}
