/* The findings: each code where it belongs, and not beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "facts/capability.h"
#include "restrictions.h"
#include "review/finding.h"
#include "tally_of.h"

#define ANY                                                                                        \
	{                                                                                          \
		.index = 0                                                                         \
	}
#define NONE PROFILE_NONE
#define BASE PROFILE_DEFAULT

/* An entry of one rule (no name: none) held against a log; the finding of this code appears, with
 * this word in its sentence, or not (NULL). Runtime 0 is the newest. */
struct sample {
	enum finding_code code;
	const char *word;
	const char *log;
	enum profile profile;
	const char *name;
	struct restriction restriction;
	unsigned runtime;
	uint64_t capabilities;
	enum arch arch;
};

#define SAMPLE(sample_code, sample_word, sample_log, sample_profile, sample_name, ...)             \
	{                                                                                          \
		.code = sample_code, .word = sample_word, .log = sample_log,                       \
		.profile = sample_profile, .name = sample_name, .restriction = __VA_ARGS__         \
	}

static const struct sample rule_samples[] = {
	SAMPLE(FINDING_REDUNDANT, "default profile", WRITES, BASE, "write", ANY),
	SAMPLE(FINDING_REDUNDANT, "runtime", WRITES, BASE, "execve", ANY),
	SAMPLE(FINDING_REDUNDANT, NULL, WRITES, NONE, "write", ANY),
	SAMPLE(FINDING_REDUNDANT, NULL, WRITES, NONE, "execve", ANY),
	SAMPLE(FINDING_REDUNDANT, NULL, WRITES, BASE, "clone3", ANY),
	SAMPLE(FINDING_WITHOUT_EFFECT, "cannot narrow", WRITES, BASE, "write", ONE(0, 1)),
	SAMPLE(FINDING_WITHOUT_EFFECT, NULL, WRITES, NONE, "write", ONE(0, 1)),
	SAMPLE(FINDING_WITHOUT_EFFECT, "runtime", WRITES, NONE, "execve", ONE(0, 0)),
	SAMPLE(FINDING_WIDENING, "persona", "personality(0x4) = 0\n", BASE, "personality", ANY),
	SAMPLE(FINDING_WIDENING, NULL, "personality(0x4) = 0\n", BASE, "personality", ONE(0, 4)),
	SAMPLE(FINDING_NEEDED_CAPABILITY, "CAP_SYS_ADMIN", "setns(3, 0) = 0\n", BASE, "setns", ANY),
	SAMPLE(FINDING_NEEDED_CAPABILITY, "a rule", "setns(3, 0) = 0\n", BASE, NULL, ANY),
	SAMPLE(FINDING_NEEDED_CAPABILITY, NULL, "setns(3, 0) = 0\n", BASE, "setns", ANY,
		.runtime = 9, .capabilities = CAPABILITY_ALL),
	SAMPLE(FINDING_NEEDED_CAPABILITY, NULL, "setns(3, 0) = 0\n", NONE, "setns", ANY),
	SAMPLE(FINDING_NEEDED_CAPABILITY, "CAP_NET_ADMIN", "setns(3, 0) = 0\n", BASE, "setns", ANY,
		.runtime = 6),
	SAMPLE(FINDING_NEEDED_CAPABILITY, "any capability at all",
		"clone(child_stack=NULL, flags=SIGCHLD) = 5\n", BASE, "clone", ANY),
	SAMPLE(FINDING_NEVER_SEEN, "never calls", WRITES, NONE, "socket", ANY),
	SAMPLE(FINDING_NEVER_SEEN, NULL, WRITES, NONE, "write", ANY),
	SAMPLE(FINDING_NEVER_SEEN, NULL, WRITES, NONE, "rt_sigreturn", ANY),
	SAMPLE(FINDING_NEVER_SEEN, NULL, WRITES, NONE, "capset", ANY),
	SAMPLE(FINDING_NEVER_SEEN, NULL, "", NONE, "socket", ANY),
	SAMPLE(FINDING_ATTACK_SURFACE, "inside the kernel", WRITES, NONE, "bpf", ANY),
	SAMPLE(FINDING_ATTACK_SURFACE, "namespaces", WRITES, NONE, "unshare", ANY),
	SAMPLE(FINDING_ATTACK_SURFACE, "namespaces", WRITES, NONE, "unshare", BITS(0, 0x10000000)),
	SAMPLE(FINDING_ATTACK_SURFACE, NULL, WRITES, NONE, "unshare", BITS(0, 0x400)),
	SAMPLE(FINDING_ATTACK_SURFACE, "can be refused", "unshare(CLONE_FS) = 0\n", NONE, "unshare",
		ANY),
	SAMPLE(FINDING_ATTACK_SURFACE, "cannot do without", "unshare(CLONE_NEWNS) = 0\n", NONE,
		"unshare", ANY),
	SAMPLE(FINDING_ATTACK_SURFACE, NULL, WRITES, NONE, "write", ANY),
	SAMPLE(FINDING_ATTACK_SURFACE, "default profile itself allows", WRITES, BASE, NULL, ANY),
	SAMPLE(FINDING_LIMITS, "registers 0 to 5", WRITES, NONE, "write", ONE(6, 1)),
	SAMPLE(FINDING_LIMITS, NULL, WRITES, NONE, "write", ONE(5, 1)),
};

