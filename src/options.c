#include "options.h"

#include <getopt.h>
#include <string.h>

struct option_row {
	char letter; /* 0: none */
	const char *name;
	const char *argument; /* NULL: it takes none */
	const char *help;
	bool (*apply)(struct options *options, const char *value, struct error *error);
};

static bool set_mode(struct options *options, enum mode mode, struct error *error)
{
	if (options->mode == MODE_HELP || options->mode == MODE_VERSION)
		return true;
	if (options->mode != MODE_AUTO && options->mode != mode)
		return error_set(error, NULL, 0, 0,
			"only one of the modes -e, -p, -l, -L and --list-keys can be asked for");
	options->mode = mode;
	return true;
}

static bool apply_edit(struct options *options, const char *value, struct error *error)
{
	(void)value;
	return set_mode(options, MODE_EDIT, error);
}

static bool apply_print(struct options *options, const char *value, struct error *error)
{
	(void)value;
	return set_mode(options, MODE_PRINT, error);
}

static bool apply_list(struct options *options, const char *value, struct error *error)
{
	(void)value;
	return set_mode(options, MODE_LIST, error);
}

static bool apply_list_values(struct options *options, const char *value, struct error *error)
{
	(void)value;
	return set_mode(options, MODE_LIST_VALUES, error);
}

static bool apply_list_keys(struct options *options, const char *value, struct error *error)
{
	(void)value;
	return set_mode(options, MODE_LIST_KEYS, error);
}

/* Help and version are asked for whatever else is said. */
static bool apply_help(struct options *options, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	options->mode = MODE_HELP;
	return true;
}

static bool apply_version(struct options *options, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	options->mode = MODE_VERSION;
	return true;
}

static bool apply_no_profile(struct options *options, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	options->profile = PROFILE_NONE;
	return true;
}

static bool apply_output(struct options *options, const char *value, struct error *error)
{
	(void)error;
	options->output = value;
	return true;
}

static bool apply_arch(struct options *options, const char *value, struct error *error)
{
	options->has_arch = true;
	return arch_parse(slice_of(value), &options->target.arch) ||
	       error_set(error, NULL, 0, 0,
		       "'%s' is no architecture of Northstar's filter (x86_64 or aarch64)", value);
}

static bool apply_capabilities(struct options *options, const char *value, struct error *error)
{
	return target_parse_capabilities(slice_of(value), &options->target.capabilities, error);
}

static bool apply_quiet(struct options *options, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	options->quiet = true;
	return true;
}

static bool apply_color(struct options *options, const char *value, struct error *error)
{
	static const char *const words[] = {"auto", "always", "never"};

	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(value, words[i]) == 0) {
			options->color = (enum terminal_color)i;
			return true;
		}
	}
	return error_set(error, NULL, 0, 0, "--color takes auto, always or never, not '%s'", value);
}

static bool apply_ascii(struct options *options, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	options->ascii = true;
	return true;
}

static const struct option_row rows[] = {
	{'e', "edit", NULL, "open the editor, whatever standard input and output are", apply_edit},
	{'p', "print", NULL, "print the entry (the default when not on a terminal)", apply_print},
	{'l', "list", NULL, "print one line per syscall: counts, rule, state, verdict", apply_list},
	{'L', "list-values", NULL, "print one line per distinct value of each argument",
		apply_list_values},
	{0, "no-default-profile", NULL, "do without Northstar's default profile", apply_no_profile},
	{'o', "output", "FILE", "write the entry to FILE", apply_output},
	{'a', "arch", "ARCH", "judge for x86_64 or aarch64 (default: what the log shows)",
		apply_arch},
	{0, "capabilities", "LIST", "the manifest's capabilities: CAP_A,CAP_B or none or all",
		apply_capabilities},
	{'q', "quiet", NULL, "no summary on standard error", apply_quiet},
	{0, "color", "WHEN", "colours in the editor: auto, always or never", apply_color},
	{0, "ascii", NULL, "draw the editor with plain ASCII", apply_ascii},
	{0, "list-keys", NULL, "print the keys of the editor", apply_list_keys},
	{'h', "help", NULL, "print this help", apply_help},
	{'V', "version", NULL, "print the version", apply_version},
};
#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

