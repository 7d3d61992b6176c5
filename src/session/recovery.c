#include "session/recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "entry/target.h"
#include "manifest/document.h"
#include "manifest/reader.h"

#define FIRST_WORDS  "# northstar-seccomp: what was not saved"
#define ORIGIN_WORDS "# Made from "
#define SUFFIX	     ".recover"

enum { FILES = 9 };

/* Makes `path`, which ends in the number of a file, the path of file `number`: the first has none.
 * Returns it. */
static const char *number_path(struct text *path, unsigned number)
{
	char *end = path->bytes + path->length - strlen(".1");

	end[0] = number > 1 ? '.' : '\0';
	end[1] = (char)('0' + number);
	return path->bytes;
}

static bool write_all(int descriptor, const struct text *content)
{
	size_t done = 0;

	while (done < content->length) {
		ssize_t count = write(descriptor, content->bytes + done, content->length - done);

		if (count < 0 && errno != EINTR)
			return false;
		if (count > 0)
			done += (size_t)count;
	}
	return fsync(descriptor) == 0;
}

/* Writes the file `path`, which must not be there. Returns 0 or an error number. */
static int write_new(const char *path, const struct text *content)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int reason = errno;
	bool done;

	if (descriptor < 0)
		return reason;
	done = write_all(descriptor, content);
	reason = errno;
	close(descriptor);
	if (done)
		return 0;
	unlink(path);
	return reason;
}

static void say(const char *what)
{
	if (write(STDERR_FILENO, what, strlen(what)) < 0)
		return; /* there is nobody left to tell */
}

void recovery_forget(struct recovery *recovery)
{
	for (unsigned number = 1; number <= FILES; number++)
		if (recovery->taken >> number & 1)
			unlink(number_path(&recovery->found, number));
	recovery->taken = 0;
}

void recovery_leave(void *context)
{
	struct recovery *recovery = context;
	struct recovery_copy *copy = &recovery->copies[recovery->current];
	unsigned number = 0;
	int reason = EEXIST;

	if (copy->content.length == 0)
		return;
	while (reason == EEXIST && number < FILES)
		reason = write_new(number_path(&copy->path, ++number), &copy->content);
	say(reason ? "northstar-seccomp: what was not saved cannot be written to "
		   : "northstar-seccomp: what was not saved is in ");
	say(copy->shown.bytes);
	say(number > 1 ? copy->path.bytes + copy->path.length - strlen(".1") : "");
	say(reason ? "; here it is:\n" : "; the next start offers it\n");
	if (reason)
		say(copy->content.bytes);
	else
		recovery_forget(recovery);
}

/* Appends where files for `target` (NULL: none) stand, with the number 1. Those for a symbolic link
 * stand beside the file that it leads to, so that every name of it finds them. */
static void append_place(struct text *path, const char *target)
{
	struct file_target facts = {0};

	if (target)
		file_describe(target, &facts);
	if (!target || (facts.exists && !facts.is_regular))
		text_append_string(path, "northstar-seccomp");
	else
		text_append_string(
			path, facts.leads_to.length > 0 ? text_string(&facts.leads_to) : target);
	text_append_string(path, SUFFIX ".1");
	file_target_free(&facts);
}

static void prepare_place(struct recovery_copy *copy, const char *target)
{
	text_clear(&copy->target);
	text_append_string(&copy->target, target ? target : "");
	text_clear(&copy->path);
	append_place(&copy->path, target);
	text_clear(&copy->shown);
	text_append_visible(&copy->shown,
		slice_until(slice_of_text(&copy->path), copy->path.length - strlen(".1")));
}

static void prepare_content(
	struct recovery_copy *copy, const struct editor *editor, struct slice entry)
{
	struct text *content = &copy->content;

	text_clear(content);
	copy->head = 0;
	if (entry.length == 0)
		return;
	text_append_string(content, FIRST_WORDS " when the program was ended.\n# For ");
	text_append_visible(content, slice_of(editor->path ? editor->path : "no file yet"));
	text_append_format(content, ", %s, Northstar 0.%u, capabilities ",
		arch_name(editor->now.target.arch), editor->now.target.runtime);
	target_append_capabilities(content, editor->now.target.capabilities);
	text_append_string(content, "\n" ORIGIN_WORDS);
	text_append_visible(content, slice_of(editor->title));
	text_append_byte(content, '\n');
	copy->head = content->length;
	text_append(content, entry);
}