static const struct sample argument_samples[] = {
	SAMPLE(FINDING_FIRST_VALUE_ONLY, "kills calls with 2.", WRITES, NONE, "write",
		TWO(0, 1, 2)),
	SAMPLE(FINDING_FIRST_VALUE_ONLY, "kills calls with 7, which the trace does not use.",
		WRITES, NONE, "write", TWO(0, 1, 7)),
	SAMPLE(FINDING_FIRST_VALUE_ONLY, "kills calls with AF_INET", WRITES, NONE, "socket",
		TWO(0, 1, 2)),
	SAMPLE(FINDING_FIRST_VALUE_ONLY, NULL, WRITES, NONE, "write", ONE(0, 1)),
	SAMPLE(FINDING_FIRST_VALUE_ONLY, NULL, WRITES, NONE, "write", TWO(0, 1, 1)),
	SAMPLE(FINDING_EMPTY_VALUES, "every argument", WRITES, NONE, "write", {.has_values = true}),
	SAMPLE(FINDING_EMPTY_VALUES, NULL, WRITES, NONE, "write", ANY),
	SAMPLE(FINDING_SIGN_EXTENSION, "AT_FDCWD arrives as 0xffffff9c or as 0xffffffffffffff9c",
		WRITES, NONE, "openat", ONE(0, 0xffffff9c)),
	SAMPLE(FINDING_SIGN_EXTENSION, "kills the first", WRITES, NONE, "openat",
		ONE(0, 0xffffffffffffff9c)),
	SAMPLE(FINDING_SIGN_EXTENSION, "Better: flags has no bits but O_CLOEXEC",
		"openat(AT_FDCWD, \"x\", O_RDONLY|O_CLOEXEC) = 3\n", NONE, "openat",
		TWO(0, 0xffffff9c, 0xffffffffffffff9c)),
	SAMPLE(FINDING_SIGN_EXTENSION, "kills the second", "close(-1) = -1 EBADF (Bad)\n", NONE,
		"close", ONE(0, UINT32_MAX)),
	SAMPLE(FINDING_SIGN_EXTENSION, NULL, "close(-1) = -1 EBADF (Bad)\n", NONE, "close",
		ONE(0, 1)),
	SAMPLE(FINDING_SIGN_EXTENSION, NULL, WRITES, NONE, "openat", ANY),
	SAMPLE(FINDING_SIGN_EXTENSION, "0xffffffff00000000", WRITES, NONE, "copy_file_range",
		ONE(5, 0)),
	SAMPLE(FINDING_SIGN_EXTENSION, NULL, WRITES, NONE, "copy_file_range",
		BITS(5, 0xffffffff00000001)),
	SAMPLE(FINDING_POINTER_ARGUMENT, "buf is an address", WRITES, NONE, "write",
		ONE(1, 0x7f0000)),
	SAMPLE(FINDING_POINTER_ARGUMENT, NULL, WRITES, NONE, "write", ONE(1, 0)),
	SAMPLE(FINDING_POINTER_ARGUMENT, NULL, WRITES, NONE, "write", ONE(0, 1)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, "file descriptor", WRITES, NONE, "write", ONE(0, 7)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, "a size", WRITES, NONE, "write", ONE(2, 16)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, "process id", WRITES, NONE, "kill", ONE(0, 4711)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, "3 arguments", WRITES, NONE, "write", ONE(4, 1)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, NULL, WRITES, NONE, "write", ONE(0, 1)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, NULL, WRITES, NONE, "setuid", ONE(0, 1000)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, NULL, WRITES, NONE, "kill", ONE(1, 9)),
	SAMPLE(FINDING_VOLATILE_ARGUMENT, NULL, WRITES, NONE, "write",
		{.has_values = true, .index = 4}),
};

