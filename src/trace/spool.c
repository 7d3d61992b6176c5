#include "trace/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { COPY_SIZE = 64 * 1024 };

static char *copy_name(const char *name)
{
	return memory_copy_string(name, strlen(name));
}

/* Whether opening the file by its name gives all of it, time and again. */
static bool is_readable_again(const char *log, bool is_input)
{
	struct stat status;

	if ((is_input ? fstat(STDIN_FILENO, &status) : stat(log, &status)) != 0)
		return !is_input;
	if (is_input)
		return S_ISREG(status.st_mode) && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0 &&
		       access("/dev/stdin", R_OK) == 0;
	return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
}

static bool write_all(int descriptor, const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t written = write(descriptor, bytes, count);

		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			bytes += written;
			count -= (size_t)written;
		}
	}
	return true;
}

static bool copy_all(int from, int to, const char *log, struct error *error)
{
	char *buffer = memory_allocate(COPY_SIZE, 1);
	ssize_t count;
	bool written = true;

	while (written && (count = read(from, buffer, COPY_SIZE)) != 0) {
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			break;
		written = write_all(to, buffer, (size_t)count);
	}
	free(buffer);
	if (!written)
		return error_set(error, log, 0, 0,
			"no room for a copy, which the editor reads again: %s (TMPDIR names the "
			"folder)",
			strerror(errno));
	return count == 0 || error_set(error, log, 0, 0, "%s", strerror(errno));
}

/* Returns the descriptor of a new file without a name, -1 after an error. */
static int make_file(const char *log, struct error *error)
{
	const char *folder = getenv("TMPDIR");
	struct text name = {0};
	int descriptor;

	text_append_format(
		&name, "%s/northstar-seccomp.XXXXXX", folder && *folder ? folder : "/tmp");
	descriptor = mkostemp(name.bytes, O_CLOEXEC);
	if (descriptor >= 0)
		unlink(name.bytes);
	else
		error_set(error, log, 0, 0, "no copy can be made for the editor: %s: %s",
			name.bytes, strerror(errno));
	text_free(&name);
	return descriptor;
}

static char *copy_log(int from, const char *log, struct error *error)
{
	struct text name = {0};
	char *copied = NULL;
	int to = make_file(log, error);

	if (to < 0)
		return NULL;
	if (copy_all(from, to, log, error)) {
		text_append_format(&name, "/dev/fd/%d", to);
		copied = copy_name(text_string(&name));
		text_free(&name);
	} else {
		close(to);
	}
	return copied;
}

char *spool_log(const char *log, struct error *error)
{
	bool is_input = strcmp(log, "-") == 0;
	char *copied;
	int from;

	if (is_readable_again(log, is_input))
		return copy_name(is_input ? "/dev/stdin" : log);
	from = is_input ? STDIN_FILENO : open(log, O_RDONLY | O_CLOEXEC);
	if (from < 0)
		return copy_name(log);
	copied = copy_log(from, log, error);
	if (!is_input)
		close(from);
	return copied;
}
