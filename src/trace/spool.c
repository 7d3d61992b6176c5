#include "trace/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"

enum { COPY_SIZE = 64 * 1024 }; /* what a pipe holds */

struct spool {
	unsigned owners;
	char *log;
	int from; /* -1: read to its end */
	int to;
	struct text name;
	char buffer[COPY_SIZE];
};

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

bool spool_open(const char *log, struct spool **ret_spool, struct error *error)
{
	bool is_input = strcmp(log, "-") == 0;
	struct spool *spool;

	*ret_spool = NULL;
	if (is_readable_again(log, is_input))
		return true;
	spool = memory_allocate(1, sizeof(*spool));
	spool->log = memory_copy_string(log, strlen(log));
	spool->owners = 1;
	spool->to = -1;
	/* Nobody may have opened a FIFO for writing yet. */
	spool->from = is_input ? STDIN_FILENO : open(log, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (spool->from < 0) {
		spool_free(spool);
		return true;
	}
	spool->to = make_file(log, error);
	if (spool->to < 0) {
		spool_free(spool);
		return false;
	}
	text_append_format(&spool->name, "/dev/fd/%d", spool->to);
	*ret_spool = spool;
	return true;
}

static void close_log(struct spool *spool)
{
	if (spool->from > STDIN_FILENO)
		close(spool->from);
	spool->from = -1;
}

static enum spool_state write_copy(struct spool *spool, size_t count, struct error *error)
{
	if (write_all(spool->to, spool->buffer, count))
		return SPOOL_GREW;
	error_set(error, spool->log, 0, 0,
		"no room for a copy, which the editor reads again: %s (TMPDIR names the folder)",
		strerror(errno));
	return SPOOL_FAILED;
}

enum spool_state spool_copy(struct spool *spool, struct error *error)
{
	struct pollfd input = {.fd = spool->from, .events = POLLIN};
	ssize_t count;

	if (spool->from < 0)
		return SPOOL_ENDED;
	if (poll(&input, 1, 0) <= 0)
		return SPOOL_WAITS;
	count = read(spool->from, spool->buffer, COPY_SIZE);
	if (count > 0)
		return write_copy(spool, (size_t)count, error);
	if (count < 0 && (errno == EINTR || errno == EAGAIN))
		return SPOOL_WAITS;
	if (count < 0) {
		error_set(error, spool->log, 0, 0, "%s", strerror(errno));
		return SPOOL_FAILED;
	}
	close_log(spool);
	return SPOOL_ENDED;
}

bool spool_copy_all(struct spool *spool, struct error *error)
{
	for (;;) {
		struct pollfd input = {.fd = spool->from, .events = POLLIN};
		enum spool_state state = spool_copy(spool, error);

		if (state == SPOOL_WAITS)
			poll(&input, 1, -1);
		else if (state != SPOOL_GREW)
			return state == SPOOL_ENDED;
	}
}

const char *spool_name(const struct spool *spool)
{
	return text_string(&spool->name);
}

int spool_descriptor(const struct spool *spool)
{
	return spool->from;
}

struct spool *spool_share(struct spool *spool)
{
	spool->owners++;
	return spool;
}

void spool_free(struct spool *spool)
{
	if (!spool || --spool->owners > 0)
		return;
	close_log(spool);
	if (spool->to >= 0)
		close(spool->to);
	free(spool->log);
	text_free(&spool->name);
	free(spool);
}
