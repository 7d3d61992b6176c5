#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { links_at_most = 40 };

size_t file_folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Replaces `path`, a symbolic link, by what it points to. Returns false when it is no link. */
static bool follow_link(struct text *path)
{
	char target[PATH_MAX];
	ssize_t length = readlink(text_string(path), target, sizeof(target));

	if (length <= 0 || (size_t)length == sizeof(target))
		return false;
	path->length = target[0] == '/' ? 0 : file_folder_length(text_string(path));
	path->bytes[path->length] = '\0';
	text_append(path, (struct slice){target, (size_t)length});
	return true;
}

void file_follow_links(const char *path, struct text *target)
{
	text_append_string(target, path);
	for (int i = 0; i < links_at_most && follow_link(target); i++)
		continue;
}

/* Returns why no file can be made in the folder of `path`, 0 when nothing speaks against it. */
static int check_folder(const char *path)
{
	size_t length = file_folder_length(path);
	struct text folder = {0};
	bool is_open;

	text_append(&folder, length > 0 ? (struct slice){path, length} : slice_of("."));
	is_open = faccessat(AT_FDCWD, text_string(&folder), W_OK | X_OK, AT_EACCESS) == 0;
	text_free(&folder);
	return is_open ? 0 : errno;
}

void file_describe(const char *path, struct file_target *ret)
{
	struct stat status;

	*ret = (struct file_target){0};
	if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode))
		file_follow_links(path, &ret->leads_to);
	ret->folder_errno =
		check_folder(ret->leads_to.length > 0 ? text_string(&ret->leads_to) : path);
	if (stat(path, &status))
		return;
	ret->exists = true;
	ret->is_folder = S_ISDIR(status.st_mode);
	ret->is_regular = S_ISREG(status.st_mode);
	ret->is_marked_read_only = (status.st_mode & 0222) == 0;
	ret->may_be_written = faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
	ret->names = status.st_nlink;
}

void file_target_append_text(const struct file_target *target, struct text *text)
{
	if (target->leads_to.length > 0) {
		text_append_string(text, "It is a symbolic link; what is written is ");
		text_append_visible(text, slice_of_text(&target->leads_to));
		text_append_string(text, ".\n");
	}
	if (target->exists && !target->is_regular)
		text_append_string(text,
			"It is no file: the entry is written to what stands behind the name.\n");
	if (target->is_regular && target->names > 1)
		text_append_format(text,
			"The file has %lu names (hard links). Only this one will have the new "
			"text; "
			"the others keep the old one.\n",
			target->names);
	if (target->is_regular && target->is_marked_read_only && target->may_be_written)
		text_append_string(
			text, "The file is marked read-only; you may write it all the same.\n");
}

void file_target_free(struct file_target *target)
{
	text_free(&target->leads_to);
}
