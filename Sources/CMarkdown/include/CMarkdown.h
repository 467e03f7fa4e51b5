#ifndef ETUDE_CMARKDOWN_H
#define ETUDE_CMARKDOWN_H

#include <md4c.h>

/* md4c, opened when the first Markdown is shown. The start does not wait for it, and a machine without it shows the
   text as it is. */

/* Opens md4c, once. NULL when it is there, else why it is not. Safe from any thread. */
const char *etude_markdown_open(void);

/* md_parse. To be called after etude_markdown_open has returned NULL. */
int etude_markdown_parse(const char *text, MD_SIZE size, const MD_PARSER *parser, void *context);

/* Macros that Swift does not import. */
static const unsigned etude_markdown_flags = MD_DIALECT_GITHUB | MD_FLAG_LATEXMATHSPANS;

#endif
