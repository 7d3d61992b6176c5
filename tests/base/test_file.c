#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

/* Each test runs in a new folder, which is the current one; *state is the folder's name. */

static int enter_folder(void **state)
{
	char name[] = "/tmp/test_file.XXXXXX";

	umask(022);
	if (!mkdtemp(name) || chdir(name))
		return -1;
	*state = strdup(name);
	return *state ? 0 : -1;
}

static int remove_content(const char *folder)
{
	DIR *stream = opendir(folder);
	struct dirent *item;

	if (!stream)
		return -1;
	while ((item = readdir(stream))) {
		char path[600];

		if (!strcmp(item->d_name, ".") || !strcmp(item->d_name, ".."))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, item->d_name);
		if (item->d_type == DT_DIR)
			remove_content(path);
		remove(path);
	}
	return closedir(stream);
}

static int leave_folder(void **state)
{
	int status = chdir("/") || remove_content(*state) || rmdir(*state);

	free(*state);
	return status;
}

static void write_file(const char *path, const char *content, mode_t mode)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, content, strlen(content)), strlen(content));
	assert_int_equal(fchmod(descriptor, mode), 0);
	close(descriptor);
}

static void assert_content(const char *path, const char *expected)
{
	struct text content = {0};
	struct error error = {0};

	assert_true(file_read(path, 1000000, &content, &error));
	assert_string_equal(text_string(&content), expected);
	text_free(&content);
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(lstat(path, &status), 0);
	return status.st_mode;
}

/* Asserts that the current folder holds `count` files, hidden ones counted. */
static void assert_file_count(int count)
{
	DIR *stream = opendir(".");

	assert_non_null(stream);
	while (readdir(stream))
		count--;
	closedir(stream);
	assert_int_equal(count, -2);
}

static void assert_replaces(const char *path, const char *content)
{
	struct error error = {0};

	assert_true(file_replace(path, slice_of(content), &error));
	assert_null(error.what);
}

static void assert_refuses(const char *path, const char *expected)
{
	struct error error = {0};
	struct text text = {0};

	assert_false(file_replace(path, slice_of("new"), &error));
	error_append_text(&error, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
	error_free(&error);
}

static void assert_unreadable(const char *path, size_t limit, const char *expected)
{
	struct text content = {0};
	struct error error = {0};
	struct text text = {0};

	text_append_string(&content, "before");
	assert_false(file_read(path, limit, &content, &error));
	assert_string_equal(text_string(&content), "before");
	error_append_text(&error, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&content);
	text_free(&text);
	error_free(&error);
}

static void reads_behind_what_is_there(void **state)
{
	struct text content = {0};
	struct error error = {0};

	(void)state;
	write_file("a", "content", 0600);
	text_append_string(&content, "before ");
	assert_true(file_read("a", 7, &content, &error));
	assert_string_equal(text_string(&content), "before content");
	text_free(&content);
}

static void reads_a_large_file(void **state)
{
	struct text large = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		text_append_byte(&large, (char)('a' + i % 26));
	assert_replaces("large", text_string(&large));
	assert_content("large", text_string(&large));
	text_free(&large);
}

static void reads_a_pipe(void **state)
{
	struct text content = {0};
	struct error error = {0};
	char path[40];
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "piped", 5), 5);
	close(ends[1]);
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	assert_true(file_read(path, 100, &content, &error));
	assert_string_equal(text_string(&content), "piped");
	close(ends[0]);
	text_free(&content);
}

static void refuses_to_read(void **state)
{
	(void)state;
	write_file("a", "content", 0600);
	assert_unreadable("missing", 100, "missing: cannot open: No such file or directory");
	assert_unreadable(".", 100, ".: is a directory");
	assert_unreadable("/dev/null", 100, "/dev/null: is neither a file nor a pipe");
	assert_unreadable("a", 6, "a: is larger than 6 bytes");
}

static void does_not_wait_for_the_writer_of_a_fifo(void **state)
{
	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_unreadable("fifo", 100, "fifo: is a pipe that nothing came through");
}

static void keeps_the_mode(void **state)
{
	static const mode_t modes[] = {0600, 0644, 0664, 0751, 0666};

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		write_file("a", "old", modes[i]);
		assert_replaces("a", "new");
		assert_content("a", "new");
		assert_int_equal(mode_of("a") & 07777, modes[i]);
	}
	assert_file_count(1);
}

