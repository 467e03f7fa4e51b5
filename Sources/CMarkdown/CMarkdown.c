#include "CMarkdown.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#ifdef __APPLE__
static const char library[] = "libmd4c.0.dylib";
#else
static const char library[] = "libmd4c.so.0";
#endif

static __typeof__(md_parse) *parse;
static const char *problem;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        problem = dlerror();
    else if (!(parse = (__typeof__(md_parse) *)dlsym(handle, "md_parse")))
        problem = "it has no md_parse";
}

const char *etude_markdown_open(void) {
    pthread_once(&once, look_up);
    return problem;
}

int etude_markdown_parse(const char *text, MD_SIZE size, const MD_PARSER *parser, void *context) {
    return parse(text, size, parser, context);
}
