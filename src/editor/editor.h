/*
 * The editor: the whole state of a session, and what a key does to it.
 *
 * It does no I/O and knows no screen. ui/ draws the state; a command that needs the outside returns
 * an effect, which session/ carries out and whose result it tells the editor. Every key goes
 * through editor_press(); a prompt or a dialog is a part of the state. "Unsaved" is a comparison
 * with what was saved.
 */
#ifndef EDITOR_EDITOR_H
#define EDITOR_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "editor/arguments.h"
#include "editor/calls.h"
#include "editor/completion.h"
#include "editor/history.h"
#include "editor/list.h"
#include "editor/prompt.h"
#include "editor/reading.h"
#include "editor/recovered.h"
#include "editor/saving.h"
#include "editor/shown.h"
#include "editor/spots.h"
#include "editor/target_choice.h"
#include "entry/entry.h"
#include "entry/target.h"
#include "review/finding.h"
#include "review/review.h"
#include "trace/tally.h"

/* Where keys go. Up to VIEW_HELP they are views; the others lie over one of them. */
enum view {
	VIEW_LIST,
	VIEW_ARGUMENTS,
	VIEW_CALLS, /* the calls of a syscall */
	VIEW_LINE,  /* the whole line of one of them */
	VIEW_FINDINGS,
	VIEW_TARGET,
	VIEW_HELP,
	VIEW_PROMPT,
	VIEW_QUIT,	/* the dialog: save, discard or back? */
	VIEW_SAVE,	/* the dialog: what saving would write */
	VIEW_RECOVERED, /* the dialog: take over what another session left? */
};
#define VIEW_COUNT (VIEW_RECOVERED + 1)

/* The part of a view that moves; Tab goes to the next one. */
enum pane {
	PANE_MAIN,	/* the list of syscalls, or the values of an argument */
	PANE_REGISTERS, /* in the arguments view only, as the next one */
	PANE_NOTES,	/* where there is no room for all of them */
	PANE_DETAILS,	/* in the list, as the next one */
	PANE_PREVIEW,
};
#define PANE_COUNT (PANE_PREVIEW + 1)

/* What the text in the prompt is for. */
enum purpose {
	PURPOSE_NONE, /* there is no prompt */
	PURPOSE_SEARCH,
	PURPOSE_SAVE,
	PURPOSE_VALUE,
	PURPOSE_MASK,
	PURPOSE_ADD,
	PURPOSE_FILTER,
	PURPOSE_LOG,
	PURPOSE_LINE, /* a text in the lines of calls */
	PURPOSE_CALL, /* the number of one */
};
#define PURPOSE_COUNT (PURPOSE_CALL + 1)

enum effect_kind {
	EFFECT_NONE,
	EFFECT_PLAN,	  /* work out what a save would write, then editor_show_save(),
		       * editor_saved_before() or editor_fail() */
	EFFECT_SAVE,	  /* write what was shown, then editor_saved() or editor_fail() */
	EFFECT_CALLS,	  /* read what calls_next_query() asks for, then editor_calls_page() or
		       * editor_calls_fail() */
	EFFECT_FIND_CALL, /* search what calls.hunt says, then editor_calls_found() */
	EFFECT_CALL_END,  /* put the call of calls_unjoined() together */
	EFFECT_RELOAD,	  /* read the logs again, from their start */
	EFFECT_ADD_LOG,	  /* read one more log */
	EFFECT_STOP_READING,
	EFFECT_FILES,		/* name the files of a folder with editor_offer_file(), then
		       * editor_complete_file() */
	EFFECT_MANUAL,		/* show the page of editor_manual_name(), or editor_manual_fail() */
	EFFECT_RECOVERED_TAKEN, /* its file is not needed once this session is saved */
	EFFECT_RECOVERED_REFUSED, /* delete its file */
	EFFECT_QUIT,
	EFFECT_SUSPEND, /* stop the program until the user comes back to it */
	EFFECT_REDRAW,	/* paint the whole screen again */
};

struct effect {
	enum effect_kind kind;
	/* EFFECT_PLAN, EFFECT_SAVE, EFFECT_ADD_LOG: the file; EFFECT_FILES: the folder; belongs to
	 * the editor */
	const char *path;
};

/* What a session starts from. All of it is copied, but for the tally, which must live longer, and
 * is read anew for another architecture when the target becomes one. */
struct editor_setup {
	struct tally *tally;
	const struct entry *entry;
	const struct target *target;
	const char *title;	 /* the names of the logs, for the header */
	const char *const *logs; /* the name of each log */
	/* What is known beside calls and rules; NULL: nothing. Must live longer too. */
	const struct finding_evidence *evidence;
	size_t log_count;
	const struct entry
		*written; /* what the manifest of the session holds; NULL: there is none */
	const char *home; /* what `~` stands for in a file name; NULL: nothing */
	const char *path; /* where `w` writes; NULL: it asks */
	bool is_written;  /* `path` holds the entry already */
	const struct target_source *target_source; /* NULL: nothing is known */
	bool to_output; /* without `path`: saving is accepting, and the caller writes the entry to
			   standard output when the session is over */
};

