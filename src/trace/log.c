#include "trace/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "trace/long_line.h"

/* With the padding a power of two. A line of so many bytes is shortened, whatever blocks are
 * read. */
#define BLOCK_SIZE (1024 * 1024 - LOG_PADDING)
#define LARGE_SIZE (64 * 1024 * 1024)
#define PIPE_SIZE  (1024 * 1024)
/* As many bytes tell whether a file is compressed, or begins with a mark. */
#define MAGIC_SIZE 5

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

/* The bytes that were read and have not been handed on are at the start of `bytes`, from `used` on:
 * part of a line. */
struct log {
	const char *path;
	int descriptor;
	char *bytes;
	size_t used;
	size_t length;
	size_t capacity;
	size_t block_size;
	char *ahead; /* as large as `bytes`: what follows those in use; NULL: never needed */
	size_t ahead_length; /* 0: nothing was read ahead */
	size_t ahead_total;  /* of that, bytes that were read from the file */
	bool is_regular;
	bool is_large;		    /* it fills its blocks, and more than once */
	struct long_line long_line; /* what `bytes` begin with, when they are full of it */
	uint64_t total;		    /* bytes read */
	uint64_t block_offset;	    /* where the block began that was handed on last */
	uint64_t next_offset;	    /* where the next one will */
	bool is_begun;		    /* the first block was looked at */
	log_end_function *at_end;   /* NULL: it does not grow */
	void *end_context;
	size_t number;
	bool may_block; /* it is no regular file, and must not be waited for */
};

static bool open_file(struct log *log, struct error *error)
{
	struct stat status;

	if (strcmp(log->path, "-") == 0)
		log->descriptor = STDIN_FILENO;
	else
		log->descriptor = open(log->path, O_RDONLY | O_CLOEXEC);
	if (log->descriptor < 0 || fstat(log->descriptor, &status) != 0)
		return error_set(error, log->path, 0, 0, "%s", strerror(errno));
	if (S_ISDIR(status.st_mode))
		return error_set(error, log->path, 0, 0, "it is a folder, not a log");
	log->is_regular = S_ISREG(status.st_mode);
	log->is_large = log->is_regular && status.st_size > LARGE_SIZE;
	/* So that its writer need not wait for each 64 KiB; where it is refused the pipe stays as
	 * it is. */
	if (S_ISFIFO(status.st_mode))
		fcntl(log->descriptor, F_SETPIPE_SZ, PIPE_SIZE);
	return true;
}

struct log *log_open(const char *path, struct error *error)
{
	struct log *log = memory_allocate(1, sizeof(*log));

	log->path = path;
	log->descriptor = -1;
	log->block_size = BLOCK_SIZE;
	if (open_file(log, error))
		return log;
	log_close(log);
	return NULL;
}

struct log *log_open_at(const char *path, uint64_t offset, struct error *error)
{
	struct log *log = log_open(path, error);

	if (!log || offset == 0)
		return log;
	if (lseek(log->descriptor, (off_t)offset, SEEK_SET) < 0) {
		error_set(error, path, 0, 0, "%s", strerror(errno));
		log_close(log);
		return NULL;
	}
	log->total = offset;
	log->next_offset = offset;
	log->is_begun = true;
	return log;
}

void log_close(struct log *log)
{
	if (!log)
		return;
	if (log->descriptor > STDIN_FILENO)
		close(log->descriptor);
	free(log->bytes);
	free(log->ahead);
	free(log);
}

void log_set_blocks(struct log *log, size_t count)
{
	log->block_size = count * (BLOCK_SIZE + LOG_PADDING) - LOG_PADDING;
}

int log_descriptor(const struct log *log)
{
	return log->descriptor;
}

uint64_t log_block_offset(const struct log *log)
{
	return log->block_offset;
}

uint64_t log_bytes(const struct log *log)
{
	return log->total;
}

void log_follow(struct log *log, log_end_function *at_end, void *context, size_t number)
{
	struct stat status;

	log->at_end = at_end;
	log->end_context = context;
	log->number = number;
	log->may_block = fstat(log->descriptor, &status) == 0 && !S_ISREG(status.st_mode);
}

