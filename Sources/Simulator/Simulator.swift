// Simulator: an offline model that behaves like an OpenAI-compatible server, down to its error messages.
//
// Under `/messages` it behaves like Anthropic's (`MessagesFace`): requests are checked by that API's rules, answered as above,
// and written as that API's events (`MessagesWriter`).
//
//     TransportRequest → SimulatedRequest   read and checked; refused as APIError in the API's words
//                      → Answer             calls of tools, JSON, or plain text, for each choice
//                      → ChoiceScript       its steps: role, tokens up to the limit or a stop sequence, finish
//                      → CompletionStream   the steps as an event stream, or CompletionBody: put together as one JSON
//
// The one public type is `SimulatorTransport`, a `RequestCore.Transport`:
//
//     SimulatorTransport(pace: .none | .reading, deterministic: false, sleep: …).send(request)
//
// It never pretends to be a real model: texts say that they come from a simulator, and what arrived. Tools are called when the
// message fits their words (ToolMatching), with arguments that are taken from the message (MessageFacts) and always satisfy the
// tool's schema (SchemaInstance). Names of models that it knows refuse what that model refuses (SimulatedModel).
//
// Words in the last user message that ask for something particular:
//
//     say X · repeat: X           says X
//     write 500 words             writes as many
//     simulate: 429               an HTTP error: 400 401 403 404 408 409 429 500 502 503 504
//     simulate: 429 once          the same, and at the next attempt an answer
//     simulate: quota             a 429 that waiting does not heal
//     simulate: slow              two seconds to the first token, then four a second
//     simulate: cut               the connection breaks in the middle
//     simulate: unfinished        the body ends in the middle, without a finish reason
//     simulate: error in stream   an error object in the middle of a stream
//     simulate: timeout           no byte until the request's timeout
//     simulate: html · empty      a body that is no answer
//     simulate: refusal           a refusal in place of content
//     simulate: content_filter    a filter ends the answer
//     simulate: length            the answer is cut short
//     simulate: reasoning         reasoning comes before the answer
//     simulate: bad arguments     calls whose arguments are not JSON