/* Rows that are visible, for paging. */
struct editor_sizes {
	size_t list_rows;
	size_t register_rows;
	size_t value_rows;
	size_t bit_rows; /* while the bits are shown */
	size_t note_rows;
	size_t note_count;   /* rows that the notes of the arguments view take */
	size_t preview_rows; /* 0: the preview is not shown */
	size_t preview_columns;
	size_t detail_rows;  /* 0: the details are not shown */
	size_t detail_count; /* rows that the details of the chosen syscall take */
	size_t call_rows;
	size_t finding_rows;
	size_t target_rows;
	size_t save_rows;
	size_t save_count; /* rows that the dialog of saving has to show */
	size_t line_rows;
	size_t line_count; /* rows that the text of the chosen call takes */
	size_t line_match; /* the one where what was searched for stands, or ends */
	size_t help_rows;
	size_t help_columns; /* the width of the help's lines */
};

struct editor {
	struct tally *tally;
	struct snapshot now;   /* the entry that is edited, and its target */
	struct snapshot saved; /* as last saved, or as the session began */
	bool has_manifest;     /* that the session is for, with an entry */
	struct entry written;  /* what it holds, as far as is known */
	bool is_accepted;      /* it was saved at least once */
	bool awaits_writing;   /* the place where it is to go does not hold it yet */
	bool to_output;
	char *title;
	char *path; /* NULL: none yet */
	char **logs;
	size_t log_count;
	char *home;

	struct review review; /* of `now` */
	const struct finding_evidence *evidence;
	struct findings findings; /* of `now`, the most severe first */
	struct text preview;	  /* the entry as it would be saved */
	struct text preview_rows; /* as it is shown */
	size_t preview_columns;	  /* for so many columns */
	struct history history;
	size_t recovered_steps; /* that took over what another session had left, undone or not */

	enum view view; /* up to VIEW_HELP */
	enum view help_from;
	enum view calls_from;
	enum view dialog; /* VIEW_QUIT and what follows it; VIEW_LIST: none */
	bool is_asking;	  /* the dialog was not shown yet: what was typed before is no answer */
	bool is_hidden;	  /* the window is too small for anything */
	enum pane pane;
	enum pane aside; /* PANE_DETAILS or PANE_PREVIEW: what a window shows beside the list that
			     * has no room for both */
	struct shown shown; /* the rows of the review that the list has */
	struct list list;   /* rows of `shown` */
	struct list lines;  /* rows of the preview */
	struct list details;
	size_t details_of; /* the row of the review that they are about */
	bool has_details;  /* they are shown */
	bool has_preview;
	struct list help_lines;
	struct text help;
	size_t help_columns;
	struct arguments arguments;
	struct calls calls;
	struct reading reading;
	struct target_choice target_choice;
	struct target_source target_source;
	char *target_manifest; /* its name */
	struct list finding_rows;

	enum purpose purpose;
	struct prompt prompt;
	struct completion completion; /* of the prompt */
	struct text search;	      /* what was searched for last: a name */
	struct text line_search;      /* a text in the lines of calls */
	struct recovered recovered;   /* that is offered */
	struct saving saving;	      /* that is not done yet */
	struct text origin;	      /* the syscall under the cursor when the prompt was opened */
	size_t origin_top;	      /* and the first row that was visible */
	struct text replaced;	      /* the filter, or the search, when its prompt was opened */
	struct text pending_log;      /* a log that is to be read; kept when that fails */
	struct text folder;	      /* whose files complete the prompt */
	bool quits_when_saved;

	struct spots spots;  /* what stands where on the screen; ui/ says it */
	struct spot pointed; /* what the mouse points at, while a key of it is pressed */
	const char *pressed; /* the key, while it is pressed */

	struct text message; /* "": none */
	bool message_is_bad;
};

/* Returns a new session; the caller frees it with editor_free(). */
struct editor *editor_new(const struct editor_setup *setup);
void editor_free(struct editor *editor);

/* Does what the key of this name does ("Space", "Up", "Ctrl-R", "a", a UTF-8 character,
 * "Click@4,20" of the mouse), and returns what is left for the session to do. */
struct effect editor_press(struct editor *editor, const char *key);

/* Tells the editor whether the window is too small to show anything: then only Ctrl-Z and Ctrl-L
 * do what they do, and Ctrl-C where it asks nothing. */
void editor_hide(struct editor *editor, bool is_hidden);

/* Tells the editor how much each part shows. */
void editor_resize(struct editor *editor, const struct editor_sizes *sizes);

/* Returns the effect that fills in what is visible and not there; after a key editor_press() has
 * done so, a new size of the window asks for it too. */
struct effect editor_missing(struct editor *editor);

/* Returns where keys go now. */
enum view editor_focus(const struct editor *editor);

/* Returns whether a dialog was opened since the last call: it must be shown before the next key. */
bool editor_asks(struct editor *editor);