void recovery_prepare(struct recovery *recovery, const struct editor *editor)
{
	bool is_needed = editor_has_changes(editor) || (editor->to_output && editor->is_accepted);
	struct slice entry = is_needed ? slice_of_text(&editor->preview) : slice_of("");
	const struct recovery_copy *now = &recovery->copies[recovery->current];
	struct recovery_copy *next = &recovery->copies[!recovery->current];
	bool is_same_place =
		slice_is(slice_of_text(&now->target), editor->path ? editor->path : "");

	if (is_same_place &&
		slice_equal(entry, slice_after(slice_of_text(&now->content), now->head)))
		return;
	prepare_place(next, editor->path);
	prepare_content(next, editor, entry);
	recovery->current = !recovery->current;
}

/* Reads file `number` when it is one of this program and this user. */
static bool read_left(const char *path, struct stat *status, struct text *bytes)
{
	struct error error = {0};
	bool is_read = lstat(path, status) == 0 && S_ISREG(status->st_mode) &&
		       status->st_uid == geteuid() &&
		       file_read(path, DOCUMENT_BYTES, bytes, &error);

	error_free(&error);
	return is_read && slice_starts_with(slice_of_text(bytes), FIRST_WORDS);
}

/* Returns the logs that a file of this program was made from; "": it does not tell. */
static struct slice origin_of(const struct text *bytes)
{
	struct slice rest = slice_of_text(bytes);

	while (slice_starts_with(rest, "#")) {
		struct slice line = slice_until(rest, slice_find_byte(rest, '\n'));

		if (slice_starts_with(line, ORIGIN_WORDS))
			return slice_after(line, strlen(ORIGIN_WORDS));
		rest = slice_after(rest, line.length + 1);
	}
	return slice_of("");
}

/* The same file may have been meant for the entry of another container. */
static void append_origin(struct text *text, const struct editor *editor, struct slice origin)
{
	struct text here = {0};

	text_append_visible(&here, slice_of(editor->title));
	if (origin.length > 0 && !slice_equal(origin, slice_of_text(&here))) {
		text_append_string(text, " It was made from other logs: ");
		text_append_visible(text, origin);
		text_append_byte(text, '.');
	}
	text_free(&here);
}

static void append_time(struct text *text, time_t time)
{
	char local_time[40] = "at an unknown time";
	struct tm local;

	if (localtime_r(&time, &local))
		strftime(local_time, sizeof(local_time), "%Y-%m-%d %H:%M", &local);
	text_append_string(text, local_time);
}

static void append_place_sentence(struct text *text, const char *path)
{
	text_append_string(text, "It is in ");
	text_append_visible(text, slice_of(path));
	text_append_byte(text, '.');
}

static void offer(struct editor *editor, const char *path, const struct stat *status,
	const struct text *bytes)
{
	struct manifest manifest;
	struct error error = {0};
	struct text when = {0};
	struct text sentence = {0};

	if (manifest_read(
		    path, slice_of_text(bytes), editor->now.target.runtime, &manifest, &error)) {
		append_time(&when, status->st_mtime);
		append_place_sentence(&sentence, path);
		append_origin(&sentence, editor, origin_of(bytes));
		editor_offer_recovered(
			editor, &manifest.entry, text_string(&when), text_string(&sentence));
		manifest_free(&manifest);
	} else {
		text_append_visible(&sentence, slice_of(path));
		editor_warn(editor,
			"%s was left by a session that was ended, but cannot be read: "
			"it is kept as it is",
			text_string(&sentence));
	}
	text_free(&when);
	text_free(&sentence);
	error_free(&error);
}

void recovery_offer(struct recovery *recovery, struct editor *editor)
{
	struct text bytes = {0};
	struct stat status;
	unsigned number = 1;

	if (recovery->found.length == 0)
		append_place(&recovery->found, editor->path);
	for (; number <= FILES; number++) {
		if (recovery->offered >> number & 1)
			continue;
		recovery->offered |= 1U << number;
		text_clear(&bytes);
		if (read_left(number_path(&recovery->found, number), &status, &bytes))
			break;
	}
	recovery->last = number;
	if (number <= FILES)
		offer(editor, number_path(&recovery->found, number), &status, &bytes);
	text_free(&bytes);
}

void recovery_take(struct recovery *recovery)
{
	recovery->taken |= 1U << recovery->last;
}

void recovery_refuse(struct recovery *recovery, struct editor *editor)
{
	const char *path = number_path(&recovery->found, recovery->last);
	struct text shown = {0};

	text_append_visible(&shown, slice_of(path));
	if (unlink(path))
		editor_warn(
			editor, "%s cannot be deleted: %s", text_string(&shown), strerror(errno));
	else
		editor_say(editor, "Deleted %s", text_string(&shown));
	text_free(&shown);
}

void recovery_free(struct recovery *recovery)
{
	for (int i = 0; i < 2; i++) {
		text_free(&recovery->copies[i].target);
		text_free(&recovery->copies[i].path);
		text_free(&recovery->copies[i].shown);
		text_free(&recovery->copies[i].content);
	}
	text_free(&recovery->found);
	*recovery = (struct recovery){0};
}