static const struct sample name_samples[] = {
	SAMPLE(FINDING_UNKNOWN_SYSCALL, "Is write meant?", WRITES, NONE, "wirte", ANY),
	SAMPLE(FINDING_UNKNOWN_SYSCALL, "no rule can allow", "syscall_0x1f4(1) = -1 ENOSYS (No)\n",
		NONE, NULL, ANY),
	SAMPLE(FINDING_UNKNOWN_SYSCALL, NULL, WRITES, NONE, "open", ANY, .runtime = 9,
		.arch = ARCH_AARCH64),
	SAMPLE(FINDING_WRONG_ARCHITECTURE, "aarch64 is openat", WRITES, NONE, "open", ANY,
		.runtime = 9, .arch = ARCH_AARCH64),
	SAMPLE(FINDING_WRONG_ARCHITECTURE, "32-bit programs", WRITES, NONE, "mmap2", ANY),
	SAMPLE(FINDING_WRONG_ARCHITECTURE, NULL, "mmap2(NULL, 1, 0, 0, 0, 0) = 0\n", NONE, NULL,
		ANY),
	SAMPLE(FINDING_WRONG_ARCHITECTURE, NULL, WRITES, NONE, "open", ANY),
	SAMPLE(FINDING_NEWER_THAN_RUNTIME, "Linux 5.16", WRITES, NONE, "futex_waitv", ANY,
		.runtime = 7),
	SAMPLE(FINDING_NEWER_THAN_RUNTIME, NULL, WRITES, NONE, "futex_waitv", ANY, .runtime = 9),
	SAMPLE(FINDING_NEWER_THAN_RUNTIME, "Linux 6.10", WRITES, NONE, "mseal", ANY, .runtime = 9),
	SAMPLE(FINDING_LIBC_SIBLING, "glibc 2.34 (threads, posix_spawn) calls clone3",
		"clone(child_stack=NULL, flags=SIGCHLD) = 5\n", NONE, "clone", ANY),
	SAMPLE(FINDING_LIBC_SIBLING, NULL, "clone(child_stack=NULL, flags=SIGCHLD) = 5\n", NONE,
		"clone3", ANY),
	SAMPLE(FINDING_LIBC_SIBLING, "MADV_GUARD_INSTALL",
		"madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0\n", NONE, "madvise", ONE(2, 4)),
	SAMPLE(FINDING_LIBC_SIBLING, NULL, "madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0\n",
		NONE, "madvise", ANY),
};

#define START "execve(\"/x\", [\"/x\"], 0x7ffc0 /* 3 vars */) = 0\n"
#define LOADER                                                                                     \
	"mmap(0x7f0000001000, 4096, PROT_READ|PROT_EXEC, "                                         \
	"MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0x1000) = 0x7f0000001000\n"

#define PRELOAD "access(\"/etc/ld.so.preload\", R_OK) = -1 ENOENT (No such file)\n"
#define OPEN	"openat(AT_FDCWD, \"/lib/libc.so.6\", O_RDONLY|O_CLOEXEC) = 3\n"
#define READ	"read(3, \"\\177ELF\"..., 832) = 832\n"
#define CLOSE	"close(3) = 0\n"
#define PROTECT "mprotect(0x7f0000001000, 4096, PROT_READ) = 0\n"

