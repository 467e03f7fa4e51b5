"""The openai and anthropic packages as clients of the simulator: what they take, rebuild and raise."""

import json

import anthropic
import openai
import pydantic
import pytest

from conftest import ETUDE
from server import Server
from simulator import simulator_answer

WEATHER = {"type": "object", "required": ["city"], "additionalProperties": False,
           "properties": {"city": {"type": "string"}}}
QUESTION = "What is the weather in Boston and London?"
WORDS = "Low water at six, “high” at noon 😀."


class Tide(pydantic.BaseModel):
    harbour: str
    metres: float


@pytest.fixture(scope="module")
def simulator():
    with Server() as server:
        server.answer = simulator_answer(ETUDE)
        yield server


@pytest.fixture
def chat(simulator):
    return openai.OpenAI(base_url=simulator.base_url, api_key="k", max_retries=0)


@pytest.fixture
def claude(simulator):
    return anthropic.Anthropic(base_url=simulator.origin, api_key="k", max_retries=0)


def user(text):
    return [{"role": "user", "content": text}]


# Chat completions

CHAT_TOOL = {"type": "function", "function": {
    "name": "get_weather", "description": "The current weather in a city", "parameters": WEATHER, "strict": True}}


def streamed(client, **request):
    with client.chat.completions.stream(model="gpt-4o", **request) as stream:
        return stream.get_final_completion()


def whole(client, **request):
    return client.chat.completions.create(model="gpt-4o", **request)


@pytest.mark.parametrize("ask", [streamed, whole])
def test_chat_says_what_it_is_told(chat, ask):
    completion = ask(chat, messages=user(f"say {WORDS}"))
    choice = completion.choices[0]
    assert (choice.message.content, choice.finish_reason) == (WORDS, "stop")
    assert completion.model == "gpt-4o" and completion.id.startswith("chatcmpl-")


def test_chat_counts_its_tokens_in_a_stream_too(chat):
    final = streamed(chat, messages=user("say one two three"), stream_options={"include_usage": True})
    usage = whole(chat, messages=user("say one two three")).usage
    assert final.usage.total_tokens == usage.total_tokens == usage.prompt_tokens + usage.completion_tokens > 0


@pytest.mark.parametrize("ask", [streamed, whole])
def test_chat_calls_in_parallel_and_goes_on_with_the_results(chat, ask):
    messages = user(QUESTION)
    choice = ask(chat, messages=messages, tools=[CHAT_TOOL]).choices[0]
    calls = choice.message.tool_calls
    assert choice.finish_reason == "tool_calls" and choice.message.content is None
    assert [json.loads(call.function.arguments) for call in calls] == [{"city": "Boston"}, {"city": "London"}]
    results = [{"role": "tool", "tool_call_id": call.id, "content": '{"degrees": 4}'} for call in calls]
    said = {"role": "assistant", "tool_calls": [call.model_dump(include={"id", "type", "function"}) for call in calls]}
    for call in said["tool_calls"]:
        call["function"].pop("parsed_arguments", None)
    final = ask(chat, messages=[*messages, said, *results], tools=[CHAT_TOOL]).choices[0]
    assert final.finish_reason == "stop" and "Boston" in final.message.content


def test_chat_fills_a_structure(chat):
    completion = chat.chat.completions.parse(model="gpt-4o", messages=user("Brest"), response_format=Tide)
    assert isinstance(completion.choices[0].message.parsed, Tide)
    with chat.chat.completions.stream(model="gpt-4o", messages=user("Brest"), response_format=Tide) as stream:
        assert isinstance(stream.get_final_completion().choices[0].message.parsed, Tide)


@pytest.mark.parametrize("ask", [streamed, whole])
def test_chat_refuses_and_stops(chat, ask):
    refused = ask(chat, messages=user("simulate: refusal")).choices[0].message
    assert refused.content is None and refused.refusal
    stopped = ask(chat, messages=user("say Low at six. END"), stop=["END"]).choices[0]
    assert (stopped.message.content, stopped.finish_reason) == ("Low at six. ", "stop")


def test_chat_is_cut_and_filtered(chat):
    assert whole(chat, messages=user("simulate: length")).choices[0].finish_reason == "length"
    assert whole(chat, messages=user("simulate: content_filter")).choices[0].finish_reason == "content_filter"
    # So the package takes an answer that was cut, too.
    with pytest.raises(openai.LengthFinishReasonError):
        chat.chat.completions.parse(model="gpt-4o", messages=user("simulate: length"), response_format=Tide)
    with pytest.raises(openai.ContentFilterFinishReasonError):
        chat.chat.completions.parse(model="gpt-4o", messages=user("simulate: content_filter"), response_format=Tide)


