/*
 * Manifests made by chance, changed by chance: what is read back is what was wanted, and nothing
 * else has changed. SEED=N in the environment runs one manifest alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "manifest/splice.h"

#include "generator.h"
#include "summary.h"

enum { MANIFESTS = 3000, ROUNDS = 3 };

struct trial {
	uint64_t seed;
	struct manifest before;
	struct entry wanted;
	struct text result;
	struct splice_report report;
};

static void complain(const struct trial *trial, const char *what)
{
	struct text from = {0};
	struct text to = {0};

	append_summary(&from, &trial->before.entry);
	append_summary(&to, &trial->wanted);
	fail_msg("seed %u: %s\n--- from\n%s\n--- to\n%s\n--- from %s\n--- to   %s",
		(unsigned)trial->seed, what, text_string(&trial->before.bytes),
		text_string(&trial->result), text_string(&from), text_string(&to));
}

static struct restriction some_restriction(struct generator *generator)
{
	struct restriction restriction = {.index = chance(generator, 6)};

	restriction.has_values = chance(generator, 2);
	restriction.has_mask = !restriction.has_values || chance(generator, 2);
	if (restriction.has_values)
		restriction.value_count = chance(generator, 3);
	for (size_t i = 0; i < restriction.value_count; i++)
		restriction.values[i] = chance(generator, 300);
	restriction.mask = restriction.has_mask ? chance(generator, 300) : 0;
	return restriction;
}

/* Takes a value away from a list, puts one before it, or after it. */
static void change_values(struct generator *generator, struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++) {
		struct restriction *restriction = &entry->rules[i].restriction;
		size_t count = restriction->value_count;
		size_t place = chance(generator, 2) ? 0 : count;

		if (count == 0 || chance(generator, 3) == 0)
			continue;
		if (count > 1 && chance(generator, 2)) {
			restriction->value_count--;
			memmove(&restriction->values[0], &restriction->values[1],
				(count - 1) * sizeof(restriction->values[0]));
			continue;
		}
		memmove(&restriction->values[place + 1], &restriction->values[place],
			(count - place) * sizeof(restriction->values[0]));
		restriction->values[place] = chance(generator, 300);
		restriction->value_count++;
	}
}

static void change(struct generator *generator, struct entry *entry)
{
	struct slice name = slice_of(generated_names[chance(generator, GENERATED_NAMES)]);
	struct restriction restriction = some_restriction(generator);

	switch (chance(generator, 9)) {
	case 0:
	case 1:
		entry_allow(entry, name);
		break;
	case 2:
	case 3:
		entry_set(entry, name, &restriction);
		break;
	case 4:
		entry->profile = PROFILE_DEFAULT - entry->profile;
		break;
	case 5:
		while (entry->count > 0 && chance(generator, 5))
			entry_drop(entry, slice_of(entry->rules[0].name));
		break;
	case 6:
		change_values(generator, entry);
		break;
	default:
		entry_drop(entry, name);
		break;
	}
}

static bool is_same_rule(const struct trial *trial, const char *name)
{
	const struct rule *old = entry_find(&trial->before.entry, slice_of(name));
	const struct rule *new = entry_find(&trial->wanted, slice_of(name));

	return old && new &&restriction_equal(&old->restriction, &new->restriction);
}

static bool holds(const struct text *text, const char *what, const char *name)
{
	char comment[64];

	snprintf(comment, sizeof(comment), "# %s %s.", what, name);
	return slice_find(slice_of_text(text), comment) < text->length;
}

/* The comments of rules that stay are there, those of rules that went are not. */
static void check_comments(const struct trial *trial)
{
	static const char *const places[] = {"above", "behind"};

	for (size_t i = 0; i < 2 * GENERATED_NAMES; i++) {
		const char *name = generated_names[i / 2];
		const char *place = places[i % 2];
		bool was_there = holds(&trial->before.bytes, place, name);
		bool is_there = holds(&trial->result, place, name);

		if (was_there && !is_there && entry_find(&trial->wanted, slice_of(name)))
			complain(trial, "a comment is lost");
		if (is_there && !entry_find(&trial->wanted, slice_of(name)))
			complain(trial, "a comment stays without its rule");
	}
}

/* Sets `ret_name` when the line is a whole rule: `NAME: any` and perhaps a comment. */
static bool is_rule_line(struct slice line, char ret_name[64])
{
	struct slice bare = slice_trim(line);
	struct slice name = slice_until(bare, slice_find_byte(bare, ':'));

	if (!slice_starts_with(slice_after(bare, name.length), ": any") || name.length > 40)
		return false;
	snprintf(ret_name, 64, "%.*s", (int)name.length, name.start);
	return true;
}

