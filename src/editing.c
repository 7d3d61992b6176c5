#include "editing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "editor/editor.h"
#include "manifest/writer.h"
#include "session/session.h"

static void append_title(struct text *title, const struct options *options)
{
	for (size_t i = 0; i < options->log_count; i++) {
		if (i > 0)
			text_append_string(title, ", ");
		text_append_string(title,
			strcmp(options->logs[i], "-") == 0 ? "standard input" : options->logs[i]);
	}
}

/* Whether the session saves into the manifest it started from. */
static bool is_for_manifest(const struct work *work)
{
	return work->has_manifest && !work->options.output && isatty(STDOUT_FILENO);
}

/* Whether the file that the session will write to holds the entry already. */
static bool is_written(const struct work *work)
{
	const struct options *options = &work->options;
	struct text wanted = {0};
	struct text found = {0};
	struct error error = {0};
	bool is_same;

	if (is_for_manifest(work))
		return work->manifest.has_filter &&
		       entry_equal(&work->entry, &work->manifest.entry);
	if (!options->output)
		return false;
	manifest_write_entry_for(&work->entry, options->target.runtime, &wanted);
	is_same = file_read(options->output, wanted.length, &found, &error) &&
		  slice_equal(slice_of_text(&wanted), slice_of_text(&found));
	text_free(&wanted);
	text_free(&found);
	error_free(&error);
	return is_same;
}

static struct editor *open_editor(const struct work *work)
{
	const struct options *options = &work->options;
	const struct target_source source = {
		.from_option = options->has_capabilities,
		.manifest = work->manifest.has_capabilities ? options->manifest : NULL,
		.capabilities = work->manifest.capabilities,
	};
	struct text title = {0};
	struct editor *editor;

	append_title(&title, options);
	editor = editor_new(&(struct editor_setup){
		.tally = work->tally,
		.entry = &work->entry,
		.target = &options->target,
		.title = text_string(&title),
		.logs = options->logs,
		.log_count = options->log_count,
		.evidence = &work->evidence,
		.written = is_for_manifest(work) && work->manifest.has_filter
				   ? &work->manifest.entry
				   : NULL,
		.home = getenv("HOME"),
		.target_source = &source,
		.path = is_for_manifest(work) ? options->manifest : options->output,
		.is_written = is_written(work),
		.to_output = !options->output && !isatty(STDOUT_FILENO),
	});
	text_free(&title);
	return editor;
}

/* Whether the place where the entry is to go does not hold it. */
static bool awaits_writing(const struct work *work, const struct editor *editor)
{
	return editor->to_output || (editor->path && !is_written(work));
}

/* Tells the editor what was read: its entry is that of the trace so far, as at the start. */
static bool show(void *context, struct editor *editor, const struct live_news *news)
{
	struct work *work = context;
	struct reading_news told = {.time = news->time};
	struct error error = {0};
	bool is_whole;

	work_take_feed(work, news->feed);
	told.tally = work->tally;
	told.arch = work->arch.arch;
	if (news->is_draft && work_make_entry(work, &error))
		told.draft = &work->entry;
	error_free(&error); /* an option that edits, for the other architecture */
	is_whole = editor_take_reading(editor, &told);
	if (news->is_draft && news->is_end && !editor->is_accepted)
		editor->awaits_writing = awaits_writing(work, editor);
	return is_whole;
}

static void take_result(const struct editor *editor, const struct session_result *session,
	struct editing_result *ret_result)
{
	ret_result->signal = session->signal;
	ret_result->is_discarded = editor->to_output && !session->is_accepted;
	if (editor->to_output && session->is_accepted)
		manifest_write_entry_for(
			&editor->saved.entry, editor->saved.target.runtime, &ret_result->output);
}

bool editing_run(struct work *work, struct editing_result *ret_result, struct error *error)
{
	const struct options *options = &work->options;
	struct live_source source = {work->feed, show, work};
	struct live live = {.source = &source};
	const struct session_options session_options = {
		.color = options->color,
		.ascii = options->ascii,
		.scope = options->scope,
		.live = &live,
		.manifest_path = options->manifest,
		.manifest = work->has_manifest ? &work->manifest : NULL,
	};
	struct session_result session = {0};
	struct editor *editor = open_editor(work);
	bool done = session_run(editor, &session_options, &session, error);

	feed_end(source.feed);
	work_take_feed(work, source.feed);
	if (done)
		take_result(editor, &session, ret_result);
	editor_free(editor);
	return done;
}
