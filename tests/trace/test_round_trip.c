/* What facts/family shows of a value is read by trace/argument as the same value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "facts/family.h"
#include "trace/argument.h"

#define RANDOM_VALUES 50

struct visit {
	const struct syscall_fact *syscall;
	const struct family *family;
	unsigned index;
	enum arch arch;
	uint64_t random;
	struct text text;
};

/* Returns whether `value` is a 32-bit number, extended in either way. */
static bool is_narrow(uint64_t value)
{
	return value >> 32 == 0 || (int64_t)value == (int32_t)value;
}

static void check(struct visit *visit, uint64_t value)
{
	uint64_t read = 0;
	bool negative = false;

	text_clear(&visit->text);
	family_append_text(&visit->text, visit->family, visit->arch, value);
	if (argument_evaluate(slice_of_text(&visit->text), visit->arch, &read, &negative) &&
		(read == value || (is_narrow(value) && (uint32_t)read == (uint32_t)value)))
		return;
	fail_msg("%s, register %u: 0x%llx is shown as %s, which is read as 0x%llx",
		visit->syscall->name, visit->index, (unsigned long long)value,
		text_string(&visit->text), (unsigned long long)read);
}

/* Knuth's 64-bit linear congruential generator; its upper half is random enough. */
static uint64_t next_random(struct visit *visit)
{
	visit->random = visit->random * UINT64_C(6364136223846793005) + 1442695040888963407;
	return visit->random ^ visit->random >> 32;
}

static void check_family(struct visit *visit)
{
	struct family_name name;
	size_t cursor = 0;
	uint64_t all = 0;

	while (family_next_name(visit->family, visit->arch, &cursor, &name)) {
		all |= name.value;
		check(visit, name.value);
		check(visit, name.value | 0x1000);
		check(visit, (uint32_t)all);
	}
	for (int i = 0; i < RANDOM_VALUES; i++) {
		uint64_t value = next_random(visit);

		check(visit, value);
		check(visit, (uint32_t)value);
		check(visit, (uint16_t)value);
	}
	check(visit, 0);
	check(visit, UINT32_MAX);
	check(visit, UINT64_MAX);
}

static void test_round_trip(void **state)
{
	struct visit visit = {.random = 1};
	size_t families = 0;

	(void)state;
	for (size_t row = 0; row < syscall_count(); row++)
		for (visit.index = 0; visit.index < SYSCALL_REGISTERS; visit.index++) {
			visit.syscall = syscall_at(row);
			visit.family = family_of(visit.syscall, visit.index);
			if (visit.family == NULL)
				continue;
			families++;
			for (visit.arch = 0; visit.arch < ARCH_COUNT; visit.arch++)
				check_family(&visit);
		}
	text_free(&visit.text);
	assert_true(families > 250);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests_name("trace/round_trip", tests, NULL, NULL);
}
