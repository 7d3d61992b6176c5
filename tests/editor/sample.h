/* A session of the editor on a few lines of a log, and keys given by name. */
#ifndef TESTS_EDITOR_SAMPLE_H
#define TESTS_EDITOR_SAMPLE_H

#include <string.h>

#include "editor/editor.h"
#include "manifest/writer.h"
#include "review/draft.h"
#include "trace/strace.h"
#include "trace/tally.h"

static const char sample_log[] = "execve(\"./hello\", [\"./hello\"], 0x7ffd0000 /* 3 vars */) = 0\n"
				 "brk(NULL) = 0x55720000\n"
				 "openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3\n"
				 "read(3, \"\\177ELF\", 832) = 832\n"
				 "close(3) = 0\n"
				 "close(-1) = -1 EBADF (Bad file descriptor)\n"
				 "write(2, \"oh\", 2) = 2\n"
				 "write(1, \"a\", 1) = 1\n"
				 "write(1, \"b\", 1) = 1\n"
				 "write(1, \"c\", 1) = 1\n"
				 "personality(0x40000) = 0\n"
				 "personality(0) = 0\n"
				 "getpid() = 4711\n"
				 "delete_module(NULL, -1) = -1 EPERM (Operation not permitted)\n"
				 "syscall_0x3e7(0x1, 0x2, 0, 0, 0, 0) = 0\n"
				 "exit_group(0) = ?\n";

static inline void sample_add_call(void *tally, const struct call *call)
{
	tally_add(tally, call);
}

static inline struct tally *sample_tally(const char *log)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct strace_parser *parser = strace_new(sample_add_call, tally);
	struct slice rest = slice_of(log);

	strace_begin_file(parser, 0, 0);
	for (size_t number = 1; rest.length > 0; number++) {
		struct slice line = slice_until(rest, slice_find_byte(rest, '\n'));

		strace_read_line(parser, line, number);
		rest = slice_after(rest, line.length + 1);
	}
	strace_end_file(parser);
	strace_end_run(parser);
	strace_free(parser);
	return tally;
}

struct sample {
	struct tally *tally;
	struct editor *editor;
};

static inline struct sample sample_open(const char *log, const char *path, bool to_output)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct sample sample = {.tally = sample_tally(log)};
	struct entry entry = draft_entry(sample.tally, PROFILE_DEFAULT, &target);
	struct editor_setup setup = {
		.tally = sample.tally,
		.entry = &entry,
		.target = &target,
		.title = "hello.strace",
		.home = "/home/me",
		.path = path,
		.to_output = to_output,
	};

	sample.editor = editor_new(&setup);
	entry_free(&entry);
	return sample;
}

static inline void sample_close(struct sample *sample)
{
	editor_free(sample->editor);
	tally_free(sample->tally);
}

/* Presses keys, separated by blanks; returns the last one's effect. */
static inline struct effect sample_press(const struct sample *sample, const char *keys)
{
	struct slice rest = slice_of(keys);
	struct effect effect = {0};

	while (rest.length > 0) {
		struct slice key = slice_until(rest, slice_find_byte(rest, ' '));
		char name[32] = "";

		memcpy(name, key.start, key.length < 31 ? key.length : 31);
		effect = editor_press(sample->editor, name);
		rest = slice_after(rest, key.length + 1);
	}
	return effect;
}

/* Puts the cursor on a syscall, as a user would: by searching it. */
static inline void sample_go(const struct sample *sample, const char *name)
{
	editor_press(sample->editor, "Home");
	editor_press(sample->editor, "/");
	for (; *name; name++)
		editor_press(sample->editor, (char[]){*name, '\0'});
	editor_press(sample->editor, "Enter");
}

#endif
