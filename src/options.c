#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/crew.h"

struct option_row {
	char letter; /* 0: none */
	const char *name;
	const char *argument; /* NULL: it takes none */
	const char *help;
	/* Does what the option says; `parameter` is the row's. */
	bool (*apply)(
		struct options *options, int parameter, const char *value, struct error *error);
	int parameter;
};

/* Help and version are asked for whatever else is said. */
static bool apply_mode(
	struct options *options, int parameter, const char *value, struct error *error)
{
	enum mode mode = (enum mode)parameter;

	(void)value;
	if (options->mode == MODE_HELP || options->mode == MODE_VERSION)
		return true;
	if (options->mode != MODE_AUTO && options->mode != mode && mode < MODE_HELP)
		return error_set(error, NULL, 0, 0,
			"only one of the modes -e, -p, -c, -l, -L, --explain and --list-keys can "
			"be asked "
			"for");
	options->mode = mode;
	return true;
}

/* `parameter` is where the flag stands in struct options. */
static bool apply_flag(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	*(bool *)((char *)options + parameter) = true;
	return true;
}

static bool apply_no_profile(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)parameter;
	(void)value;
	(void)error;
	options->profile = PROFILE_NONE;
	return true;
}

static bool apply_edit(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)error;
	options->edits = memory_reserve(options->edits, &options->edit_capacity,
		options->edit_count + 1, sizeof(options->edits[0]));
	options->edits[options->edit_count++] =
		(struct edit_option){(enum edit_kind)parameter, value};
	return true;
}

static bool apply_output(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)parameter;
	(void)error;
	options->output = value;
	return true;
}

static bool apply_manifest(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)parameter;
	(void)error;
	options->manifest = value;
	return true;
}

static bool apply_arch(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)parameter;
	options->has_arch = true;
	return arch_parse(slice_of(value), &options->target.arch) ||
	       error_set(error, NULL, 0, 0,
		       "'%s' is no architecture of Northstar's filter (x86_64 or aarch64)", value);
}

static bool apply_capabilities(
	struct options *options, int parameter, const char *value, struct error *error)
{
	(void)parameter;
	options->has_capabilities = true;
	return target_parse_capabilities(slice_of(value), &options->target.capabilities, error);
}

static bool apply_runtime(
	struct options *options, int parameter, const char *value, struct error *error)
{
	unsigned minor = (unsigned)(value[0] && value[1] ? value[2] - '0' : 0);

	(void)parameter;
	if (strncmp(value, "0.", 2) != 0 || minor < TARGET_RUNTIME_OLDEST ||
		minor > TARGET_RUNTIME_NEWEST || (value[3] != '\0' && value[3] != '.'))
		return error_set(
			error, NULL, 0, 0, "--northstar takes 0.5 to 0.9, not '%s'", value);
	options->target.runtime = minor;
	return true;
}

static bool apply_jobs(
	struct options *options, int parameter, const char *value, struct error *error)
{
	uint64_t jobs;

	(void)parameter;
	if (!slice_parse_number(slice_of(value), &jobs) || jobs < 1 || jobs > CREW_MAX)
		return error_set(
			error, NULL, 0, 0, "--jobs takes 1 to %d, not '%s'", CREW_MAX, value);
	options->jobs = (unsigned)jobs;
	return true;
}

/* Sets `ret_index` to where `value` stands among `words`, which end with NULL. */
static bool choose(const char *name, const char *value, const char *const *words, int *ret_index,
	struct error *error)
{
	struct text all = {0};

	for (int i = 0; words[i]; i++) {
		if (strcmp(value, words[i]) == 0) {
			*ret_index = i;
			text_free(&all);
			return true;
		}
		text_append_format(&all, "%s%s", i ? (words[i + 1] ? ", " : " or ") : "", words[i]);
	}
	error_set(error, NULL, 0, 0, "%s takes %s, not '%s'", name, text_string(&all), value);
	text_free(&all);
	return false;
}

static bool apply_judge(
	struct options *options, int parameter, const char *value, struct error *error)
{
	static const char *const words[] = {"built", "documented", NULL};
	int index = 0;

	(void)parameter;
	if (!choose("--judge", value, words, &index, error))
		return false;
	options->target.judge = index == 0 ? MEANING_BUILT : MEANING_DOCUMENTED;
	return true;
}

static bool apply_scope(
	struct options *options, int parameter, const char *value, struct error *error)
{
	static const char *const words[] = {"container", "all", NULL};
	int index = 0;

	(void)parameter;
	if (!choose("--scope", value, words, &index, error))
		return false;
	options->scope = index == 0 ? LAUNCH_CONTAINER : LAUNCH_ALL;
	return true;
}

static bool apply_color(
	struct options *options, int parameter, const char *value, struct error *error)
{
	static const char *const words[] = {"auto", "always", "never", NULL};
	int index = 0;

	(void)parameter;
	if (!choose("--color", value, words, &index, error))
		return false;
	options->color = (enum terminal_color)index;
	return true;
}

#define FLAG(member) (int)offsetof(struct options, member)

