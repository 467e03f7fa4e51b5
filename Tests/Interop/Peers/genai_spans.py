"""Sends one request with the openai client under OpenTelemetry's own instrumentation, and prints its span as JSON.

    genai_spans.py BODY        the request's body as JSON; OPENAI_BASE_URL says where to
"""

import json
import sys

import openai
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

if __name__ == "__main__":
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    OpenAIInstrumentor().instrument(tracer_provider=provider)
    body = json.loads(sys.argv[1])
    try:
        answer = openai.OpenAI(max_retries=0).chat.completions.create(**body)
        if body.get("stream"):
            for _ in answer:
                pass
    except openai.APIError:
        pass
    (span,) = spans.get_finished_spans()
    attributes = {key: list(value) if isinstance(value, tuple) else value for key, value in span.attributes.items()}
    print(json.dumps({"name": span.name, "kind": span.kind.name, "status": span.status.status_code.name,
                      "attributes": attributes}))
