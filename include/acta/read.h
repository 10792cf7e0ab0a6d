// SPDX-License-Identifier: MIT
/// @file read.h  Articles from files: plain text, HTML, JSON and NDJSON, each
/// also gzipped.  A reader goes through the articles of one input; an article
/// that cannot be read is one error, and the next call goes on with the next.
/// Text comes out as valid UTF-8 in NFC with LF line ends, cut into blocks of
/// one layout role each; nothing is deleted from plain text or reordered, so
/// offsets hold for the file too where it is NFC with LF already.
#ifndef ACTA_READ_H
#define ACTA_READ_H

#include <acta/document.h>
#include <acta/log.h>

/// Syntax of an input.
typedef enum {
  ACTA_INPUT_AUTO, ///< By the name's suffix, then by the first bytes
  ACTA_INPUT_TEXT,
  ACTA_INPUT_HTML,
  ACTA_INPUT_JSON, ///< One object, an array of objects, or one object a line
} acta_input_format;

/// How to read; zero it for the defaults.  Strings are borrowed until close.
typedef struct {
  acta_input_format format;
  const char *encoding;     ///< iconv name of the bytes' encoding, NULL: UTF-8
  size_t      limit;        ///< Bytes of one article, 0: 16 MiB
  bool        any_language; ///< Do not skip articles that are not English

  // what is known better than the input does; NULL: not given
  const char *published; ///< "YYYY-MM-DD"
  const char *title, *publisher, *url, *author, *language;

  const acta_log *log; ///< Warnings (an empty article); may be NULL
} acta_article_options;

/// Articles of one input.  Not thread-safe: one reader per thread.
typedef struct acta_articles acta_articles;

/**
   Open the file `path` ("-": standard input).  Beside a text file x.txt,
   x.json may give its metadata.  `options` may be NULL.
   @return ACTA_OK; ACTA_E_IO if it cannot be opened (a folder too); ACTA_E_ARG
   for a bad option (unknown encoding, no date); ACTA_E_NOMEM.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_articles_open(const char *path, const acta_article_options *options,
                   acta_articles **out, acta_error *err);

/// Read `bytes` instead, borrowed until close; `name` stands for a file name.
ACTA_API ACTA_NODISCARD acta_status acta_articles_open_memory(
  acta_str bytes, const char *name, const acta_article_options *options,
  acta_articles **out, acta_error *err);

/**
   Read the next article into `*doc`, everything on `arena`: text, id, blocks
   and meta.  An article without text is one with no blocks.
   @return ACTA_OK; ACTA_END after the last one; or what is wrong with one
   article: ACTA_E_SYNTAX (malformed; line and column where known),
   ACTA_E_LIMIT (too large), ACTA_E_LANGUAGE (not English), ACTA_E_IO,
   ACTA_E_NOMEM.  After an error the next call goes on with the next article.
*/
ACTA_API ACTA_NODISCARD acta_status acta_articles_next(acta_articles *articles,
                                                       acta_arena    *arena,
                                                       acta_document *doc,
                                                       acta_error    *err);

/// Close and free.  `articles` may be NULL.
ACTA_API void acta_articles_close(acta_articles *articles);

/// Should a walk through a folder read `path`?  By suffix: .txt, .html, .htm,
/// .xhtml, .json, .ndjson, .jsonl, each also with .gz; not x.json if x.txt is
/// there.
ACTA_API bool acta_articles_wanted(const char *path);

/// Lower-case name of a block kind, "body"; static storage.
ACTA_API const char *acta_block_name(acta_block_kind kind);

#endif // ACTA_READ_H
