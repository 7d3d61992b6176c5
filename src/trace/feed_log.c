#include "trace/feed_log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

static bool is_input(const char *name)
{
	return strcmp(name, "-") == 0;
}

/* As stat(), of standard input too. */
static bool look(const char *name, struct stat *ret_status)
{
	return (is_input(name) ? fstat(STDIN_FILENO, ret_status) : stat(name, ret_status)) == 0;
}

struct feed_log feed_log_find(const char *name)
{
	struct stat status;
	bool is_regular = look(name, &status) && S_ISREG(status.st_mode);

	return (struct feed_log){
		.name = memory_copy_string(name, strlen(name)),
		.source = memory_copy_string(name, strlen(name)),
		.is_regular = is_regular,
		.size = is_regular ? (uint64_t)status.st_size : 0,
	};
}

bool feed_log_check(const struct feed_log *log, struct error *error)
{
	struct stat status;

	if (is_input(log->name))
		return true;
	if (access(log->name, R_OK) != 0 || (!log->is_regular && !look(log->name, &status)))
		return error_set(error, log->name, 0, 0, "%s", strerror(errno));
	if (!log->is_regular && S_ISDIR(status.st_mode))
		return error_set(error, log->name, 0, 0, "it is a folder, not a log");
	return true;
}

static void set_source(struct feed_log *log, const char *source)
{
	free(log->source);
	log->source = memory_copy_string(source, strlen(source));
}

bool feed_log_keep(struct feed_log *log, struct error *error)
{
	bool is_file = log->is_regular && !is_input(log->name);

	if (!is_file && !spool_open(log->name, &log->spool, error))
		return false;
	if (log->spool && is_input(log->name) && isatty(STDIN_FILENO) &&
		!spool_copy_all(log->spool, error))
		return false;
	if (log->spool)
		set_source(log, spool_name(log->spool));
	else if (is_input(log->name))
		set_source(log, "/dev/stdin");
	log->is_regular = log->is_regular || log->spool;
	return true;
}

struct feed_log feed_log_share(const struct feed_log *log)
{
	struct feed_log shared = feed_log_find(log->name);

	set_source(&shared, log->source);
	shared.spool = log->spool ? spool_share(log->spool) : NULL;
	shared.is_regular = shared.is_regular || log->spool;
	return shared;
}

uint64_t feed_log_size(const struct feed_log *log)
{
	struct stat status;

	if (!log->spool)
		return log->size;
	if (spool_descriptor(log->spool) >= 0 || stat(log->source, &status) != 0)
		return 0;
	return (uint64_t)status.st_size;
}

void feed_log_free(struct feed_log *log)
{
	free(log->name);
	free(log->source);
	spool_free(log->spool);
}
