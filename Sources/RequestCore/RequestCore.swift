// RequestCore: everything between a prompt and its answer.
//
// It does not know how bytes travel or where logs are kept: it prepares a request, sends it over a `Transport`, reads
// what comes back however the server writes it, tries again where that helps, and keeps a `LogRecord`. The playground,
// the command line and programs of one's own all go through it. A request passes through types, so that the wrong
// order does not compile:
//
//     ProviderResolver.resolve → Provider
//     RunRequest.prepare       → PreparedRun      what was asked, what will be sent
//     Runner.run               → RunEvent         what happens
//     Reply.apply                                 what has arrived so far
//
// The type `Client` is the short way through all of it, for programs that store nothing.
//
// Of the folders, `Chat` is the wire of chat completions: `RequestEncoder`, which is in Prompts beside the reader of
// requests, writes it, `ChunkDecoder` reads it. `Streaming` is neutral: `EventStreamParser` cuts bytes into events, `RunEvent` and `Reply` say
// what came of them. `Client` runs: `Runner`, `RetryPolicy`, `RunError`. `Providers` says where a request goes, and by
// `ModelCatalog` what is known of models. `Lint` says what is known to be refused, and never forbids it. `Logs` has the
// records, and the protocols that a store implements.
