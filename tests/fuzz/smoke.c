/*
 * A fuzz target in `make check`: it is run on its seeds and on mutations of them, the same ones
 * everywhere. The name of the program, test_NAME, is the target's.
 *
 * The input that is being run stands in tests/fuzz/test_NAME.input of the build; after a failure
 * it can be given to the program as an argument. FUZZ_MUTATIONS and FUZZ_SEED in the environment
 * are for more of them, and for others.
 */
#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"
#include "target.h"

enum {
	SEED_MAX = 1 << 20,
	MUTATED_MAX = 8 * 1024, /* longer seeds are mutated in a part of them */
	MUTATIONS = 400,	/* of all seeds together, if not told otherwise */
	SECONDS = 120,		/* what takes longer hangs */
};

struct smoke {
	const char *name; /* of the target */
	struct text *seeds;
	char **paths;
	size_t count;
	size_t path_capacity;
	size_t capacity;
	struct text *words; /* of the dictionary */
	size_t word_count;
	size_t word_capacity;
	size_t mutations;
	uint64_t state; /* of the chance */
	struct text input_path;
};

static size_t chance(struct smoke *smoke, size_t limit)
{
	smoke->state = smoke->state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return limit ? (size_t)(smoke->state >> 33) % limit : 0;
}

static struct text read_file(const char *path)
{
	struct error error = {0};
	struct text text = {0};

	if (!file_read(path, SEED_MAX, &text, &error))
		demand_failed(__FILE__, __LINE__, path, error.what);
	return text;
}

static struct text read_source(const char *name, const char *suffix)
{
	const char *top = getenv("top_srcdir");
	struct text path = {0};
	struct text text;

	text_append_format(&path, "%s/tests/fuzz/%s%s", top ? top : ".", name, suffix);
	text = read_file(text_string(&path));
	text_free(&path);
	return text;
}

static void add_seed(struct smoke *smoke, const char *path)
{
	smoke->seeds = memory_reserve(
		smoke->seeds, &smoke->capacity, smoke->count + 1, sizeof(smoke->seeds[0]));
	smoke->paths = memory_reserve(
		smoke->paths, &smoke->path_capacity, smoke->count + 1, sizeof(smoke->paths[0]));
	smoke->seeds[smoke->count] = read_file(path);
	smoke->paths[smoke->count++] = memory_copy_string(path, strlen(path));
}

static void add_seeds(struct smoke *smoke, struct slice pattern)
{
	const char *top = getenv("top_srcdir");
	struct text text = {0};
	glob_t found;

	text_append_format(&text, "%s/%.*s", top ? top : ".", (int)pattern.length, pattern.start);
	if (glob(text_string(&text), 0, NULL, &found) != 0)
		demand_failed(__FILE__, __LINE__, "no seed is there", text_string(&text));
	for (size_t i = 0; i < found.gl_pathc; i++)
		add_seed(smoke, found.gl_pathv[i]);
	globfree(&found);
	text_free(&text);
}

/* The lines `TARGET PATTERN` of the list. */
static void find_seeds(struct smoke *smoke)
{
	struct text list = read_source("seeds", ".list");
	struct slice rest = slice_of_text(&list);

	while (rest.length > 0) {
		struct slice line = input_next_line(&rest);
		size_t blank = slice_find_byte(line, ' ');

		if (slice_is(slice_until(line, blank), smoke->name))
			add_seeds(smoke, slice_after(line, blank + 1));
	}
	text_free(&list);
}

/* A word of the dictionary: "..." with \xNN, \" and \\. */
static void add_word(struct smoke *smoke, struct slice line)
{
	struct text word = {0};

	for (line = slice_after(line, 1); line.length > 1; line = slice_after(line, 1)) {
		bool is_escape = line.start[0] == '\\';
		unsigned byte = (unsigned char)line.start[is_escape];

		if (is_escape && byte == 'x') {
			demand(sscanf(line.start + 2, "%2x", &byte) == 1);
			line = slice_after(line, 2);
		}
		line = slice_after(line, is_escape);
		text_append_byte(&word, (char)byte);
	}
	smoke->words = memory_reserve(smoke->words, &smoke->word_capacity, smoke->word_count + 1,
		sizeof(smoke->words[0]));
	smoke->words[smoke->word_count++] = word;
}

static void read_dictionary(struct smoke *smoke)
{
	struct text list = read_source(smoke->name, ".dict");
	struct slice rest = slice_of_text(&list);

	while (rest.length > 0) {
		struct slice line = input_next_line(&rest);

		if (slice_starts_with(line, "\""))
			add_word(smoke, line);
	}
	text_free(&list);
}