static const struct sample whole_samples[] = {
	SAMPLE(FINDING_COMPAT_PROCESS, "1 call that", "mmap2(NULL, 1, 0, 0, 0, 0) = 0\n", NONE,
		NULL, ANY),
	SAMPLE(FINDING_COMPAT_PROCESS, NULL, WRITES, NONE, NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, "ld.so.preload", START LOADER, NONE, NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, "openat", START PRELOAD LOADER, NONE, NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, "(read)", START PRELOAD OPEN LOADER PROTECT, NONE, NULL,
		ANY),
	SAMPLE(FINDING_FILTERED_TRACE, "(close)", START PRELOAD OPEN READ LOADER PROTECT, NONE,
		NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, "(mprotect)", START PRELOAD OPEN READ CLOSE LOADER, NONE,
		NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, NULL, START PRELOAD OPEN READ CLOSE LOADER PROTECT, NONE,
		NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, NULL, LOADER, NONE, NULL, ANY),
	SAMPLE(FINDING_FILTERED_TRACE, NULL, WRITES, NONE, NULL, ANY),
	SAMPLE(FINDING_LAUNCH_SET, "prctl, capget", WRITES, NONE, NULL, ANY),
	SAMPLE(FINDING_LAUNCH_SET, "not allow prctl, capget", WRITES, NONE, "prctl", ONE(0, 15)),
	SAMPLE(FINDING_LAUNCH_SET, NULL, WRITES, NONE, NULL, ANY, .runtime = 7),
	SAMPLE(FINDING_LAUNCH_SET, NULL, WRITES, BASE, NULL, ANY),
	SAMPLE(FINDING_UNSEEN_VDSO, "clock_gettime, gettimeofday, time and getcpu", WRITES, NONE,
		NULL, ANY),
	SAMPLE(FINDING_UNSEEN_VDSO, "gettimeofday and getcpu", WRITES, NONE, "clock_gettime", ANY,
		.runtime = 9, .arch = ARCH_AARCH64),
	SAMPLE(FINDING_UNSEEN_VDSO, NULL, WRITES, BASE, NULL, ANY),
	SAMPLE(FINDING_UNSEEN_EXIT, "rt_sigreturn", WRITES, NONE, NULL, ANY),
	SAMPLE(FINDING_UNSEEN_EXIT, NULL, WRITES, BASE, NULL, ANY),
};

/* A case and what is made of it. */
struct judged {
	struct tally *tally;
	struct entry entry;
	struct target target;
	struct review review;
	struct findings findings;
};

static struct judged judge(const struct sample *sample, const struct finding_evidence *evidence)
{
	struct judged judged = {0};

	judged.target = (struct target){.arch = sample->arch,
		.capabilities = sample->capabilities,
		.runtime = sample->runtime ? sample->runtime : TARGET_RUNTIME_NEWEST};
	judged.tally = tally_of_arch(sample->log, sample->arch);
	judged.entry.profile = sample->profile;
	if (sample->name)
		entry_set(&judged.entry, slice_of(sample->name), &sample->restriction);
	judged.review = review_make(judged.tally, &judged.entry, &judged.target);
	judged.findings = findings_make(&(struct finding_context){
		judged.tally, &judged.entry, &judged.target, &judged.review, evidence, false});
	return judged;
}

static void judged_free(struct judged *judged)
{
	findings_free(&judged->findings);
	review_free(&judged->review);
	entry_free(&judged->entry);
	tally_free(judged->tally);
}

static const struct finding *find_code(const struct judged *judged, enum finding_code code)
{
	for (size_t i = 0; i < judged->findings.count; i++)
		if (judged->findings.items[i].code == code)
			return &judged->findings.items[i];
	return NULL;
}

static void check_sample(const struct sample *sample)
{
	struct judged judged = judge(sample, NULL);
	const struct finding *finding = find_code(&judged, sample->code);

	if (!sample->word && finding)
		fail_msg("%s must not appear: %s", finding_label(finding),
			text_string(&finding->sentence));
	if (sample->word && !finding)
		fail_msg("%s (%s) does not appear", finding_code_name(sample->code), sample->word);
	if (sample->word && slice_find(slice_of_text(&finding->sentence), sample->word) ==
				    finding->sentence.length)
		fail_msg("'%s' is not in: %s", sample->word, text_string(&finding->sentence));
	judged_free(&judged);
}

#define CHECK_ALL(samples)                                                                         \
	for (size_t i = 0; i < sizeof(samples) / sizeof((samples)[0]); i++)                        \
	check_sample(&(samples)[i])

static void test_rules(void **state)
{
	(void)state;
	CHECK_ALL(rule_samples);
}

static void test_arguments(void **state)
{
	(void)state;
	CHECK_ALL(argument_samples);
}

