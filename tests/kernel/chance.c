#include "chance.h"

#include "facts/capability.h"
#include "facts/default_profile.h"

/* What a program passes, and what goes wrong with it. */
static const uint64_t usual_values[] = {0, 1, 2, 3, 5, 7, 8, 0x20000, 0x80000, 0x7e020000,
	0xffffff9c, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 0xffffffff00000000,
	0xffffffff00000007, 0xffffffff81fdffff, 0xffffffffffffff9c, 0x7fffffffffffffff,
	0x8000000000000000, 0xffffffffffffffff};

/* Numbers that no rule can name: free ones, those of x32, the highest. */
static const unsigned odd_numbers[] = {
	350, 1000, 0xffff, 0x40000000, 0x4000003b, 0x7fffffff, 0x8000003b};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* splitmix64. */
static uint64_t draw(struct chance *chance)
{
	uint64_t bits = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	return bits ^ bits >> 31;
}

size_t chance_below(struct chance *chance, size_t count)
{
	return (size_t)(draw(chance) % count);
}

static uint64_t draw_value(struct chance *chance)
{
	switch (chance_below(chance, 4)) {
	case 0:
		return draw(chance);
	case 1:
		return (uint32_t)draw(chance);
	default:
		return usual_values[chance_below(chance, COUNT_OF(usual_values))];
	}
}

struct target chance_target(struct chance *chance, enum arch arch)
{
	size_t runtimes = TARGET_RUNTIME_NEWEST - TARGET_RUNTIME_OLDEST + 1;
	struct target target = {.arch = arch};

	target.runtime = TARGET_RUNTIME_OLDEST + (unsigned)chance_below(chance, runtimes);
	switch (chance_below(chance, 4)) {
	case 0:
		break;
	case 1:
		target.capabilities = UINT64_C(1) << chance_below(chance, CAPABILITY_COUNT);
		break;
	case 2:
		target.capabilities = draw(chance) & draw(chance) & CAPABILITY_ALL;
		break;
	default:
		target.capabilities = CAPABILITY_ALL;
	}
	return target;
}

static void draw_values(struct chance *chance, struct restriction *restriction)
{
	size_t limit = chance_below(chance, 8) == 0 ? RULE_VALUES + 1 : 5;

	restriction->has_values = true;
	restriction->value_count = chance_below(chance, limit);
	for (size_t i = 0; i < restriction->value_count; i++)
		restriction->values[i] = draw_value(chance);
}

static struct restriction draw_restriction(struct chance *chance)
{
	size_t kind = chance_below(chance, 6);
	struct restriction restriction = {0};

	if (kind == 0)
		return restriction;
	restriction.index = (unsigned)chance_below(chance, SYSCALL_REGISTERS);
	if (kind != 1)
		draw_values(chance, &restriction);
	if (kind <= 2) {
		restriction.has_mask = true;
		restriction.mask = draw_value(chance);
	}
	return restriction;
}

static const char *draw_profile_name(struct chance *chance)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);
	size_t row;

	do
		row = chance_below(chance, count);
	while (rows[row].test == PROFILE_ANY);
	return rows[row].syscall;
}

static const char *draw_name(struct chance *chance)
{
	switch (chance_below(chance, 12)) {
	case 0:
		return "execve";
	case 1:
		return "exit_group";
	case 2:
		return "no_such_call";
	case 3:
		return draw_profile_name(chance);
	default:
		return syscall_at(chance_below(chance, syscall_count()))->name;
	}
}

struct entry chance_entry(struct chance *chance)
{
	struct entry entry = {0};
	size_t count = chance_below(chance, 9);

	entry.profile = chance_below(chance, 2) ? PROFILE_DEFAULT : PROFILE_NONE;
	for (size_t i = 0; i < count; i++) {
		struct restriction restriction = draw_restriction(chance);

		entry_set(&entry, slice_of(draw_name(chance)), &restriction);
	}
	return entry;
}

/* A value that a compiler, a careless caller or an attacker makes of `value`. */
static uint64_t draw_near(struct chance *chance, uint64_t value)
{
	switch (chance_below(chance, 8)) {
	case 0:
		return value + 1;
	case 1:
		return value ^ UINT64_C(1) << chance_below(chance, 64);
	case 2:
		return (uint32_t)value;
	case 3:
		return (uint64_t)(int64_t)(int32_t)value;
	case 4:
		return value | draw(chance) << 32;
	case 5:
		return value << 32 | value >> 32;
	default:
		return value;
	}
}

static uint64_t draw_judged(struct chance *chance, const struct restriction *restriction)
{
	bool wants_mask = restriction->has_mask && chance_below(chance, 2);

	if (wants_mask && chance_below(chance, 2))
		return draw_near(chance, draw(chance) & restriction->mask);
	if (wants_mask)
		return draw(chance) & restriction->mask;
	if (restriction->has_values && restriction->value_count > 0)
		return draw_near(chance,
			restriction->values[chance_below(chance, restriction->value_count)]);
	return draw_value(chance);
}

static unsigned number_of(const char *name, const struct target *target)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(name));

	if (!syscall || syscall->numbers[target->arch] < 0 ||
		!kernel_asks_filter((unsigned)syscall->numbers[target->arch]))
		return odd_numbers[0];
	return (unsigned)syscall->numbers[target->arch];
}

struct kernel_call chance_call(
	struct chance *chance, const struct entry *entry, const struct target *target)
{
	struct kernel_call call;
	size_t kind = chance_below(chance, 8);

	for (unsigned i = 0; i < SYSCALL_REGISTERS; i++)
		call.registers[i] = draw_value(chance);
	if (kind == 0) {
		call.number = odd_numbers[chance_below(chance, COUNT_OF(odd_numbers))];
	} else if (kind < 3 || entry->count == 0) {
		call.number = number_of(draw_name(chance), target);
	} else {
		const struct rule *rule = &entry->rules[chance_below(chance, entry->count)];

		call.number = number_of(rule->name, target);
		call.registers[rule->restriction.index] = draw_judged(chance, &rule->restriction);
	}
	return call;
}
