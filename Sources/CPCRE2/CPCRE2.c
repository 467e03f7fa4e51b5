#define PCRE2_CODE_UNIT_WIDTH 8
#include "CPCRE2.h"

#include <dlfcn.h>
#include <pcre2.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef __APPLE__
static const char *const libraries[] = {"libpcre2-8.0.dylib", "/opt/homebrew/lib/libpcre2-8.0.dylib"};
#else
static const char *const libraries[] = {"libpcre2-8.so.0"};
#endif

#define FUNCTIONS(each) \
    each(code_free) each(compile) each(compile_context_create) each(compile_context_free) each(get_error_message) \
    each(match) each(match_context_create) each(match_context_free) each(match_data_create) each(match_data_free) \
    each(pattern_info) each(set_callout) each(set_compile_extra_options) each(set_heap_limit) \
    each(set_match_limit) each(set_max_pattern_length) each(set_newline)

#define MEMBER(name) __typeof__(pcre2_##name##_8) *name;
static struct { FUNCTIONS(MEMBER) } pcre2;
static const char *problem_of_library;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void) {
    void *handle = NULL;
    for (size_t i = 0; !handle && i < sizeof libraries / sizeof *libraries; i++)
        handle = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        problem_of_library = "libpcre2-8, which reads patterns, is not installed";
        return;
    }
#define LOOK_UP(name) \
    if (!(pcre2.name = (__typeof__(pcre2.name))dlsym(handle, "pcre2_" #name "_8"))) \
        problem_of_library = "libpcre2-8 is too old";
    FUNCTIONS(LOOK_UP)
}

struct etude_pattern {
    pcre2_code *code;
    /* The largest number in braces: so many characters may be passed without a step being counted. */
    size_t longest_repeat;
    int has_back_references;
};

static size_t largest_number_in_braces(const char *bytes, size_t count) {
    size_t largest = 0, number = 0;
    int inside = 0;
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '{' || (bytes[i] == ',' && inside)) {
            inside = 1;
            number = 0;
        } else if (inside && bytes[i] >= '0' && bytes[i] <= '9') {
            if (number < 1000000) number = number * 10 + (size_t)(bytes[i] - '0');
            if (number > largest) largest = number;
        } else {
            inside = 0;
        }
    }
    return largest;
}

etude_pattern *etude_pattern_make(const char *bytes, size_t count, char *problem, size_t room) {
    pthread_once(&once, look_up);
    if (problem_of_library) {
        snprintf(problem, room, "%s", problem_of_library);
        return NULL;
    }
    etude_pattern *pattern = calloc(1, sizeof *pattern);
    pcre2_compile_context *context = pcre2.compile_context_create(NULL);
    int error = PCRE2_ERROR_NOMEMORY;
    PCRE2_SIZE place = 0;
    if (pattern && context) {
        pcre2.set_newline(context, PCRE2_NEWLINE_ANYCRLF);
        pcre2.set_max_pattern_length(context, 20000);
        pcre2.set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
        /* As in ECMAScript \d, \w and \b know ASCII only, so not PCRE2_UCP. */
        uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS
            | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
        pattern->code = pcre2.compile((PCRE2_SPTR)bytes, count, options, &error, &place, context);
    }
    if (context) pcre2.compile_context_free(context);
    if (!pattern || !pattern->code) {
        PCRE2_UCHAR message[160] = "no memory";
        pcre2.get_error_message(error, message, sizeof message);
        snprintf(problem, room, "%s", (const char *)message);
        free(pattern);
        return NULL;
    }
    uint32_t back_references = 0;
    pcre2.pattern_info(pattern->code, PCRE2_INFO_BACKREFMAX, &back_references);
    pattern->has_back_references = back_references > 0;
    pattern->longest_repeat = largest_number_in_braces(bytes, count);
    return pattern;
}

void etude_pattern_free(etude_pattern *pattern) {
    pcre2.code_free(pattern->code);
    free(pattern);
}

struct count {
    uint64_t left;
    size_t place;
    /* What one step may have passed unseen. */
    uint64_t price;
};

/* PCRE2's own limit holds for one place of the text and knows nothing of how far a repeat has run, so a long text costs
   its square. This is called before every item of the pattern, wherever it is tried. */
static int count_step(pcre2_callout_block *block, void *context) {
    struct count *count = context;
    size_t place = block->current_position;
    uint64_t moved = place > count->place ? place - count->place : count->place - place;
    uint64_t price = count->price + moved / 8;
    count->place = place;
    if (price > count->left) {
        count->left = 0;
        return PCRE2_ERROR_CALLOUT;
    }
    count->left -= price;
    return 0;
}

int etude_pattern_search(const etude_pattern *pattern, const char *text, size_t count, uint64_t *steps) {
    pcre2_match_context *context = pcre2.match_context_create(NULL);
    pcre2_match_data *data = pcre2.match_data_create(1, NULL);
    size_t unseen = pattern->has_back_references || pattern->longest_repeat > count ? count : pattern->longest_repeat;
    struct count counted = {.left = *steps, .place = 0, .price = 1 + unseen / 32};
    int result = PCRE2_ERROR_NOMEMORY;
    if (context && data) {
        pcre2.set_callout(context, count_step, &counted);
        pcre2.set_match_limit(context, UINT32_MAX);
        pcre2.set_heap_limit(context, 64 * 1024);
        result = pcre2.match(pattern->code, (PCRE2_SPTR)text, count, 0, PCRE2_NO_UTF_CHECK, data, context);
    }
    if (data) pcre2.match_data_free(data);
    if (context) pcre2.match_context_free(context);
    *steps = counted.left;
    return result >= 0 ? 1 : result == PCRE2_ERROR_NOMATCH ? 0 : -1;
}
