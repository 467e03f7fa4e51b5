#ifndef ETUDE_CCURL_H
#define ETUDE_CCURL_H

#include <curl/curl.h>
#include <stddef.h>

/* libcurl's variadic functions, one for each type that is passed. */

static inline CURLcode etude_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode etude_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode etude_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode etude_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode etude_set_headers(CURL *handle, struct curl_slist *value) {
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, value);
}

/* For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION. */
static inline CURLcode etude_set_receiver(
    CURL *handle, CURLoption option, size_t (*value)(char *bytes, size_t size, size_t count, void *context)) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode etude_set_progress(CURL *handle, curl_xferinfo_callback value) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

static inline CURLcode etude_set_before_request(CURL *handle, curl_prereq_callback value) {
    return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode etude_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode etude_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode etude_get_private(CURL *handle, void **value) {
    return curl_easy_getinfo(handle, CURLINFO_PRIVATE, value);
}

static inline CURLMcode etude_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

/* Macros that Swift does not import alike everywhere. */
static const long etude_http_2_over_tls = CURL_HTTP_VERSION_2TLS;
static const size_t etude_pause_writing = CURL_WRITEFUNC_PAUSE;
static const long etude_global_default = CURL_GLOBAL_DEFAULT;

#endif
