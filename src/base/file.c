#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { read_size = 64 * 1024 };

static bool fail(struct error *error, const char *path, const char *what)
{
	return error_set(error, path, 0, 0, "%s: %s", what, strerror(errno));
}

/* Reads `descriptor` to its end. On failure `content` is longer than it was. */
static bool read_all(
	int descriptor, const char *path, size_t limit, struct text *content, struct error *error)
{
	size_t before = content->length;
	char *buffer = memory_allocate(read_size, 1);
	ssize_t count;

	while ((count = read(descriptor, buffer, read_size)) != 0) {
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0 || (size_t)count > limit - (content->length - before))
			break;
		text_append(content, (struct slice){buffer, (size_t)count});
	}
	free(buffer);
	if (count < 0)
		return fail(error, path, "cannot read");
	if (count > 0)
		return error_set(error, path, 0, 0, "is larger than %zu bytes", limit);
	return true;
}

/* Returns whether `descriptor` is of a kind that is read here, and lets reading wait again. */
static bool is_readable_kind(int descriptor, const char *path, struct error *error)
{
	struct stat status;
	int flags = fcntl(descriptor, F_GETFL);

	if (flags < 0 || fstat(descriptor, &status))
		return fail(error, path, "cannot read");
	if (S_ISDIR(status.st_mode))
		return error_set(error, path, 0, 0, "is a directory");
	if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))
		return error_set(error, path, 0, 0, "is neither a file nor a pipe");
	if (fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK))
		return fail(error, path, "cannot read");
	return true;
}

/* Without a writer a FIFO reads as empty: one who comes later would be missed. */
static bool is_pipe(int descriptor)
{
	struct stat status;

	return fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

bool file_read(const char *path, size_t limit, struct text *content, struct error *error)
{
	size_t before = content->length;
	int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	bool done;

	if (descriptor < 0)
		return fail(error, path, "cannot open");
	done = is_readable_kind(descriptor, path, error) &&
	       read_all(descriptor, path, limit, content, error);
	if (done && content->length == before && is_pipe(descriptor))
		done = error_set(error, path, 0, 0, "is a pipe that nothing came through");
	close(descriptor);
	if (!done && content->length > before) {
		content->length = before;
		content->bytes[before] = '\0';
	}
	return done;
}

bool file_is_same(const char *a, const char *b)
{
	struct stat first;
	struct stat second;

	return !stat(a, &first) && !stat(b, &second) && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}
