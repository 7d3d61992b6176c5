/* Restrictions as initialisers, and a log to try them on. */
#ifndef TESTS_REVIEW_RESTRICTIONS_H
#define TESTS_REVIEW_RESTRICTIONS_H

#define WRITES "write(1, \"a\", 1) = 1\nwrite(2, \"a\", 1) = 1\n"

#define ONE(register, value)                                                                       \
	{                                                                                          \
		.has_values = true, .index = register, .value_count = 1, .values = { value }       \
	}
#define TWO(register, first, second)                                                               \
	{                                                                                          \
		.has_values = true, .index = register, .value_count = 2, .values = {               \
			first,                                                                     \
			second                                                                     \
		}                                                                                  \
	}
#define BITS(register, bits)                                                                       \
	{                                                                                          \
		.has_mask = true, .index = register, .mask = bits                                  \
	}
#define BOTH(register, value, bits)                                                                \
	{                                                                                          \
		.has_values = true, .index = register, .value_count = 1, .values = {value},        \
		.has_mask = true, .mask = bits                                                     \
	}

#endif