static void keeps_the_owner(void **state)
{
	struct stat status;

	(void)state;
	if (geteuid() != 0)
		skip();
	write_file("a", "old", 0600);
	assert_int_equal(chown("a", 12, 34), 0);
	assert_int_equal(chmod("a", 04755), 0);
	assert_replaces("a", "new");
	assert_int_equal(stat("a", &status), 0);
	assert_int_equal(status.st_uid, 12);
	assert_int_equal(status.st_gid, 34);
	assert_int_equal(status.st_mode & 07777, 04755);
}

static void replaces_rather_than_overwrites(void **state)
{
	(void)state;
	write_file("a", "old", 0600);
	assert_int_equal(link("a", "other"), 0);
	assert_replaces("a", "new");
	assert_content("other", "old");
	assert_false(file_is_same("a", "other"));
}

static void creates_with_the_umask(void **state)
{
	(void)state;
	umask(027);
	assert_replaces("a", "new");
	assert_int_equal(mode_of("a") & 07777, 0640);
	assert_content("a", "new");
	assert_replaces("a", "");
	assert_content("a", "");
	assert_file_count(1);
}

static void follows_symbolic_links(void **state)
{
	(void)state;
	assert_int_equal(mkdir("sub", 0700), 0);
	write_file("sub/real", "old", 0640);
	assert_int_equal(symlink("sub/middle", "link"), 0);
	assert_int_equal(symlink("real", "sub/middle"), 0);
	assert_replaces("link", "new");
	assert_true(S_ISLNK(mode_of("link")));
	assert_true(S_ISLNK(mode_of("sub/middle")));
	assert_content("sub/real", "new");
	assert_int_equal(mode_of("sub/real") & 07777, 0640);
	assert_file_count(2);
}

static void creates_what_a_link_points_to(void **state)
{
	struct text absolute = {0};

	(void)state;
	text_append_format(&absolute, "%s/absolute", (const char *)*state);
	assert_int_equal(symlink("missing", "link"), 0);
	assert_int_equal(symlink(text_string(&absolute), "other"), 0);
	assert_replaces("link", "new");
	assert_true(S_ISLNK(mode_of("link")));
	assert_content("missing", "new");
	assert_replaces("other", "newer");
	assert_content("absolute", "newer");
	assert_file_count(4);
	text_free(&absolute);
}

static void refuses_a_ring_of_links(void **state)
{
	(void)state;
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	assert_refuses("a", "a: cannot write: Too many levels of symbolic links");
	assert_file_count(2);
}

static void refuses_folders(void **state)
{
	(void)state;
	assert_refuses(".", ".: cannot write: Is a directory");
	assert_refuses(
		"no/a", "no/a: cannot create a file in its folder: No such file or directory");
	assert_refuses("", ": cannot write: No such file or directory");
	assert_file_count(0);
}

/* Tries, as nobody, to replace "a". Returns 0 when that was refused for the right reason. */
static int replace_as_nobody(void)
{
	struct error error = {0};
	bool refused = seteuid(65534) == 0 && !file_replace("a", slice_of("new"), &error) &&
		       error.what && !strcmp(error.what, "cannot write: Permission denied");

	error_free(&error);
	return refused ? 0 : 1;
}

static void refuses_what_may_not_be_written(void **state)
{
	int status;
	pid_t child;

	write_file("a", "old", 0444);
	if (geteuid() != 0) {
		assert_refuses("a", "a: cannot write: Permission denied");
	} else {
		assert_int_equal(chmod(*state, 0777), 0);
		child = fork();
		if (child == 0)
			_exit(replace_as_nobody());
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
	}
	assert_content("a", "old");
	assert_file_count(1);
}

/* Replaces "a" and creates "b", both with more bytes than a file may have here: the write fails
 * in the middle. */
static void leaves_the_old_file_when_writing_fails(void **state)
{
	struct rlimit before;
	struct rlimit limit;

	(void)state;
	write_file("a", "old", 0600);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = 2;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_refuses("a", "a: cannot write: File too large");
	assert_refuses("b", "b: cannot write: File too large");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_content("a", "old");
	assert_file_count(1);
}

/* One that is locked is being written. */
static void takes_another_name_when_one_is_taken(void **state)
{
	struct text taken = {0};
	int descriptor;

	(void)state;
	text_append_format(&taken, ".northstar-seccomp.%ld.0", (long)getpid());
	write_file(text_string(&taken), "somebody else's", 0600);
	descriptor = open(text_string(&taken), O_RDONLY);
	assert_int_equal(flock(descriptor, LOCK_EX | LOCK_NB), 0);
	assert_replaces("a", "new");
	assert_content("a", "new");
	assert_content(text_string(&taken), "somebody else's");
	assert_file_count(2);
	close(descriptor);
	text_free(&taken);
}

