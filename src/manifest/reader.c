#include "manifest/reader.h"

#include "manifest/reading.h"

/* What is looked for in the mapping at the top. */
struct top {
	struct field seccomp;
	struct field capabilities;
	struct field init;
	struct field profile;
	struct field allow;
	struct field name;
	struct field version;
	bool has_others;
};

static struct field *find_top(struct top *top, struct slice name)
{
	struct field *fields[] = {&top->seccomp, &top->capabilities, &top->init, &top->profile,
		&top->allow, &top->name, &top->version};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (slice_is(name, fields[i]->name))
			return fields[i];
	return NULL;
}

static bool scan_top(struct reading *reading, const struct node *mapping, struct top *top)
{
	const struct document *document = &reading->manifest->document;
	const struct node *value;

	*top = (struct top){{.name = "seccomp"}, {.name = "capabilities"}, {.name = "init"},
		{.name = "profile"}, {.name = "allow"}, {.name = "name"}, {.name = "version"},
		false};
	for (const struct node *key = mapping ? node_first(document, mapping) : NULL; key;
		key = node_next(document, value)) {
		struct field *field =
			find_top(top, node_value(document, node_resolve(document, key)));

		value = node_next(document, key);
		if (!field) {
			top->has_others = true;
			continue;
		}
		if (field->key)
			return reading_refuse(reading, key,
				"%s stands in the file twice; once is allowed", field->name);
		field->key = key;
		field->value = value;
	}
	return true;
}

static bool is_whole(const struct top *top)
{
	return top->has_others || top->capabilities.key || top->init.key || top->name.key ||
	       top->version.key || top->allow.key;
}

/* The documentation the project started from shows `profile` above `seccomp`. */
static bool take_outer_profile(struct reading *reading, const struct top *top)
{
	struct manifest_layout *layout = &reading->manifest->layout;

	if (!top->profile.key)
		return true;
	if (!reading_take_profile(reading, top->profile.value))
		return false;
	layout->outer_profile_key = top->profile.key;
	layout->outer_profile = top->profile.value;
	reading->manifest->has_filter = true;
	reading_remark(reading, top->profile.key, REMARK_PROFILE_OUTSIDE, (struct slice){NULL, 0});
	return true;
}

static bool take_seccomp(struct reading *reading, const struct top *top)
{
	struct manifest *manifest = reading->manifest;

	manifest->layout.seccomp_key = top->seccomp.key;
	manifest->layout.seccomp = top->seccomp.value;
	if (top->allow.key)
		return reading_refuse(
			reading, top->allow.key, "allow stands beside seccomp; allowed: inside it");
	if (!reading_is_there(reading, top->seccomp.value, &manifest->has_filter))
		return false;
	if (manifest->has_filter && !reading_take_entry(reading, top->seccomp.value))
		return false;
	return take_outer_profile(reading, top);
}

static bool take_whole(struct reading *reading, const struct top *top)
{
	struct manifest *manifest = reading->manifest;

	manifest->kind = MANIFEST_WHOLE;
	manifest->has_capabilities = true;
	reading_take_capabilities(reading, top->capabilities.value);
	if (!reading_is_there(reading, top->init.value, &manifest->has_init))
		return false;
	if (!top->seccomp.key)
		return true;
	if (!take_seccomp(reading, top))
		return false;
	if (manifest->has_filter && !manifest->has_init)
		reading_remark(reading, top->seccomp.key, REMARK_NO_INIT, (struct slice){NULL, 0});
	return true;
}

static bool take_bare(struct reading *reading, const struct node *root)
{
	reading->manifest->kind = MANIFEST_BARE;
	reading->manifest->has_filter = true;
	reading->manifest->layout.seccomp = root;
	return !root || reading_take_entry(reading, root);
}

static bool take_root(struct reading *reading, const struct node *root)
{
	const struct node *mapping = NULL;
	struct top top;

	if (root && !reading_open_mapping(reading, root, "the file",
			    "a manifest (name, version, ...), or profile and allow", &mapping))
		return false;
	if (!scan_top(reading, mapping, &top))
		return false;
	if (top.seccomp.key && is_whole(&top))
		return take_whole(reading, &top);
	if (top.seccomp.key) {
		reading->manifest->kind = MANIFEST_ENTRY;
		return take_seccomp(reading, &top);
	}
	if (top.profile.key || top.allow.key || !is_whole(&top))
		return take_bare(reading, root);
	if (!top.name.key && !top.version.key && !top.init.key)
		return reading_refuse(reading, root,
			"neither a manifest (name, version, ...) nor a seccomp entry (profile, "
			"allow)");
	return take_whole(reading, &top);
}

static bool read_all(struct reading *reading)
{
	struct manifest *manifest = reading->manifest;
	struct slice bytes = slice_of_text(&manifest->bytes);
	struct document *document = &manifest->document;

	if (document_read(reading->name, bytes, document, reading->error) &&
		take_root(reading, document_root(document)))
		return true;
	if (reading_looks_like_toml(bytes))
		error_set(reading->error, reading->name, 0, 0,
			"looks like TOML; a manifest is YAML, or JSON");
	return false;
}

bool manifest_read(const char *name, struct slice bytes, unsigned runtime, struct manifest *ret,
	struct error *error)
{
	struct manifest manifest = {.runtime = runtime};
	struct reading reading = {.name = name, .manifest = &manifest, .error = error};

	if (bytes.length > DOCUMENT_BYTES)
		return error_set(error, name, 0, 0, "is larger than %zu bytes", DOCUMENT_BYTES);
	text_append(&manifest.bytes, bytes);
	if (!read_all(&reading)) {
		manifest_free(&manifest);
		return false;
	}
	reading_place_remarks(&reading);
	*ret = manifest;
	return true;
}

void manifest_free(struct manifest *manifest)
{
	text_free(&manifest->bytes);
	entry_free(&manifest->entry);
	remarks_free(&manifest->remarks);
	document_free(&manifest->document);
	*manifest = (struct manifest){0};
}
