/* Keys by chance, for tests: from the table of commands, so that a new one is pressed by itself. */
#ifndef TESTS_EDITOR_CHANCE_H
#define TESTS_EDITOR_CHANCE_H

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "editor/keys.h"

/* A generator of its own, so that a failure is the same everywhere. */
static size_t chance(uint64_t *state, size_t count)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(*state >> 33) % count;
}

/* One of the keys that do something, or one that does nothing; leaving is rare. */
static void chance_key(uint64_t *state, char key[32])
{
	static const char *const others[] = {"a", "1", "0", "x", "f", ",", "-", "9", "F5", "Insert",
		"\xc3\xa4", "\x01", "Key-999", "Click@0,0", "Click@1,0", "DoubleClick@2,0",
		"WheelUp@3,0", "WheelDown@0,0", "Click@9,9"};
	struct slice keys = slice_of(keys_at(chance(state, keys_count()))->keys);
	size_t length = slice_find_byte(keys, ' ');

	memset(key, 0, 32);
	if (chance(state, 4) == 0)
		strcpy(key, others[chance(state, sizeof(others) / sizeof(others[0]))]);
	else
		memcpy(key, keys.start, length);
}

#endif
