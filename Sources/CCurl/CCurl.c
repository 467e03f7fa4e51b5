#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>

/* curl.h wraps these in macros for C. */
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

#ifdef __APPLE__
static const char library[] = "libcurl.4.dylib";
#else
static const char library[] = "libcurl.so.4";
#endif

#define FUNCTIONS(each) \
    each(curl_easy_cleanup) each(curl_easy_getinfo) each(curl_easy_init) each(curl_easy_pause) \
    each(curl_easy_setopt) each(curl_easy_strerror) each(curl_free) each(curl_global_init) \
    each(curl_multi_add_handle) each(curl_multi_cleanup) each(curl_multi_info_read) each(curl_multi_init) \
    each(curl_multi_perform) each(curl_multi_poll) each(curl_multi_remove_handle) each(curl_multi_setopt) \
    each(curl_multi_wakeup) each(curl_slist_append) each(curl_slist_free_all) each(curl_url) each(curl_url_cleanup) \
    each(curl_url_get) each(curl_url_set)

#define MEMBER(name) __typeof__(name) *name;
static struct { FUNCTIONS(MEMBER) } curl;
static const char *problem;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        problem = dlerror();
        return;
    }
#define LOOK_UP(name) \
    if (!(curl.name = (__typeof__(name) *)dlsym(handle, #name))) problem = "it has no " #name;
    FUNCTIONS(LOOK_UP)
}

const char *etude_curl_open(void) {
    pthread_once(&once, look_up);
    return problem;
}

CURLcode etude_global_init(long flags) { return curl.curl_global_init(flags); }
void etude_free(void *pointer) { curl.curl_free(pointer); }

CURL *etude_easy_init(void) { return curl.curl_easy_init(); }
void etude_easy_cleanup(CURL *handle) { curl.curl_easy_cleanup(handle); }
CURLcode etude_easy_pause(CURL *handle, int mask) { return curl.curl_easy_pause(handle, mask); }
const char *etude_easy_strerror(CURLcode code) { return curl.curl_easy_strerror(code); }

CURLM *etude_multi_init(void) { return curl.curl_multi_init(); }
CURLMcode etude_multi_cleanup(CURLM *multi) { return curl.curl_multi_cleanup(multi); }
CURLMcode etude_multi_add_handle(CURLM *multi, CURL *handle) { return curl.curl_multi_add_handle(multi, handle); }
CURLMcode etude_multi_remove_handle(CURLM *multi, CURL *handle) {
    return curl.curl_multi_remove_handle(multi, handle);
}
CURLMcode etude_multi_perform(CURLM *multi, int *running) { return curl.curl_multi_perform(multi, running); }
CURLMcode etude_multi_poll(CURLM *multi, struct curl_waitfd fds[], unsigned int count, int milliseconds, int *ready) {
    return curl.curl_multi_poll(multi, fds, count, milliseconds, ready);
}
CURLMcode etude_multi_wakeup(CURLM *multi) { return curl.curl_multi_wakeup(multi); }
CURLMsg *etude_multi_info_read(CURLM *multi, int *left) { return curl.curl_multi_info_read(multi, left); }

struct curl_slist *etude_slist_append(struct curl_slist *list, const char *text) {
    return curl.curl_slist_append(list, text);
}
void etude_slist_free_all(struct curl_slist *list) { curl.curl_slist_free_all(list); }

CURLU *etude_url(void) { return curl.curl_url(); }
void etude_url_cleanup(CURLU *url) { curl.curl_url_cleanup(url); }
CURLUcode etude_url_get(CURLU *url, CURLUPart what, char **part, unsigned int flags) {
    return curl.curl_url_get(url, what, part, flags);
}
CURLUcode etude_url_set(CURLU *url, CURLUPart what, const char *part, unsigned int flags) {
    return curl.curl_url_set(url, what, part, flags);
}

#define SETTER(name, type) \
    CURLcode name(CURL *handle, CURLoption option, type value) { return curl.curl_easy_setopt(handle, option, value); }
SETTER(etude_set_long, long)
SETTER(etude_set_size, curl_off_t)
SETTER(etude_set_string, const char *)
SETTER(etude_set_pointer, const void *)
SETTER(etude_set_receiver, curl_write_callback)

CURLcode etude_set_headers(CURL *handle, struct curl_slist *value) {
    return curl.curl_easy_setopt(handle, CURLOPT_HTTPHEADER, value);
}
CURLcode etude_set_progress(CURL *handle, curl_xferinfo_callback value) {
    return curl.curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}
CURLcode etude_set_before_request(CURL *handle, curl_prereq_callback value) {
    return curl.curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}
CURLcode etude_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return curl.curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}
CURLcode etude_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl.curl_easy_getinfo(handle, info, value);
}
CURLcode etude_get_private(CURL *handle, void **value) {
    return curl.curl_easy_getinfo(handle, CURLINFO_PRIVATE, value);
}
CURLMcode etude_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl.curl_multi_setopt(multi, option, value);
}