/* Whether reading would wait for somebody to write. */
static bool would_block(const struct log *log)
{
	struct pollfd input = {.fd = log->descriptor, .events = POLLIN};

	return log->may_block && poll(&input, 1, 0) == 0;
}

/* Whether the file was truncated, or another one has its name. */
static bool is_replaced(const struct log *log)
{
	struct stat open;
	struct stat named;

	if (fstat(log->descriptor, &open) != 0 || !S_ISREG(open.st_mode))
		return false;
	if (lseek(log->descriptor, 0, SEEK_CUR) > open.st_size)
		return true;
	return strcmp(log->path, "-") != 0 && stat(log->path, &named) == 0 &&
	       (named.st_ino != open.st_ino || named.st_dev != open.st_dev);
}

/* At the end of the file. LOG_MORE: there is more of it. */
static enum log_state look_further(const struct log *log)
{
	enum log_end end = LOG_END_REACHED;

	if (log->at_end)
		end = log->at_end(log->end_context, log->number);
	if (end == LOG_END_WAITS)
		return is_replaced(log) ? LOG_RENEWED : LOG_WAITING;
	return end == LOG_END_GREW ? LOG_MORE : LOG_ENDED;
}

/* Fills the block as far as the file goes, so that blocks are alike for files and pipes. */
static enum log_state fill_block(struct log *log, struct error *error)
{
	while (log->length < log->capacity) {
		ssize_t got;

		if (would_block(log))
			return LOG_WAITING;
		got = read(log->descriptor, log->bytes + log->length, log->capacity - log->length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return LOG_WAITING;
		if (got < 0) {
			error_set(error, log->path, 0, 0, "%s", strerror(errno));
			return LOG_FAILED;
		}
		if (got == 0) {
			enum log_state state = look_further(log);

			if (state == LOG_MORE)
				continue;
			return state;
		}
		log->length += (size_t)got;
		log->total += (uint64_t)got;
	}
	return LOG_MORE;
}

/* The bytes after the block are there, and 0. The others are not set, as there may be thousands of
 * small files. Large pages are for files that fill them. */
static char *make_block(const struct log *log)
{
	size_t size = log->capacity + LOG_PADDING;
	char *bytes = log->is_large ? memory_allocate_large(size) : memory_resize(NULL, size, 1);

	memset(bytes + log->capacity, 0, LOG_PADDING);
	return bytes;
}

void log_read_ahead(struct log *log)
{
	size_t rest = log->length - log->used;
	ssize_t got = 1;

	/* A line that fills a block is none of this function's. */
	if (!log->is_regular || log->used == 0 || log->length < log->capacity)
		return;
	if (!log->ahead)
		log->ahead = make_block(log);
	memcpy(log->ahead, log->bytes + log->used, rest);
	log->ahead_length = rest;
	/* Ends and errors are met again when the block is asked for. */
	while (log->ahead_length < log->capacity && got > 0) {
		got = read(log->descriptor, log->ahead + log->ahead_length,
			log->capacity - log->ahead_length);
		log->ahead_length += got > 0 ? (size_t)got : 0;
	}
	log->ahead_total = log->ahead_length - rest;
}

/* Takes what was read ahead for what is there. */
static void take_ahead(struct log *log)
{
	char *bytes = log->bytes;

	log->bytes = log->ahead;
	log->ahead = bytes;
	log->length = log->ahead_length;
	log->total += log->ahead_total;
	log->ahead_length = 0;
}

/* Drops what was handed on, and makes room for more. */
static void make_room(struct log *log)
{
	if (!log->bytes) {
		log->capacity = log->block_size;
		log->bytes = make_block(log);
	}
	if (log->used > 0)
		log->long_line = (struct long_line){0};
	if (log->ahead_length > 0) {
		take_ahead(log);
	} else {
		log->length -= log->used;
		memmove(log->bytes, log->bytes + log->used, log->length);
		log->length = long_line_fit(&log->long_line, log->bytes, log->length, BLOCK_SIZE);
	}
	log->used = 0;
}

static bool check_readable(const struct log *log, struct error *error)
{
	for (size_t i = 0; i < sizeof(compressions) / sizeof(compressions[0]); i++)
		if (log->length >= compressions[i].length &&
			memcmp(log->bytes, compressions[i].bytes, compressions[i].length) == 0)
			return error_set(error, log->path, 0, 0,
				"it is compressed; use %s FILE | northstar-seccomp -",
				compressions[i].reader);
	return true;
}

/* Editors of other systems put a byte order mark before the text. */
static void skip_byte_order_mark(struct log *log)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t length = sizeof(mark) - 1;