/* What getopt_long() asks for, made from the table. Its values are row indices, from FIRST_VALUE on
 * to keep them apart from letters. */
#define FIRST_VALUE 256

struct getopt_tables {
	char letters[3 * ROW_COUNT + 2];
	struct option names[ROW_COUNT + 1];
};

static void fill_tables(struct getopt_tables *tables)
{
	char *at = tables->letters;

	*at++ = ':'; /* tell a missing argument from an unknown option */
	for (size_t i = 0; i < ROW_COUNT; i++) {
		int takes = rows[i].argument ? required_argument : no_argument;

		tables->names[i] = (struct option){rows[i].name, takes, NULL, FIRST_VALUE + (int)i};
		if (!rows[i].letter)
			continue;
		*at++ = rows[i].letter;
		if (rows[i].argument)
			*at++ = ':';
	}
	*at = '\0';
	tables->names[ROW_COUNT] = (struct option){0};
}

/* Returns the row that getopt_long() found, NULL for its error values. */
static const struct option_row *find_row(int found)
{
	if (found >= FIRST_VALUE)
		return &rows[found - FIRST_VALUE];
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (rows[i].letter && rows[i].letter == found)
			return &rows[i];
	return NULL;
}

static bool refuse(int found, char **argv, struct error *error)
{
	const char *word = argv[optind - 1];
	const char *problem =
		found == ':' ? "needs an argument" : "is no option, or an unclear one";

	if (optopt > 0 && optopt < FIRST_VALUE)
		return error_set(error, NULL, 0, 0, "-%c %s", optopt, problem);
	return error_set(error, NULL, 0, 0, "%s %s", word, problem);
}

/* -o prints, unless the editor is asked for. */
static void imply_mode(struct options *options)
{
	if (options->mode == MODE_AUTO && options->output)
		options->mode = MODE_PRINT;
}

bool options_parse(int argc, char **argv, struct options *ret_options, struct error *error)
{
	struct getopt_tables tables;
	struct options options = {.profile = PROFILE_DEFAULT};
	int found;

	options.target.arch = arch_host();
	options.target.runtime = TARGET_RUNTIME_NEWEST;
	fill_tables(&tables);
	opterr = 0;
	while ((found = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		const struct option_row *row = find_row(found);

		if (!row)
			return refuse(found, argv, error);
		if (!row->apply(&options, optarg, error))
			return false;
	}
	imply_mode(&options);
	options.logs = (const char *const *)&argv[optind];
	options.log_count = (size_t)(argc - optind);
	*ret_options = options;
	return true;
}

static void append_option(struct text *text, const struct option_row *row)
{
	struct text left = {0};

	if (row->letter)
		text_append_format(&left, "  -%c, --%s", row->letter, row->name);
	else
		text_append_format(&left, "      --%s", row->name);
	if (row->argument)
		text_append_format(&left, " %s", row->argument);
	text_append_format(text, "%-28s %s\n", text_string(&left), row->help);
	text_free(&left);
}

void options_append_help(struct text *text)
{
	text_append_string(text,
		"Usage: northstar-seccomp [OPTION]... [LOG]...\n"
		"\n"
		"Turns the strace log of a Northstar container into the `seccomp:` entry of its\n"
		"manifest: in an editor on a terminal, as YAML on standard output otherwise.\n"
		"LOG - is standard input.\n"
		"\n");
	for (size_t i = 0; i < ROW_COUNT; i++)
		append_option(text, &rows[i]);
	text_append_string(text,
		"\n"
		"Making a log: put this into northstar.toml and start the container,\n"
		"\n"
		"    [debug]\n"
		"    commands = [\"strace -f -s 256 -p <PID> -o /tmp/hello.strace\"]\n"
		"\n"
		"or trace the program alone:\n"
		"\n"
		"    strace -f -o hello.strace ./hello\n"
		"\n"
		"then\n"
		"\n"
		"    northstar-seccomp hello.strace                  # edit, save, paste\n"
		"    northstar-seccomp hello.strace > entry.yaml     # or just the entry\n"
		"\n"
		"Exit status: 0 done; 1 an edit for standard output was discarded; 2 wrong usage,\n"
		"or an input that cannot be read.\n");
}