static const struct option_row rows[] = {
	{'e', "edit", NULL, "open the editor, whatever standard input and output are", apply_mode,
		MODE_EDIT},
	{'p', "print", NULL, "print the entry (the default when not on a terminal)", apply_mode,
		MODE_PRINT},
	{'c', "check", NULL, "would the traced calls survive the entry?", apply_mode, MODE_CHECK},
	{0, "explain", NULL, "print the entry in plain words", apply_mode, MODE_EXPLAIN},
	{'l', "list", NULL, "print one line per syscall: counts, rule, state, verdict", apply_mode,
		MODE_LIST},
	{'L', "list-values", NULL, "print one line per distinct value of each argument", apply_mode,
		MODE_LIST_VALUES},
	{'m', "manifest", "FILE", "start from the entry of FILE", apply_manifest, 0},
	{0, "no-default-profile", NULL, "do without Northstar's default profile", apply_no_profile,
		0},
	{0, "allow", "NAME", "allow the syscall with any arguments", apply_edit, EDIT_ALLOW},
	{0, "drop", "NAME", "drop the rule of the syscall", apply_edit, EDIT_DROP},
	{0, "restrict", "RULE", "restrict one argument: NAME:INDEX=VALUE,... or NAME:INDEX&MASK",
		apply_edit, EDIT_RESTRICT},
	{0, "with", "GROUPS", "add what a trace hides: launch,siblings,vdso,exit", apply_edit,
		EDIT_WITH},
	{0, "suggest", NULL, "restrict rules that are any to what the trace shows", apply_edit,
		EDIT_SUGGEST},
	{0, "fix", "CODE", "fix what is found (codes: see the manual)", apply_edit, EDIT_FIX},
	{'o', "output", "FILE", "write the entry to FILE", apply_output, 0},
	{'i', "in-place", NULL, "write the entry into the manifest", apply_flag, FLAG(in_place)},
	{0, "diff", NULL, "print what --in-place would change instead", apply_flag, FLAG(diff)},
	{0, "annotate", NULL, "say after each rule of a printed entry why it is there", apply_flag,
		FLAG(annotate)},
	{'a', "arch", "ARCH", "judge for x86_64 or aarch64 (default: what the log shows)",
		apply_arch, 0},
	{0, "capabilities", "LIST", "the manifest's capabilities: CAP_A,CAP_B or none or all",
		apply_capabilities, 0},
	{0, "northstar", "VERSION", "the runtime, 0.5 to 0.9 (default 0.9)", apply_runtime, 0},
	{0, "judge", "MEANING", "judge as the runtime is built (default) or documented",
		apply_judge, 0},
	{0, "scope", "SCOPE", "container: what runs under the filter (default), or all",
		apply_scope, 0},
	{'F', "follow", NULL, "read on as the log grows, until its writer is gone", apply_flag,
		FLAG(follow)},
	{'j', "jobs", "N", "read with N threads (default: processors, at most 4)", apply_jobs, 0},
	{'v', "verbose", NULL, "one line per call with --check", apply_flag, FLAG(verbose)},
	{0, "strict", NULL, "findings fail --check too", apply_flag, FLAG(strict)},
	{'q', "quiet", NULL, "no summary on standard error", apply_flag, FLAG(quiet)},
	{0, "color", "WHEN", "colours in the editor: auto, always or never", apply_color, 0},
	{0, "ascii", NULL, "draw the editor with plain ASCII", apply_flag, FLAG(ascii)},
	{0, "list-keys", NULL, "print the keys of the editor", apply_mode, MODE_LIST_KEYS},
	{'h', "help", NULL, "print this help", apply_mode, MODE_HELP},
	{'V', "version", NULL, "print the version", apply_mode, MODE_VERSION},
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

/* -o, -i and --diff print, unless the editor is asked for; only these two have
 * an entry to write. */
static bool settle_output(struct options *options, struct error *error)
{
	bool writes;

	if (options->output && strcmp(options->output, "-") == 0)
		options->output = NULL;
	writes = options->output || options->in_place || options->diff;
	if (options->mode == MODE_AUTO && writes)
		options->mode = MODE_PRINT;
	if ((options->in_place || options->diff) && !options->manifest)
		return error_set(error, NULL, 0, 0, "-i and --diff need a manifest (-m FILE)");
	if (options->in_place && options->output && !options->diff)
		return error_set(error, NULL, 0, 0, "-i writes into the manifest, -o elsewhere");
	if (!writes || options->mode == MODE_PRINT || options->mode == MODE_EDIT ||
		options->mode >= MODE_HELP)
		return true;
	return error_set(error, NULL, 0, 0, "-o, -i and --diff go with --print and --edit only");
}

/* Returns "northstar-seccomp --list ...", of the first `count` words; the caller frees it. */
static char *join_words(char **words, int count)
{
	struct text text = {0};

	text_append_string(&text, "northstar-seccomp");
	for (int i = 1; i < count; i++) {
		text_append_byte(&text, ' ');
		text_append_string(&text, words[i]);
	}
	return text.bytes;
}

bool options_parse(int argc, char **argv, struct options *ret_options, struct error *error)
{
	struct getopt_tables tables;
	int found;

	*ret_options = (struct options){.profile = PROFILE_DEFAULT};
	ret_options->target.arch = arch_host();
	ret_options->target.runtime = TARGET_RUNTIME_NEWEST;
	fill_tables(&tables);
	opterr = 0;
	while ((found = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		const struct option_row *row = find_row(found);

		if (!row)
			return refuse(found, argv, error);
		if (!row->apply(ret_options, row->parameter, optarg, error))
			return false;
	}
	ret_options->command = join_words(argv, optind);
	ret_options->logs = (const char *const *)&argv[optind];
	ret_options->log_count = (size_t)(argc - optind);
	return settle_output(ret_options, error);
}

void options_free(struct options *options)
{
	free(options->command);
	options->command = NULL;
	free(options->edits);
	options->edits = NULL;
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
		"Exit status: 0 done, all calls survive; 1 a call would be killed or is not "
		"decided\n"
		"(--check), or an edit for standard output was discarded; 2 wrong usage, or an\n"
		"input that cannot be read.\n");
}