static void test_names(void **state)
{
	(void)state;
	CHECK_ALL(name_samples);
}

static void test_whole(void **state)
{
	(void)state;
	CHECK_ALL(whole_samples);
}

/* A filter over the limit: 60 rules of 50 values each are more than 4096 instructions. */
static void test_too_long(void **state)
{
	struct judged judged = {.target = {.runtime = TARGET_RUNTIME_NEWEST}};
	struct restriction restriction = {.has_values = true, .value_count = RULE_VALUES};

	(void)state;
	judged.tally = tally_of(WRITES);
	for (unsigned number = 0; number < 60; number++) {
		if (number == 19) {
			judged.review = review_make(judged.tally, &judged.entry, &judged.target);
			judged.findings = findings_make(&(struct finding_context){judged.tally,
				&judged.entry, &judged.target, &judged.review, NULL, false});
			assert_null(find_code(&judged, FINDING_TOO_LONG));
			findings_free(&judged.findings);
			review_free(&judged.review);
		}
		entry_set(&judged.entry, slice_of(syscall_by_number(ARCH_X86_64, number)->name),
			&restriction);
	}
	judged.review = review_make(judged.tally, &judged.entry, &judged.target);
	judged.findings = findings_make(&(struct finding_context){
		judged.tally, &judged.entry, &judged.target, &judged.review, NULL, false});
	assert_non_null(find_code(&judged, FINDING_TOO_LONG));
	judged_free(&judged);
}

/* What only the logs' reader knows. */
static void test_evidence(void **state)
{
	static const struct sample forks = {.log = "clone(child_stack=NULL, flags=SIGCHLD) = 5\n"
						   "fork() = -1 EAGAIN (Resource)\n",
		.name = "write"};
	struct finding_remark remark = {.label = "map-form",
		.name = "write",
		.sentence = "written as a map",
		.is_refusal = true};
	struct finding_evidence evidence = {.runs = 1,
		.processes = 1,
		.exits = 1,
		.is_compat_mode = true,
		.remarks = &remark,
		.remark_count = 1};
	struct judged judged = judge(&forks, &evidence);
	const struct finding *finding = find_code(&judged, FINDING_CHILDREN_UNSEEN);

	(void)state;
	assert_non_null(finding);
	assert_true(slice_starts_with(slice_of_text(&finding->sentence),
		"The program made 1 process or thread of which the log shows no call."));
	assert_non_null(find_code(&judged, FINDING_COMPAT_PROCESS));
	finding = find_code(&judged, FINDING_FILTERED_TRACE);
	assert_true(slice_find(slice_of_text(&finding->sentence), "exit_group or exit") <
		    finding->sentence.length);
	finding = find_code(&judged, FINDING_REMARK);
	assert_string_equal(finding_label(finding), "map-form");
	assert_string_equal(finding->name, "write");
	assert_int_equal(finding->severity, SEVERITY_FAULT);
	judged_free(&judged);
	evidence = (struct finding_evidence){.runs = 1, .processes = 2};
	judged = judge(&forks, &evidence);
	assert_null(find_code(&judged, FINDING_CHILDREN_UNSEEN));
	assert_null(find_code(&judged, FINDING_COMPAT_PROCESS));
	assert_null(find_code(&judged, FINDING_REMARK));
	judged_free(&judged);
}

/* Without its own calls Northstar never starts the container; memory it may not need. */
static void test_launch_severity(void **state)
{
	static const struct sample sample = {.log = WRITES, .name = "prctl"};
	const struct target target = {.runtime = TARGET_RUNTIME_NEWEST};
	struct judged judged = judge(&sample, NULL);

	(void)state;
	assert_int_equal(find_code(&judged, FINDING_LAUNCH_SET)->severity, SEVERITY_FAULT);
	findings_free(&judged.findings);
	review_free(&judged.review);
	entry_allow(&judged.entry, slice_of("capget"));
	entry_allow(&judged.entry, slice_of("capset"));
	judged.review = review_make(judged.tally, &judged.entry, &target);
	judged.findings = findings_make(&(struct finding_context){
		judged.tally, &judged.entry, &target, &judged.review, NULL, false});
	assert_int_equal(find_code(&judged, FINDING_LAUNCH_SET)->severity, SEVERITY_WARNING);
	judged_free(&judged);
}