static void removes_what_a_killed_program_left(void **state)
{
	(void)state;
	assert_int_equal(mkdir("sub", 0700), 0);
	write_file(".northstar-seccomp.1.0", "left", 0600);
	write_file("sub/.northstar-seccomp.1.99", "left", 0600);
	write_file("other", "mine", 0600);
	assert_int_equal(symlink("other", ".northstar-seccomp.2.0"), 0);
	assert_replaces("a", "new");
	assert_int_not_equal(access(".northstar-seccomp.1.0", F_OK), 0);
	assert_content("other", "mine");
	assert_file_count(4);
	assert_replaces("sub/a", "new");
	assert_int_not_equal(access("sub/.northstar-seccomp.1.99", F_OK), 0);
}

static void writes_to_devices_and_pipes(void **state)
{
	char bytes[10] = "";
	int reader;

	(void)state;
	assert_replaces("/dev/null", "new");
	assert_true(S_ISCHR(mode_of("/dev/null")));
	assert_int_equal(mkfifo("fifo", 0600), 0);
	reader = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_replaces("fifo", "new");
	assert_int_equal(read(reader, bytes, sizeof(bytes)), 3);
	assert_string_equal(bytes, "new");
	assert_true(S_ISFIFO(mode_of("fifo")));
	close(reader);
}

static void does_not_wait_for_the_reader_of_a_fifo(void **state)
{
	struct error error = {0};
	char bytes[8] = "";
	int reader;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_false(file_replace_at_once("fifo", slice_of("new"), &error));
	assert_string_equal(error.what, "nobody reads this pipe");
	error_free(&error);
	reader = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_true(file_replace_at_once("fifo", slice_of("new"), &error));
	assert_int_equal(read(reader, bytes, sizeof(bytes)), 3);
	assert_string_equal(bytes, "new");
	close(reader);
}

static void reports_a_full_device(void **state)
{
	(void)state;
	assert_refuses("/dev/full", "/dev/full: cannot write: No space left on device");
}

static void writes_to_an_open_descriptor_by_its_name(void **state)
{
	char path[40];
	int descriptor;

	(void)state;
	write_file("a", "old ", 0600);
	descriptor = open("a", O_WRONLY | O_APPEND);
	snprintf(path, sizeof(path), "/dev/fd/%d", descriptor);
	assert_replaces(path, "new ");
	assert_int_equal(write(descriptor, "more", 4), 4);
	close(descriptor);
	assert_content("a", "old new more");
}

static void knows_the_same_file(void **state)
{
	(void)state;
	write_file("a", "", 0600);
	write_file("b", "", 0600);
	assert_int_equal(symlink("a", "link"), 0);
	assert_true(file_is_same("a", "./link"));
	assert_false(file_is_same("a", "b"));
	assert_false(file_is_same("a", "missing"));
	assert_false(file_is_same("missing", "missing"));
}

#define FOLDER_TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(reads_behind_what_is_there),
		FOLDER_TEST(reads_a_large_file),
		FOLDER_TEST(reads_a_pipe),
		FOLDER_TEST(refuses_to_read),
		FOLDER_TEST(does_not_wait_for_the_writer_of_a_fifo),
		FOLDER_TEST(keeps_the_mode),
		FOLDER_TEST(keeps_the_owner),
		FOLDER_TEST(replaces_rather_than_overwrites),
		FOLDER_TEST(creates_with_the_umask),
		FOLDER_TEST(follows_symbolic_links),
		FOLDER_TEST(creates_what_a_link_points_to),
		FOLDER_TEST(refuses_a_ring_of_links),
		FOLDER_TEST(refuses_folders),
		FOLDER_TEST(refuses_what_may_not_be_written),
		FOLDER_TEST(leaves_the_old_file_when_writing_fails),
		FOLDER_TEST(takes_another_name_when_one_is_taken),
		FOLDER_TEST(removes_what_a_killed_program_left),
		FOLDER_TEST(writes_to_devices_and_pipes),
		FOLDER_TEST(does_not_wait_for_the_reader_of_a_fifo),
		FOLDER_TEST(reports_a_full_device),
		FOLDER_TEST(writes_to_an_open_descriptor_by_its_name),
		FOLDER_TEST(knows_the_same_file),
	};

	return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
