/*
 * The command line. One table holds the options; parsing, --help and the manual come from it.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "entry/entry.h"
#include "entry/target.h"
#include "ui/terminal.h"

enum mode {
	MODE_AUTO, /* the editor on a terminal, else like --print */
	MODE_EDIT,
	MODE_PRINT,
	MODE_LIST,
	MODE_LIST_VALUES,
	MODE_LIST_KEYS,
	MODE_HELP,
	MODE_VERSION,
};

struct options {
	enum mode mode;
	enum profile profile;
	const char *output; /* -o; NULL: standard output */
	bool has_arch;	    /* -a was given */
	struct target target;
	enum terminal_color color;
	bool ascii;
	bool quiet;
	const char *const *logs; /* part of argv */
	size_t log_count;
};

/* Reads the command line. On failure the error says what is wrong with it. */
bool options_parse(int argc, char **argv, struct options *ret_options, struct error *error);

/* Appends what --help prints. */
void options_append_help(struct text *text);

#endif