/* For commands. Opens a dialog. */
void editor_ask(struct editor *editor, enum view dialog);

/* Returns whether something would be lost by leaving now. */
bool editor_is_unsaved(const struct editor *editor);

/* Returns whether the entry was changed since it was read or saved. */
bool editor_has_changes(const struct editor *editor);

/* Appends what would be lost: "2 rules added, the profile switched off". */
void editor_append_unsaved(const struct editor *editor, struct text *text);

/* Returns the review's row under the list's cursor, NULL when there is none; the one in row `index`
 * of the list. (These and the next ones in rows.c.) */
const struct review_row *editor_row(const struct editor *editor);
const struct review_row *editor_row_at(const struct editor *editor, size_t index);

/* Returns what the manifest of the session holds, NULL when there is none. */
const struct entry *editor_written(const struct editor *editor);

/* For commands. Puts the cursor of the list on the syscall `name`. Returns whether it is there. */
bool editor_go_to(struct editor *editor, struct slice name);

/* For commands. Fills the list anew after a change of editor->shown or of what it shows, with the
 * cursor on the syscall `name` when it is there. */
void editor_show_rows(struct editor *editor, struct slice name);

/* For commands. The same with another filter. */
void editor_set_filter(struct editor *editor, struct slice filter, struct slice name);

/* The results of EFFECT_PLAN and EFFECT_SAVE: this is what saving writes, and what to know before;
 * the file holds it already; it is written; it failed, for the reason given. Those that return an
 * effect return what is left to do. (In commands_save.c.) */
void editor_show_save(struct editor *editor, struct slice notes, struct slice change, bool is_new);
struct effect editor_saved_before(struct editor *editor);
struct effect editor_saved(struct editor *editor);
void editor_fail(struct editor *editor, const char *reason);

/* Offers what another session left unsaved: the entry, which is taken over, when it was left, and
 * sentences that say where it stands. (In commands_recovered.c.) */
void editor_offer_recovered(
	struct editor *editor, struct entry *entry, const char *when, const char *place);

/* Returns whether all that was taken over is: none of it was undone since. */
bool editor_has_recovered(const struct editor *editor);

/* Appends the question: what it is, against the entry as it is now. */
void editor_append_recovered(const struct editor *editor, struct text *text);

/* The results of EFFECT_CALLS: what was read, which is taken over; why it was not. (In
 * commands_calls.c.) */
void editor_calls_page(struct editor *editor, struct calls_page *page);
void editor_calls_fail(struct editor *editor, const char *reason);

/* The results of EFFECT_FIND_CALL: how much of the calls was searched, in percent; the row of the
 * one that was found, or that there is none. */
void editor_calls_hunted(struct editor *editor, unsigned percent);
void editor_calls_found(struct editor *editor, size_t row);
void editor_calls_not_found(struct editor *editor);

/* Shows how much of the log was searched for calls, in percent. */
void editor_calls_searched(struct editor *editor, bool is_searching, unsigned percent);

/* The results of EFFECT_FILES: the name of a file, with a slash behind that of a folder; there are
 * no more. (In commands_prompt.c.) */
void editor_offer_file(struct editor *editor, const char *name);
void editor_complete_file(struct editor *editor);

/* EFFECT_MANUAL: returns the known system call that it is about (NULL: there is none); why there is
 * no page. (In commands_manual.c.) */
const char *editor_manual_name(const struct editor *editor);
void editor_manual_fail(struct editor *editor, const char *reason);

/* Returns the review and the target that the header shows: in the views that change something,
 * those of the draft. */
const struct review *editor_review(const struct editor *editor);
const struct target *editor_target(const struct editor *editor);

/* For commands. Sets the message line. */
void editor_say(struct editor *editor, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void editor_warn(struct editor *editor, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* For commands. Shows what a change of the draft in the arguments view said; `done` is whether it
 * was made. */
void editor_report(struct editor *editor, bool done, const struct text *message);

/* For commands. Begins a change: editor->now becomes a copy that may be changed, and what it was is
 * returned, for editor_commit(). (The review refers to what it was until then.) */
struct snapshot editor_begin(struct editor *editor);

/* For commands. Says where a search from row `from` to row `to` went around an end, which nobody
 * should take for one step further; `what` a row is. (In commands_move.c.) */
void editor_say_around(
	struct editor *editor, size_t from, size_t to, bool is_back, const char *what);

/* For commands. Ends a change of editor->now: adds an undo step back to `before`, which is taken
 * over, and refreshes. The sentence also becomes the message. Without a difference nothing is
 * added; returns whether there was one. */
bool editor_commit(struct editor *editor, struct snapshot before, const char *sentence);

/* For commands. Makes review and preview anew, keeping the cursor on its syscall. What the review
 * refers to must still be there. */
void editor_refresh(struct editor *editor);

/* For commands. Makes the preview anew; in the arguments view it shows the draft. */
void editor_refresh_preview(struct editor *editor);

#endif
