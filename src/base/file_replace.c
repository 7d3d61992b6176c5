#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the names of temporary files begin with. */
#define TEMPORARY ".northstar-seccomp."

enum { names_at_most = 100 };

static bool fail(struct error *error, const char *path, const char *what)
{
	return error_set(error, path, 0, 0, "%s: %s", what, strerror(errno));
}

static bool write_all(int descriptor, struct slice content)
{
	while (content.length) {
		ssize_t count = write(descriptor, content.start, content.length);

		if (count < 0 && errno != EINTR)
			return false;
		if (count > 0)
			content = slice_after(content, (size_t)count);
	}
	return true;
}

/* Whether the temporary file is in use by nobody else, who would lock it. A filesystem without
 * locks leaves it to the names. */
static bool lock(int descriptor)
{
	return flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/* Whether the file that was just created is still there: somebody who takes it for one that was
 * left may be faster than the lock. */
static bool is_kept(int descriptor)
{
	struct stat status;

	return lock(descriptor) && fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

/* Removes `name` in the open folder when it is a temporary file of a program that was killed. */
static void remove_left(int folder, const char *name)
{
	int descriptor = openat(folder, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	struct stat status;

	if (descriptor < 0)
		return;
	if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
		status.st_uid == geteuid() && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
		unlinkat(folder, name, 0);
	close(descriptor);
}

/* Removes what killed programs left in a folder ("": the current one). */
static void clean(const char *folder)
{
	DIR *stream = opendir(*folder ? folder : ".");
	const struct dirent *item;

	while (stream && (item = readdir(stream)))
		if (slice_starts_with(slice_of(item->d_name), TEMPORARY))
			remove_left(dirfd(stream), item->d_name);
	if (stream)
		closedir(stream);
}

/* Creates a file beside `target` and appends its name to `name`. Returns its descriptor or -1. The
 * kernel applies the umask to a new file's mode: mkstemp() would not, and reading the umask changes
 * it for a moment. */
static int create_beside(const struct text *target, mode_t mode, struct text *name)
{
	struct slice folder =
		slice_until(slice_of_text(target), file_folder_length(text_string(target)));
	int descriptor = -1;

	for (int i = 0; i < names_at_most; i++) {
		text_clear(name);
		text_append(name, folder);
		if (i == 0)
			clean(text_string(name));
		text_append_format(name, TEMPORARY "%ld.%d", (long)getpid(), i);
		descriptor = open(text_string(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (descriptor >= 0 ? is_kept(descriptor) : errno != EEXIST)
			break;
		if (descriptor >= 0)
			close(descriptor);
		descriptor = -1;
	}
	return descriptor;
}

/* Gives the new file the owner and mode of the old one. The owner first: changing it clears bits of
 * the mode. */
static bool keep_owner_and_mode(int descriptor, const struct stat *old)
{
	struct stat created;

	if (fstat(descriptor, &created))
		return false;
	if ((created.st_uid != old->st_uid || created.st_gid != old->st_gid) &&
		fchown(descriptor, old->st_uid, old->st_gid))
		return false;
	return !fchmod(descriptor, old->st_mode & 07777);
}

/* Fills the temporary file `name` and closes it. `old` is NULL when there is no old file. */
static bool fill_temporary(int descriptor, struct slice content, const struct stat *old)
{
	bool done = write_all(descriptor, content) &&
		    (!old || keep_owner_and_mode(descriptor, old)) && !fsync(descriptor);
	int reason = errno;

	if (close(descriptor) && done)
		return false;
	errno = reason;
	return done;
}

/* Makes the new name last: without this a power cut may bring back the old file, or none. The file
 * is written by then, so that a folder that cannot be synced is no failure. */
static void sync_folder(const struct text *target)
{
	struct text folder = {0};
	size_t length = file_folder_length(text_string(target));
	int descriptor;

	text_append(&folder, slice_until(slice_of_text(target), length));
	if (length == 0)
		text_append_byte(&folder, '.');
	descriptor = open(text_string(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (descriptor >= 0) {
		fsync(descriptor);
		close(descriptor);
	}
	text_free(&folder);
}

static bool replace_by_rename(const char *path, const struct text *target, const struct stat *old,
	struct slice content, struct error *error)
{
	struct text name = {0};
	int descriptor = create_beside(target, old ? 0600 : 0666, &name);
	bool done = false;

	if (descriptor < 0) {
		fail(error, path, "cannot create a file in its folder");
	} else {
		done = fill_temporary(descriptor, content, old) &&
		       !rename(text_string(&name), text_string(target));
		if (done) {
			sync_folder(target);
		} else {
			fail(error, path, "cannot write");
			unlink(text_string(&name));
		}
	}
	text_free(&name);
	return done;
}

/* Returns a new descriptor for the names that mean one that is already open. Opening these by name
 * would start at the beginning of a file that standard output is appended to. */
static int duplicate_descriptor(const char *path)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	uint64_t number = INT_MAX;

	if (!strcmp(path, "/dev/stdout"))
		number = STDOUT_FILENO;
	if (!strcmp(path, "/dev/stderr"))
		number = STDERR_FILENO;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (slice_starts_with(slice_of(path), folders[i]))
			slice_parse_number(slice_of(path + strlen(folders[i])), &number);
	}
	return number < INT_MAX ? fcntl((int)number, F_DUPFD_CLOEXEC, 0) : -1;
}

static bool write_in_place(
	const char *path, int descriptor, struct slice content, struct error *error)
{
	bool done = write_all(descriptor, content);

	if (!done)
		fail(error, path, "cannot write");
	if (close(descriptor) && done)
		done = fail(error, path, "cannot write");
	return done;
}

/* Replaces the file that the links of `path` lead to; `old` is NULL when there is none yet. A file
 * that may not be written is not replaced either, though its folder would allow it. */
static bool replace_file(
	const char *path, const struct stat *old, struct slice content, struct error *error)
{
	struct text target = {0};
	bool done;

	file_follow_links(path, &target);
	if (old && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS))
		done = fail(error, path, "cannot write");
	else
		done = replace_by_rename(path, &target, old, content, error);
	text_free(&target);
	return done;
}

/* Opens what is no regular file; `waits`: a FIFO until somebody reads it. */
static int open_other(const char *path, bool waits)
{
	int flags = O_WRONLY | O_NOCTTY | O_CLOEXEC;
	int descriptor = open(path, waits ? flags : flags | O_NONBLOCK);

	if (descriptor >= 0)
		fcntl(descriptor, F_SETFL, O_WRONLY);
	return descriptor;
}

static bool replace(const char *path, struct slice content, bool waits, struct error *error)
{
	int descriptor = duplicate_descriptor(path);
	struct stat old;

	if (descriptor >= 0)
		return write_in_place(path, descriptor, content, error);
	if (stat(path, &old)) {
		if (errno != ENOENT)
			return fail(error, path, "cannot write");
		return replace_file(path, NULL, content, error);
	}
	if (S_ISREG(old.st_mode))
		return replace_file(path, &old, content, error);
	descriptor = open_other(path, waits);
	if (descriptor < 0 && errno == ENXIO && S_ISFIFO(old.st_mode))
		return error_set(error, path, 0, 0, "nobody reads this pipe");
	if (descriptor < 0)
		return fail(error, path, "cannot write");
	return write_in_place(path, descriptor, content, error);
}

bool file_replace(const char *path, struct slice content, struct error *error)
{
	return replace(path, content, true, error);
}

bool file_replace_at_once(const char *path, struct slice content, struct error *error)
{
	return replace(path, content, false, error);
}
