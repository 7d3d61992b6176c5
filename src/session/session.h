/*
 * A session: the editor's outside. Draws, reads keys, and carries out what commands ask for.
 */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "editor/editor.h"
#include "manifest/reader.h"
#include "session/live.h"
#include "trace/launch.h"
#include "ui/terminal.h"

struct session_options {
	enum terminal_color color;
	bool ascii;
	enum launch_scope scope;   /* which calls the calls view shows */
	struct live *live;	   /* the logs, which may still be read; a save replaces none */
	const char *manifest_path; /* saving there writes the entry into it; NULL: there is none */
	const struct manifest *manifest; /* as it was read */
};

struct session_result {
	bool is_accepted; /* the entry was saved at least once; editor->saved is what was saved */
	int signal;	  /* the signal that ended the session; 0: none did */
};

/* Runs the editor in the terminal until the user leaves, a signal ends the program (SIGTERM,
 * SIGHUP) or the terminal is gone (`signal` is then SIGHUP). The terminal is always left as it was.
 * Returns false when there is no terminal that can be used. */
bool session_run(struct editor *editor, const struct session_options *options,
	struct session_result *ret_result, struct error *error);

#endif