static void run(struct smoke *smoke, struct slice input)
{
	FILE *kept = fopen(text_string(&smoke->input_path), "w");

	demand(kept && fwrite(input.start, 1, input.length, kept) == input.length);
	demand(fclose(kept) == 0);
	alarm(SECONDS);
	LLVMFuzzerTestOneInput((const uint8_t *)input.start, input.length);
}

/* Replaces the bytes from `from` to `to` by `by`. */
static void replace(struct text *input, size_t from, size_t to, struct slice by)
{
	struct slice old = slice_of_text(input);
	struct text new = {0};

	text_append(&new, slice_until(old, from));
	text_append(&new, by);
	text_append(&new, slice_after(old, to));
	text_free(input);
	*input = new;
}

static void mutate(struct smoke *smoke, struct text *input)
{
	size_t from = chance(smoke, input->length + 1);
	size_t to = from + chance(smoke, input->length - from + 1);
	char byte = (char)chance(smoke, 256);
	struct text copy = {0};

	switch (chance(smoke, 6)) {
	case 0:
		replace(input, from, from + 1, (struct slice){&byte, 1});
		break;
	case 1:
		replace(input, from, chance(smoke, 8) ? from + chance(smoke, 20) : to,
			(struct slice){0});
		break;
	case 2:
		text_append(&copy, slice_until(slice_after(slice_of_text(input), from), to - from));
		from = chance(smoke, input->length);
		replace(input, from, from, slice_of_text(&copy));
		break;
	case 3:
		copy = smoke->seeds[chance(smoke, smoke->count)];
		replace(input, from, to,
			slice_until(slice_after(slice_of_text(&copy), chance(smoke, copy.length)),
				chance(smoke, 200)));
		return;
	default:
		copy = smoke->words[chance(smoke, smoke->word_count)];
		replace(input, from, from + chance(smoke, 5), slice_of_text(&copy));
		return;
	}
	text_free(&copy);
}

static void run_mutation(struct smoke *smoke, const struct text *seed)
{
	size_t start = seed->length > MUTATED_MAX ? chance(smoke, seed->length - MUTATED_MAX) : 0;
	struct text input = {0};

	text_append(&input, slice_until(slice_after(slice_of_text(seed), start), MUTATED_MAX));
	for (size_t i = 1 + chance(smoke, 6); i > 0; i--)
		mutate(smoke, &input);
	run(smoke, slice_of_text(&input));
	text_free(&input);
}

static void run_all(struct smoke *smoke)
{
	printf("1..%zu\n", smoke->count);
	for (size_t i = 0; i < smoke->count; i++) {
		const char *slash = strrchr(smoke->paths[i], '/');

		run(smoke, slice_of_text(&smoke->seeds[i]));
		for (size_t j = 0; j <= smoke->mutations / smoke->count; j++)
			run_mutation(smoke, &smoke->seeds[i]);
		printf("ok %zu - %s: %s\n", i + 1, smoke->name, slash + 1);
	}
	unlink(text_string(&smoke->input_path));
}

static void smoke_free(struct smoke *smoke)
{
	for (size_t i = 0; i < smoke->count; i++) {
		text_free(&smoke->seeds[i]);
		free(smoke->paths[i]);
	}
	for (size_t i = 0; i < smoke->word_count; i++)
		text_free(&smoke->words[i]);
	free(smoke->seeds);
	free(smoke->paths);
	free(smoke->words);
	text_free(&smoke->input_path);
}

static size_t setting(const char *variable, size_t usual)
{
	const char *text = getenv(variable);

	return text ? strtoul(text, NULL, 10) : usual;
}

int main(int argc, char **argv)
{
	struct smoke smoke = {
		.name = strrchr(argv[0], '/') + sizeof("/test_") - 1,
		.mutations = setting("FUZZ_MUTATIONS", MUTATIONS),
		.state = setting("FUZZ_SEED", 1),
	};
	const char *build = getenv("builddir");

	for (int i = 1; i < argc; i++) {
		struct text input = read_file(argv[i]);

		LLVMFuzzerTestOneInput((const uint8_t *)text_string(&input), input.length);
		text_free(&input);
	}
	if (argc > 1)
		return 0;
	text_append_format(
		&smoke.input_path, "%s/tests/fuzz/test_%s.input", build ? build : ".", smoke.name);
	find_seeds(&smoke);
	read_dictionary(&smoke);
	run_all(&smoke);
	smoke_free(&smoke);
	return 0;
}
