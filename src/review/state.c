#include "review/state.h"

#include <stddef.h>

const char *state_name(enum state state)
{
	static const char *const names[STATE_TOTAL] = {
		[STATE_WRONG_ARCH] = "wrong-arch",
		[STATE_UNKNOWN] = "unknown",
		[STATE_NEVER_SEEN] = "never-seen",
		[STATE_WIDENING] = "widening",
		[STATE_WITHOUT_EFFECT] = "without-effect",
		[STATE_REDUNDANT] = "redundant",
		[STATE_NEEDED] = "needed",
		[STATE_PROFILE] = "profile",
		[STATE_NONE] = "none",
	};

	return names[state];
}

const char *state_explanation(enum state state)
{
	static const char *const sentences[STATE_TOTAL] = {
		[STATE_WRONG_ARCH] =
			"The architecture does not have this call; the runtime ignores "
			"a rule for it.",
		[STATE_UNKNOWN] = "No kernel that we know has a call of this name; the runtime "
				  "ignores a rule for it.",
		[STATE_NEVER_SEEN] = "The entry allows it, but the trace never calls it.",
		[STATE_WIDENING] = "The default profile restricts this call; the rule `any` "
				   "allows it with all arguments.",
		[STATE_WITHOUT_EFFECT] = "It passes with any arguments without this rule, so that "
					 "the restriction has no effect.",
		[STATE_REDUNDANT] = "It passes without this rule: the default profile allows it, "
				    "or it is execve, which the runtime always allows.",
		[STATE_NEEDED] = "Only the rule lets it pass.",
		[STATE_PROFILE] = "Allowed without a rule.",
		[STATE_NONE] = "No rule, and no profile that allows every traced call: the "
			       "container would be killed.",
	};

	return sentences[state];
}

/* What the profile alone does with a syscall, whatever was traced. */
enum profile_stance { STANCE_KILLS, STANCE_RESTRICTS, STANCE_ALLOWS };

static enum profile_stance profile_stance(const struct filter *profile, unsigned number)
{
	size_t count;
	const struct filter_test *tests = filter_tests(profile, number, &count);

	for (size_t i = 0; i < count; i++)
		if (restriction_admits_all(&tests[i].restriction))
			return STANCE_ALLOWS;
	return count > 0 ? STANCE_RESTRICTS : STANCE_KILLS;
}

/* Whether one of the profile's own tests lets pass all that the restriction does. */
static bool profile_covers(
	const struct filter *profile, unsigned number, const struct restriction *restriction)
{
	size_t count;
	const struct filter_test *tests = filter_tests(profile, number, &count);

	for (size_t i = 0; i < count; i++)
		if (restriction_is_within(restriction, &tests[i].restriction))
			return true;
	return false;
}

enum state state_of_rule(
	const struct restriction *restriction, const struct filter *profile, unsigned number)
{
	bool any = restriction_admits_all(restriction);

	switch (profile_stance(profile, number)) {
	case STANCE_ALLOWS:
		return any ? STATE_REDUNDANT : STATE_WITHOUT_EFFECT;
	case STANCE_RESTRICTS:
		if (any)
			return STATE_WIDENING;
		return profile_covers(profile, number, restriction) ? STATE_REDUNDANT
								    : STATE_NEEDED;
	case STANCE_KILLS:
		break;
	}
	return STATE_NEEDED;
}

enum state state_of(const struct syscall_fact *syscall, const struct rule *rule,
	const struct tally_row *traced, const struct filter *profile,
	const struct coverage *by_profile, enum arch arch)
{
	if (!syscall)
		return STATE_UNKNOWN;
	if (syscall->numbers[arch] < 0)
		return STATE_WRONG_ARCH;
	if (rule && !traced)
		return STATE_NEVER_SEEN;
	if (rule)
		return state_of_rule(&rule->restriction, profile, (unsigned)syscall->numbers[arch]);
	return coverage_is_full(by_profile) ? STATE_PROFILE : STATE_NONE;
}
