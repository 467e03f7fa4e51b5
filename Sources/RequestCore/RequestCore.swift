// RequestCore: everything between a prompt and its answer.
//
// It does not know how bytes travel or where logs are kept. It prepares a request, sends it over a `Transport`, reads the
// answer however the server writes it, tries again where that helps, and keeps a `LogRecord`. The playground, the
// command line and other programs all use it. A request passes through types, so that the wrong order does not compile:
//
//     ProviderResolver.resolve → Provider
//     RunRequest.prepare       → PreparedRun      what was asked, what will be sent
//     Runner.run               → RunEvent         what happens
//     Reply.apply                                 what has arrived so far
//
// The type `Client` is the short way through all of it, for programs that store nothing.
//
// The folders:
//
//     Dialects    how requests and answers are written; only a dialect knows a provider's field names
//     Runs        a request and its run: prepare, send, retry, log
//     Answers     events, and what has arrived so far: the same for all dialects
//     HTTP        the transport's protocol, event streams, dates, web pages in place of answers
//     Errors      what went wrong, and what to do about it
//     Providers   where a request goes, and what is known about models
//     Lint        what is known to be refused; it never forbids
//     ToolLoop    answering calls: settings, approvals, the rounds of a run
//     Recording   everything that went over the wire
//     Records     logs and what belongs to them; Stores has the protocols that a store implements
//     Client      the short way through all of it; Generation writes tools and schemas from a sentence
//
// `RequestEncoder` in Prompts writes a request for chat completions, beside its reader: a request is a format of files, too.
