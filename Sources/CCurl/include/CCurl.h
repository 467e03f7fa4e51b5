#ifndef ETUDE_CCURL_H
#define ETUDE_CCURL_H

#include <curl/curl.h>
#include <stddef.h>

/* libcurl without its libraries at start: it brings some thirty others, which take longer to load than the playground
   takes to its first frame. So nothing is linked; the library is opened when the first request is sent. */

/* Opens libcurl, once. NULL when it is there, else why it is not. To be called before any of the functions of curl.h
   that this program calls. Safe from any thread. */
const char *etude_curl_open(void);

/* libcurl's functions under names of our own, so that a program that links libcurl itself is not in their way. */

CURLcode etude_global_init(long flags);
void etude_free(void *pointer);
CURL *etude_easy_init(void);
void etude_easy_cleanup(CURL *handle);
CURLcode etude_easy_pause(CURL *handle, int mask);
const char *etude_easy_strerror(CURLcode code);
CURLM *etude_multi_init(void);
CURLMcode etude_multi_cleanup(CURLM *multi);
CURLMcode etude_multi_add_handle(CURLM *multi, CURL *handle);
CURLMcode etude_multi_remove_handle(CURLM *multi, CURL *handle);
CURLMcode etude_multi_perform(CURLM *multi, int *running);
CURLMcode etude_multi_poll(CURLM *multi, struct curl_waitfd fds[], unsigned int count, int milliseconds, int *ready);
CURLMcode etude_multi_wakeup(CURLM *multi);
CURLMsg *etude_multi_info_read(CURLM *multi, int *left);
struct curl_slist *etude_slist_append(struct curl_slist *list, const char *text);
void etude_slist_free_all(struct curl_slist *list);
CURLU *etude_url(void);
void etude_url_cleanup(CURLU *url);
CURLUcode etude_url_set(CURLU *url, CURLUPart what, const char *part, unsigned int flags);

/* libcurl's variadic functions, one for each type that is passed. */

CURLcode etude_set_long(CURL *handle, CURLoption option, long value);
CURLcode etude_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode etude_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode etude_set_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode etude_set_headers(CURL *handle, struct curl_slist *value);
/* For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION. */
CURLcode etude_set_receiver(
    CURL *handle, CURLoption option, size_t (*value)(char *bytes, size_t size, size_t count, void *context));
CURLcode etude_set_progress(CURL *handle, curl_xferinfo_callback value);
CURLcode etude_set_before_request(CURL *handle, curl_prereq_callback value);
CURLcode etude_set_open_socket(CURL *handle, curl_opensocket_callback value);
CURLcode etude_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode etude_get_private(CURL *handle, void **value);
CURLMcode etude_multi_set_long(CURLM *multi, CURLMoption option, long value);

/* curl_url_get, whose declaration differs between releases. */
CURLUcode etude_url_get(CURLU *url, CURLUPart what, char **part, unsigned int flags);

/* Macros that Swift does not import alike everywhere. */
static const long etude_http_2_over_tls = CURL_HTTP_VERSION_2TLS;
static const size_t etude_pause_writing = CURL_WRITEFUNC_PAUSE;
static const long etude_global_default = CURL_GLOBAL_DEFAULT;

#endif