	if (log->length >= length && memcmp(log->bytes, mark, length) == 0)
		log->used = length;
	log->next_offset = log->used;
}

/* Returns where the last line of the block ends. */
static size_t find_end(const struct log *log)
{
	const char *start = log->bytes + log->used;
	const char *last = memrchr(start, '\n', log->length - log->used);

	return last ? (size_t)(last + 1 - log->bytes) : log->used;
}

/* Returns where the line ends that begins at `at` of what is used, its end included. */
static size_t find_line_end(const struct log *log, size_t at)
{
	const char *found = memchr(log->bytes + at, '\n', log->used - at);

	return found ? (size_t)(found + 1 - log->bytes) : log->used;
}

/* Shortens the line that begins at `at` of what is used, and moves what follows. */
static void shorten_line(struct log *log, size_t at)
{
	struct long_line anew = {0};
	struct long_line *line = at == 0 ? &log->long_line : &anew;
	size_t end = find_line_end(log, at);
	size_t length = end - at - (log->bytes[end - 1] == '\n');
	size_t less = length - long_line_fit(line, log->bytes + at, length, BLOCK_SIZE);

	memmove(log->bytes + at + length - less, log->bytes + at + length,
		log->length - at - length);
	log->used -= less;
	log->length -= less;
}

/* Larger blocks may hold lines that would have been shortened in smaller ones. */
static void shorten_lines(struct log *log, size_t at)
{
	while (log->used - at >= BLOCK_SIZE) {
		const char *last = memrchr(log->bytes + at, '\n', BLOCK_SIZE);

		if (!last)
			shorten_line(log, at);
		at = last ? (size_t)(last + 1 - log->bytes) : find_line_end(log, at);
	}
}

static bool is_last(enum log_state state)
{
	return state == LOG_ENDED || state == LOG_RENEWED;
}

enum log_state log_read_block(struct log *log, struct slice *ret_block, struct error *error)
{
	enum log_state state;
	size_t start;

	make_room(log);
	state = fill_block(log, error);
	if (state == LOG_FAILED)
		return state;
	/* A writer that is slow has not written enough to tell what it is. */
	if (!log->is_begun && (log->length >= MAGIC_SIZE || state != LOG_WAITING)) {
		if (!check_readable(log, error))
			return LOG_FAILED;
		skip_byte_order_mark(log);
		log->is_begun = true;
	}
	start = log->used;
	log->block_offset = log->next_offset;
	if (log->is_begun)
		log->used = is_last(state) ? log->length : find_end(log);
	shorten_lines(log, start);
	/* A long line is shorter here than in the file, but for what follows it. */
	if (log->used > start)
		log->next_offset = log->total - (log->length - log->used);
	*ret_block = (struct slice){log->bytes + start, log->used - start};
	return state;
}

void log_read_lines(struct slice block, line_function *read_line, void *context, size_t *line)
{
	while (block.length > 0) {
		size_t length = slice_find_byte(block, '\n');

		read_line(context, slice_until(block, length), ++*line);
		block = slice_after(block, length + 1);
	}
}

bool log_read(const char *path, line_function *read_line, void *context, struct error *error)
{
	struct log *log = log_open(path, error);
	enum log_state state = log ? LOG_MORE : LOG_FAILED;
	struct slice block;
	size_t line = 0;

	while (state == LOG_MORE) {
		state = log_read_block(log, &block, error);
		if (state != LOG_FAILED)
			log_read_lines(block, read_line, context, &line);
	}
	log_close(log);
	return state != LOG_FAILED;
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

struct slice log_run_of_name(const char *path)
{
	const char *suffix = name_suffix(path);

	return (struct slice){path, suffix ? (size_t)(suffix - path) : 0};
}

bool log_is_same_run(const char *a, const char *b)
{
	struct slice run = log_run_of_name(a);

	return run.length > 0 && slice_equal(run, log_run_of_name(b));
}
