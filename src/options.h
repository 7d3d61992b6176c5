/*
 * The command line. One table holds the options; parsing, --help, README and manual come from it.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "entry/entry.h"
#include "entry/filter.h"
#include "entry/target.h"
#include "trace/launch.h"
#include "ui/terminal.h"

enum mode {
	MODE_AUTO, /* the editor on a terminal, else like --print */
	MODE_EDIT,
	MODE_PRINT,
	MODE_CHECK,
	MODE_EXPLAIN,
	MODE_LIST,
	MODE_LIST_VALUES,
	MODE_LIST_KEYS,
	MODE_HELP,
	MODE_VERSION,
};

/* An option that edits the entry; they are applied in the order of the command line. */
enum edit_kind { EDIT_ALLOW, EDIT_DROP, EDIT_RESTRICT, EDIT_WITH, EDIT_SUGGEST, EDIT_FIX };

struct edit_option {
	enum edit_kind kind;
	const char *text; /* part of argv; NULL with EDIT_SUGGEST */
};

struct options {
	enum mode mode;
	enum profile profile;
	struct edit_option *edits;
	size_t edit_count;
	size_t edit_capacity;
	const char *manifest;  /* -m; NULL: none */
	const char *output;    /* -o; NULL: standard output */
	bool in_place;	       /* write into the manifest */
	bool diff;	       /* print what that would change instead */
	bool annotate;	       /* say after each rule why it is there */
	bool has_capabilities; /* --capabilities was given */
	bool has_arch;	       /* -a was given */
	struct target target;
	enum launch_scope scope;
	enum terminal_color color;
	bool ascii;
	bool quiet;
	bool verbose;
	bool strict;
	unsigned jobs;		 /* -j; 0: as many as there are processors, at most 4 */
	bool follow;		 /* -F: the logs may grow */
	char *command;		 /* the program and its options, as they were given */
	const char *const *logs; /* part of argv */
	size_t log_count;
};

/* Reads the command line. On failure the error says what is wrong with it. The caller frees with
 * options_free(), also then. */
bool options_parse(int argc, char **argv, struct options *ret_options, struct error *error);
void options_free(struct options *options);

/* Appends what --help prints. */
void options_append_help(struct text *text);

#endif