/* The line of a rule that stays is there as it was. */
static void check_lines(const struct trial *trial)
{
	struct slice rest = slice_of_text(&trial->before.bytes);

	while (rest.length) {
		struct slice line = slice_until(rest, slice_find_byte(rest, '\n'));
		char name[64];
		char *whole;

		rest = slice_after(rest, line.length + 1);
		while (slice_ends_with(line, "\r") || slice_ends_with(line, ","))
			line.length--;
		if (!is_rule_line(line, name) || !is_same_rule(trial, name))
			continue;
		whole = strndup(line.start, line.length);
		if (!strstr(text_string(&trial->result), whole))
			complain(trial, "a line that need not change did");
		free(whole);
	}
}

static bool read_again(const struct trial *trial, struct manifest *ret)
{
	struct error error = {0};
	bool is_read = manifest_read("result", slice_of_text(&trial->result), 9, ret, &error);

	error_free(&error);
	return is_read;
}

static void check_outside(const struct trial *trial, const struct generated *made)
{
	struct slice result = slice_of_text(&trial->result);

	if (!slice_starts_with(result, text_string(&made->before)))
		complain(trial, "bytes before the entry differ");
	if (!slice_ends_with(result, text_string(&made->after)))
		complain(trial, "bytes after the entry differ");
}

/* Returns false when that was refused because of the line ends. */
static bool splice(struct trial *trial, bool is_odd)
{
	struct error error = {0};

	text_clear(&trial->result);
	if (manifest_splice(
		    &trial->before, &trial->wanted, 9, &trial->result, &trial->report, &error))
		return true;
	if (!is_odd || !strstr(error.what, "lines end in a lone CR"))
		complain(trial, error.what);
	error_free(&error);
	return false;
}

/* Carries out one change. Returns false when it was refused. */
static bool check_round(
	struct trial *trial, const struct generated *made, struct generator *generator)
{
	struct manifest after;

	for (unsigned i = chance(generator, 4); i > 0; i--)
		change(generator, &trial->wanted);
	if (!splice(trial, made->is_odd))
		return false;
	if (!read_again(trial, &after))
		complain(trial, "the result cannot be read");
	if (!after.has_filter || !entries_agree(&after.entry, &trial->wanted))
		complain(trial, "the result is read as something else");
	check_outside(trial, made);
	if (trial->report.scope == SPLICE_PARTS && !made->is_odd) {
		check_comments(trial);
		check_lines(trial);
	}
	manifest_free(&trial->before);
	trial->before = after;
	return true;
}

/* A splice that changes nothing returns the bytes as they are. */
static void check_nothing(struct trial *trial, bool is_odd)
{
	if (splice(trial, is_odd) &&
		!slice_equal(slice_of_text(&trial->result), slice_of_text(&trial->before.bytes)))
		complain(trial, "nothing was to change");
}

static bool begin(struct trial *trial, const struct generated *made)
{
	struct text bytes = {0};
	struct error error = {0};

	text_append(&bytes, slice_of_text(&made->before));
	text_append(&bytes, slice_of_text(&made->entry));
	text_append(&bytes, slice_of_text(&made->after));
	if (!manifest_read("made", slice_of_text(&bytes), 9, &trial->before, &error))
		fail_msg("seed %u: %zu:%zu: %s\n%s", (unsigned)trial->seed, error.line,
			error.column, error.what, text_string(&bytes));
	trial->wanted = entry_copy(&trial->before.entry);
	text_free(&bytes);
	return true;
}

/* Returns how many of the rounds wrote more than parts anew. */
static unsigned check_seed(uint64_t seed)
{
	struct generated made = generate(seed);
	struct generator generator = {.state = seed};
	struct trial trial = {.seed = seed};
	unsigned whole = 0;

	begin(&trial, &made);
	for (int i = 0; i < ROUNDS; i++) {
		if (!check_round(&trial, &made, &generator))
			break;
		whole += trial.report.scope != SPLICE_PARTS && !made.is_odd;
		check_nothing(&trial, made.is_odd);
	}
	manifest_free(&trial.before);
	entry_free(&trial.wanted);
	text_free(&trial.result);
	generated_free(&made);
	return whole;
}

static void keeps_what_was_not_changed(void **state)
{
	const char *only = getenv("SEED");
	unsigned whole = 0;

	(void)state;
	if (only) {
		check_seed(strtoul(only, NULL, 10));
		return;
	}
	for (uint64_t seed = 1; seed <= MANIFESTS; seed++)
		whole += check_seed(seed);
	/* Writing all anew would satisfy most of the above. */
	assert_true(whole < MANIFESTS * ROUNDS / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_was_not_changed),
	};

	return cmocka_run_group_tests_name("splice_chance", tests, NULL, NULL);
}