def test_chat_reasons_and_gives_several_answers(chat):
    message = whole(chat, messages=user("simulate: reasoning")).choices[0].message
    assert message.reasoning_content and message.content
    assert len(whole(chat, messages=user("Hello"), n=3).choices) == 3


# Responses

RESPONSES_TOOL = {"type": "function", "name": "get_weather", "description": "The current weather in a city",
                  "parameters": WEATHER, "strict": True}


def responses_streamed(client, model="gpt-4.1", **request):
    with client.responses.stream(model=model, **request) as stream:
        return stream.get_final_response()


def responses_whole(client, model="gpt-4.1", **request):
    return client.responses.create(model=model, **request)


BOTH_RESPONSES = pytest.mark.parametrize("ask", [responses_streamed, responses_whole])


@BOTH_RESPONSES
def test_responses_says_what_it_is_told(chat, ask):
    response = ask(chat, input=f"say {WORDS}")
    assert (response.output_text, response.status, response.model) == (WORDS, "completed", "gpt-4.1")
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens > 0


def test_responses_streams_the_text_that_it_ends_with(chat):
    deltas, numbers = [], []
    for event in chat.responses.create(model="gpt-4.1", input=f"say {WORDS}", stream=True):
        numbers.append(event.sequence_number)
        if event.type == "response.output_text.delta":
            deltas.append(event.delta)
        if event.type == "response.output_text.done":
            assert event.text == WORDS
    assert "".join(deltas) == WORDS and numbers == list(range(len(numbers)))
    assert event.type == "response.completed"


@BOTH_RESPONSES
def test_responses_calls_in_parallel_and_goes_on_with_reasoning_and_results(chat, ask):
    response = ask(chat, model="gpt-5", input=QUESTION, tools=[RESPONSES_TOOL], store=False,
                   include=["reasoning.encrypted_content"], reasoning={"summary": "auto"})
    calls = [item for item in response.output if item.type == "function_call"]
    assert [json.loads(call.arguments) for call in calls] == [{"city": "Boston"}, {"city": "London"}]
    assert response.output[0].type == "reasoning" and response.output[0].encrypted_content
    assert response.output[0].summary[0].text
    items = [item.model_dump(exclude_none=True, exclude={"parsed_arguments"}) for item in response.output]
    results = [{"type": "function_call_output", "call_id": call.call_id, "output": "4 degrees"} for call in calls]
    final = ask(chat, model="gpt-5", input=[*user(QUESTION), *items, *results], tools=[RESPONSES_TOOL], store=False)
    assert final.status == "completed" and "Boston" in final.output_text


def test_responses_fills_a_structure(chat):
    assert isinstance(chat.responses.parse(model="gpt-4.1", input="Brest", text_format=Tide).output_parsed, Tide)
    with chat.responses.stream(model="gpt-4.1", input="Brest", text_format=Tide) as stream:
        assert isinstance(stream.get_final_response().output_parsed, Tide)


@BOTH_RESPONSES
def test_responses_refuses_and_is_cut(chat, ask):
    refused = ask(chat, input="simulate: refusal")
    assert refused.output[-1].content[0].type == "refusal" and refused.status == "completed"
    # The package's own stream has no final response for one that is incomplete.
    if ask is responses_whole:
        for word, reason in [("length", "max_output_tokens"), ("content_filter", "content_filter")]:
            cut = ask(chat, input=f"simulate: {word}")
            assert (cut.status, cut.incomplete_details.reason) == ("incomplete", reason)


# Messages

CLAUDE_TOOL = {"name": "get_weather", "description": "The current weather in a city", "input_schema": WEATHER}


def messages_streamed(client, model="claude-haiku-4-5", **request):
    with client.messages.stream(model=model, max_tokens=500, **request) as stream:
        return stream.get_final_message()


def messages_whole(client, model="claude-haiku-4-5", **request):
    return client.messages.create(model=model, max_tokens=500, **request)


BOTH_MESSAGES = pytest.mark.parametrize("ask", [messages_streamed, messages_whole])


def said(message):
    return "".join(block.text for block in message.content if block.type == "text")


@BOTH_MESSAGES
def test_messages_says_what_it_is_told(claude, ask):
    message = ask(claude, messages=user(f"say {WORDS}"))
    assert (said(message), message.stop_reason, message.model) == (WORDS, "end_turn", "claude-haiku-4-5")
    assert message.usage.input_tokens > 0 and message.usage.output_tokens > 0