/* What is wrong with a rule that does nothing is worth a note: nothing is killed. */
static void test_rules_without_effect(void **state)
{
	static const struct sample samples[] = {
		SAMPLE(FINDING_FIRST_VALUE_ONLY, "refuses calls with 2", WRITES, BASE, "write",
			TWO(0, 1, 2)),
		SAMPLE(FINDING_EMPTY_VALUES, "", WRITES, BASE, "write", {.has_values = true}),
		SAMPLE(FINDING_SIGN_EXTENSION, "refuses the second", WRITES, BASE, "openat",
			ONE(0, 0xffffff9c)),
		SAMPLE(FINDING_POINTER_ARGUMENT, "", WRITES, BASE, "write", ONE(1, 0x7f0000)),
		SAMPLE(FINDING_VOLATILE_ARGUMENT, "", WRITES, BASE, "write", ONE(0, 7)),
	};

	(void)state;
	CHECK_ALL(samples);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct sample needed = samples[i];
		struct judged judged = judge(&samples[i], NULL);

		assert_int_equal(find_code(&judged, samples[i].code)->severity, SEVERITY_NOTE);
		judged_free(&judged);
		needed.profile = PROFILE_NONE;
		judged = judge(&needed, NULL);
		assert_int_equal(find_code(&judged, needed.code)->severity, SEVERITY_WARNING);
		judged_free(&judged);
	}
}

/* Appends the entry of a code in the manual: ".B sign\-extension", a line of its own. */
static void append_manual_line(struct text *text, const char *code)
{
	text_append_string(text, "\n.B ");
	for (; *code; code++)
		text_append_format(text, "%s%c", *code == '-' ? "\\" : "", *code);
	text_append_byte(text, '\n');
}

static void test_manual(void **state)
{
	const char *top = getenv("top_srcdir");
	struct text path = {0};
	struct text manual = {0};
	struct error error = {0};

	(void)state;
	text_append_format(&path, "%s/doc/northstar-seccomp.1", top ? top : ".");
	if (!file_read(text_string(&path), 1 << 20, &manual, &error))
		fail_msg("%s: %s", text_string(&path), error.what);
	for (unsigned code = 0; code < FINDING_REMARK; code++) {
		struct text line = {0};

		append_manual_line(&line, finding_code_name((enum finding_code)code));
		if (slice_find(slice_of_text(&manual), text_string(&line)) == manual.length)
			fail_msg("the manual lacks %s", text_string(&line));
		text_free(&line);
	}
	text_free(&manual);
	text_free(&path);
}

/* The names of --fix, and back. */
static void test_codes(void **state)
{
	(void)state;
	for (unsigned code = 0; code < FINDING_REMARK; code++) {
		enum finding_code read;

		assert_true(finding_parse_code(
			slice_of(finding_code_name((enum finding_code)code)), &read));
		assert_int_equal(read, code);
	}
	assert_false(finding_parse_code(slice_of("no-such-code"), &(enum finding_code){0}));
	assert_string_equal(finding_nearest_code(slice_of("redundent")), "redundant");
	assert_string_equal(finding_nearest_code(slice_of("Unknown_syscall")), "unknown-syscall");
	assert_null(finding_nearest_code(slice_of("nonsense")));
	assert_null(finding_nearest_code(slice_of("remark")));
}

static void test_counts(void **state)
{
	static const struct sample sample = {
		.log = WRITES, .name = "write", .restriction = TWO(0, 7, 1)};
	struct judged judged = judge(&sample, NULL);
	size_t all = findings_count(&judged.findings, SEVERITY_NOTE);
	size_t of_none = findings_count_of(&judged.findings, (struct slice){0});

	(void)state;
	assert_int_equal(all, judged.findings.count);
	assert_int_equal(findings_count_of(&judged.findings, slice_of("write")), 2);
	assert_int_equal(of_none, all - 2);
	assert_int_equal(findings_count(&judged.findings, SEVERITY_WARNING), 3);
	assert_int_equal(findings_count(&judged.findings, SEVERITY_FAULT), 1);
	judged_free(&judged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_launch_severity),
		cmocka_unit_test(test_rules_without_effect),
		cmocka_unit_test(test_manual),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_counts),
	};

	return cmocka_run_group_tests_name("review/finding", tests, NULL, NULL);
}
