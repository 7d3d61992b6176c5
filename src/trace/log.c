#include "trace/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

#define BLOCK_SIZE (1024 * 1024)

/* How the files of programs that compress begin, and what reads them. */
static const struct {
	const char *bytes;
	size_t length;
	const char *reader;
} compressions[] = {
	{"\x1f\x8b", 2, "zcat"},
	{"\xfd"
	 "7zXZ",
		5, "xzcat"},
	{"BZh", 3, "bzcat"},
	{"\x28\xb5\x2f\xfd", 4, "zstdcat"},
};

/* The bytes that were read and have not been handed on: part of a line, at the start of `bytes`. */
struct reading {
	const char *path;
	line_function *read_line;
	void *context;
	int descriptor;
	char *bytes;
	size_t length;
	size_t capacity;
	size_t line; /* number of the last line that was handed on */
};

static bool open_log(struct reading *reading, struct error *error)
{
	struct stat status;

	if (strcmp(reading->path, "-") == 0)
		reading->descriptor = STDIN_FILENO;
	else
		reading->descriptor = open(reading->path, O_RDONLY | O_CLOEXEC);
	if (reading->descriptor < 0 || fstat(reading->descriptor, &status) != 0)
		return error_set(error, reading->path, 0, 0, "%s", strerror(errno));
	if (S_ISDIR(status.st_mode))
		return error_set(error, reading->path, 0, 0, "it is a folder, not a log");
	return true;
}

static void close_log(struct reading *reading)
{
	if (reading->descriptor > STDIN_FILENO)
		close(reading->descriptor);
	free(reading->bytes);
}

/* Fills the block as far as the file goes, so that blocks are alike for files and pipes. Sets
 * whether the end was reached. */
static bool fill_block(struct reading *reading, bool *ret_ended, struct error *error)
{
	*ret_ended = false;
	while (reading->length < reading->capacity) {
		ssize_t got = read(reading->descriptor, reading->bytes + reading->length,
			reading->capacity - reading->length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(error, reading->path, 0, 0, "%s", strerror(errno));
		if (got == 0) {
			*ret_ended = true;
			break;
		}
		reading->length += (size_t)got;
	}
	return true;
}

/* Hands on all whole lines of the block, and moves what is left to its start. */
static void read_lines(struct reading *reading)
{
	const char *at = reading->bytes;
	const char *end = reading->bytes + reading->length;
	const char *line_end;

	while ((line_end = memchr(at, '\n', (size_t)(end - at)))) {
		reading->read_line(reading->context, (struct slice){at, (size_t)(line_end - at)},
			++reading->line);
		at = line_end + 1;
	}
	reading->length = (size_t)(end - at);
	memmove(reading->bytes, at, reading->length);
}

static void make_room(struct reading *reading)
{
	if (reading->length == reading->capacity)
		reading->bytes = memory_reserve(
			reading->bytes, &reading->capacity, reading->capacity + BLOCK_SIZE, 1);
}

static bool check_readable(const struct reading *reading, struct error *error)
{
	for (size_t i = 0; i < sizeof(compressions) / sizeof(compressions[0]); i++)
		if (reading->length >= compressions[i].length &&
			memcmp(reading->bytes, compressions[i].bytes, compressions[i].length) == 0)
			return error_set(error, reading->path, 0, 0,
				"it is compressed; use %s FILE | northstar-seccomp -",
				compressions[i].reader);
	return true;
}

/* Editors of other systems put a byte order mark before the text. */
static void drop_byte_order_mark(struct reading *reading)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t length = sizeof(mark) - 1;

	if (reading->length < length || memcmp(reading->bytes, mark, length) != 0)
		return;
	reading->length -= length;
	memmove(reading->bytes, reading->bytes + length, reading->length);
}

static bool read_blocks(struct reading *reading, struct error *error)
{
	bool ended = false;

	make_room(reading);
	if (!fill_block(reading, &ended, error) || !check_readable(reading, error))
		return false;
	drop_byte_order_mark(reading);
	read_lines(reading);
	while (!ended) {
		make_room(reading);
		if (!fill_block(reading, &ended, error))
			return false;
		read_lines(reading);
	}
	if (reading->length > 0)
		reading->read_line(reading->context,
			(struct slice){reading->bytes, reading->length}, ++reading->line);
	return true;
}

bool log_read(const char *path, line_function *read_line, void *context, struct error *error)
{
	struct reading reading = {
		.path = path,
		.read_line = read_line,
		.context = context,
		.descriptor = -1,
	};
	bool done = open_log(&reading, error) && read_blocks(&reading, error);

	close_log(&reading);
	return done;
}

/* Returns where the process id at the end of an -ff log's name begins, NULL when it has none. */
static const char *name_suffix(const char *path)
{
	const char *dot = strrchr(path, '.');
	uint64_t pid;

	if (!dot || dot == path || dot[1] < '1' || dot[1] > '9')
		return NULL;
	return slice_parse_number(slice_of(dot + 1), &pid) ? dot + 1 : NULL;
}

unsigned long log_pid_of_name(const char *path)
{
	const char *suffix = name_suffix(path);

	return suffix ? strtoul(suffix, NULL, 10) : 0;
}

bool log_is_same_run(const char *a, const char *b)
{
	const char *suffix_a = name_suffix(a);
	const char *suffix_b = name_suffix(b);

	return suffix_a && suffix_b && suffix_a - a == suffix_b - b &&
	       memcmp(a, b, (size_t)(suffix_a - a)) == 0;
}