@BOTH_MESSAGES
def test_messages_calls_in_parallel_and_goes_on_with_thinking_and_results(claude, ask):
    messages = user(QUESTION)
    message = ask(claude, model="claude-haiku-5-5", messages=messages, tools=[CLAUDE_TOOL])
    calls = [block for block in message.content if block.type == "tool_use"]
    assert message.stop_reason == "tool_use"
    assert [call.input for call in calls] == [{"city": "Boston"}, {"city": "London"}]
    assert message.content[0].type == "thinking" and message.content[0].signature
    content = [block.model_dump(exclude_none=True) for block in message.content]
    results = [{"type": "tool_result", "tool_use_id": call.id, "content": "4 degrees"} for call in calls]
    final = ask(claude, model="claude-haiku-5-5", messages=[
        *messages, {"role": "assistant", "content": content}, {"role": "user", "content": results}], tools=[CLAUDE_TOOL])
    assert final.stop_reason == "end_turn" and "Boston" in said(final)


def test_messages_shows_its_thinking_when_asked(claude):
    message = messages_streamed(claude, model="claude-haiku-5-5", messages=user("Hello"),
                                thinking={"type": "adaptive", "display": "summarized"})
    assert message.content[0].type == "thinking" and message.content[0].thinking


def test_messages_fills_a_structure(claude):
    schema = {"type": "object", "required": ["harbour", "metres"], "additionalProperties": False,
              "properties": {"harbour": {"type": "string"}, "metres": {"type": "number"}}}
    message = messages_whole(claude, messages=user("Brest"), output_config={
        "format": {"type": "json_schema", "schema": schema}})
    assert Tide.model_validate_json(said(message))


@BOTH_MESSAGES
def test_messages_says_why_it_ended(claude, ask):
    refused = ask(claude, messages=user("simulate: refusal"))
    assert refused.stop_reason == "refusal" and refused.stop_details.type == "refusal"
    assert ask(claude, messages=user("simulate: length")).stop_reason == "max_tokens"
    stopped = ask(claude, messages=user("say Low at six. END"), stop_sequences=["noon", "END"])
    assert (said(stopped), stopped.stop_reason, stopped.stop_sequence) == ("Low at six. ", "stop_sequence", "END")


# Errors and lists

ERRORS = [
    (400, "BadRequestError"), (401, "AuthenticationError"), (403, "PermissionDeniedError"), (404, "NotFoundError"),
    (409, "ConflictError"), (429, "RateLimitError"), (500, "InternalServerError")]


@pytest.mark.parametrize("status, name", ERRORS)
def test_errors_are_the_packages_own(chat, claude, status, name):
    text = f"simulate: {status}"
    for ask in (lambda: whole(chat, messages=user(text)), lambda: responses_whole(chat, input=text)):
        with pytest.raises(getattr(openai, name)) as raised:
            ask()
        assert raised.value.status_code == status and raised.value.body["message"] and raised.value.request_id
    for ask in (messages_whole, messages_streamed):
        with pytest.raises(getattr(anthropic, name)) as raised:
            ask(claude, messages=user(text))
        assert raised.value.status_code == status and raised.value.body["type"] == "error"
        assert raised.value.body["error"]["message"]


def test_a_bad_request_names_its_field(chat, claude):
    with pytest.raises(openai.BadRequestError) as raised:
        whole(chat, messages=user("hi"), temperature=9)
    assert raised.value.param == "temperature"
    with pytest.raises(openai.BadRequestError) as raised:
        responses_whole(chat, input="hi", max_output_tokens=3)
    assert raised.value.param == "max_output_tokens"
    with pytest.raises(anthropic.BadRequestError, match="first message must use"):
        messages_whole(claude, messages=[{"role": "assistant", "content": "hi"}])


def test_what_breaks_in_the_middle_is_an_error(chat, claude):
    with pytest.raises(openai.APIError):
        streamed(chat, messages=user("simulate: error in stream"))
    # The package hands this event on as it is documented.
    *_, last = chat.responses.create(model="gpt-4.1", input="simulate: error in stream", stream=True)
    assert last.type == "error" and last.message
    with pytest.raises(anthropic.APIError):
        messages_streamed(claude, messages=user("simulate: error in stream"))


def test_the_lists_of_models_are_read(chat, claude):
    assert [model.id for model in chat.models.list()] == ["simulator"]
    assert [model.id for model in claude.models.list()] == ["simulator"]
