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

#include "base/file.h"
#include "session/save_plan.h"

#define MANIFEST                                                                                   \
	"name: a\n"                                                                                \
	"init: /a\n"                                                                               \
	"seccomp:\n"                                                                               \
	"  allow:\n"                                                                               \
	"    read: any  # why\n"

/* Each test runs in a new folder, which is the current one; *state is the folder's name. The entry
 * allows read and write. */

static const char *const names[] = {"m.yaml", "link", "hard", "other.yaml"};

static int enter_folder(void **state)
{
	char name[] = "/tmp/test_save_plan.XXXXXX";

	if (!mkdtemp(name) || chdir(name))
		return -1;
	*state = strdup(name);
	return *state ? 0 : -1;
}

static int leave_folder(void **state)
{
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

/* Makes the plan for `path` in a session for m.yaml, read as MANIFEST. Returns whether it was made;
 * else `error` says why. */
static bool make_plan(const char *path, struct save_plan *plan, struct error *error)
{
	struct known_file known = {.is_manifest = true};
	struct known_file none = {0};
	struct snapshot now = {.target = {.runtime = 9}};
	bool is_apart;
	bool is_made;

	entry_allow(&now.entry, slice_of("read"));
	entry_allow(&now.entry, slice_of("write"));
	text_append_string(&known.path, "m.yaml");
	text_append_string(&known.bytes, MANIFEST);
	is_apart = !known_file_is(&known, path);
	is_made = save_plan_make(path, &now, is_apart ? &none : &known, is_apart, plan, error);
	known_file_free(&known);
	entry_free(&now.entry);
	return is_made;
}

/* Plans, and compares what would be written and what is noted. */
static void assert_plan(const char *path, const char *bytes, const char *notes)
{
	struct save_plan plan;
	struct error error = {0};

	assert_true(make_plan(path, &plan, &error));
	assert_string_equal(text_string(&plan.bytes), bytes);
	assert_string_equal(text_string(&plan.notes), notes);
	assert_true(save_plan_holds(path, &plan));
	save_plan_free(&plan);
}

static void assert_refused(const char *path, const char *expected)
{
	struct save_plan plan;
	struct error error = {0};

	assert_false(make_plan(path, &plan, &error));
	assert_string_equal(error.what, expected);
	error_free(&error);
	save_plan_free(&plan);
}

static void shows_the_difference(void **state)
{
	struct save_plan plan;
	struct error error = {0};

	(void)state;
	write_file("m.yaml", MANIFEST);
	assert_true(make_plan("m.yaml", &plan, &error));
	assert_string_equal(text_string(&plan.change), "@@ -3,3 +3,4 @@\n seccomp:\n   allow:\n"
						       "     read: any  # why\n+    write: any\n");
	assert_string_equal(text_string(&plan.notes), "");

	/* It holds until somebody else writes. */
	assert_true(save_plan_holds("m.yaml", &plan));
	write_file("m.yaml", MANIFEST "uid: 1\n");
	assert_false(save_plan_holds("m.yaml", &plan));
	unlink("m.yaml");
	assert_false(save_plan_holds("m.yaml", &plan));
	save_plan_free(&plan);
}

static void keeps_what_others_changed(void **state)
{
	(void)state;
	write_file("m.yaml", "uid: 1\n" MANIFEST);
	assert_plan("m.yaml", "uid: 1\n" MANIFEST "    write: any\n",
		"The file was changed since it was read. Those changes stay; only its entry is "
		"written.\n");
	write_file("m.yaml", MANIFEST "    close: any\n");
	assert_plan("m.yaml", MANIFEST "    write: any\n",
		"The file was changed since it was read, its entry too: saving takes back what was "
		"changed in the entry, and keeps the rest.\n");
	unlink("m.yaml");
	assert_plan("m.yaml", MANIFEST "    write: any\n",
		"The file is gone since it was read; saving makes it again.\n");
}

static void refuses_what_is_no_manifest_now(void **state)
{
	(void)state;
	write_file("m.yaml", "seccomp: [\n");
	assert_refused("m.yaml",
		"it was changed since it was read, and is no manifest now (line 2: "
		"not YAML: a value is expected here, while parsing a "
		"flow node); W saves elsewhere");
	assert_refused("/tmp", "it is a folder; W saves elsewhere");
	assert_refused("no/such.yaml", "no file can be made in its folder: No such file or "
				       "directory; W saves elsewhere");
}

static void tells_where_names_lead(void **state)
{
	(void)state;
	write_file("m.yaml", MANIFEST);
	assert_int_equal(symlink("m.yaml", "link"), 0);
	assert_int_equal(link("m.yaml", "hard"), 0);
	assert_plan("link", MANIFEST "    write: any\n",
		"It is a symbolic link; what is written is m.yaml.\n"
		"The file has 2 names (hard links). Only this one will have the new text; the "
		"others keep the old one.\n");
	unlink("hard");
	assert_int_equal(chmod("m.yaml", 0444), 0);
	if (geteuid() == 0)
		assert_plan("m.yaml", MANIFEST "    write: any\n",
			"The file is marked read-only; you may write it all the same.\n");
	else
		assert_refused("m.yaml", "it is read-only; W saves elsewhere");
}

#define ENTRY                                                                                      \
	"seccomp:\n"                                                                               \
	"  allow:\n"                                                                               \
	"    read: any\n"                                                                          \
	"    write: any\n"

static void writes_the_entry_elsewhere(void **state)
{
	(void)state;
	assert_plan("other.yaml", ENTRY,
		"The entry alone is written here, not the rest of the manifest.\n");
	write_file("other.yaml", "a shopping list\n");
	assert_plan("other.yaml", ENTRY,
		"The entry alone is written here, not the rest of the manifest.\n"
		"There is a file of this name; saving replaces all that it holds.\n");
	write_file("other.yaml", "name: b\ninit: /b\n");
	assert_plan("other.yaml", "name: b\ninit: /b\n" ENTRY,
		"This is a manifest: the entry is written into it, the rest of it stays.\n");
	assert_plan("/dev/null", ENTRY,
		"It is no file: the entry is written to what stands behind the name.\n"
		"The entry alone is written here, not the rest of the manifest.\n");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(shows_the_difference),
		TEST(keeps_what_others_changed),
		TEST(refuses_what_is_no_manifest_now),
		TEST(tells_where_names_lead),
		TEST(writes_the_entry_elsewhere),
	};

	return cmocka_run_group_tests_name("session/save_plan", tests, NULL, NULL);
}
