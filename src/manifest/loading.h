/*
 * A document being loaded: libyaml's events become nodes. Only src/manifest/document.c and
 * loading.c include it.
 */
#ifndef MANIFEST_LOADING_H
#define MANIFEST_LOADING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <yaml.h>

#include "manifest/document.h"

struct anchor;

struct loading {
	struct document document;
	const char *name;
	struct error *error;
	yaml_parser_t parser;
	size_t characters; /* a mark, and the byte offset that it means */
	size_t offset;
	uint32_t open[DOCUMENT_DEPTH]; /* the collections around the place */
	uint32_t last[DOCUMENT_DEPTH]; /* the last child of each so far */
	unsigned depth;
	struct anchor *anchors;
};

/* Returns the byte offset of the character number `characters` (the index of a mark). */
size_t loading_offset(struct loading *loading, size_t characters);

/* Takes an event over into the document. Fails, with the error set, when a limit is passed. */
bool loading_take(struct loading *loading, const yaml_event_t *event);

void loading_free_anchors(struct loading *loading);

#endif
