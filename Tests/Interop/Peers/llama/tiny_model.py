#!/usr/bin/env python3
"""Make a tiny llama-architecture GGUF (and a tiny vision mmproj) with random weights.

Own work: vocabulary, chat template and weights are made here; nothing is downloaded.
The text is gibberish (real sampling over ~1k tokens), but a few residual
dimensions are hand-wired, so that the model behaves like a chat model for tests:

  dim 0  constant: acts as a per-token logit bias (printable words likely, control bytes never)
  dim 1  "previous token was a newline"        (start of the assistant turn)
  dim 2  "previous token was half an emoji"    (forces the right continuation byte,
                                                so emoji are split over two tokens)
  dim 3  "<tools> is in the prompt"            (copied by attention head 0)
  dim 4  "<tool_response> is in the prompt"    (copied by attention head 1)
  dim 5  "previous token was </tool_call>"
  dim 6  "<think> is in the prompt"; dim 12 "</think> came" (cancels 6; copied from dim 7); heads 2 and 3
  dim 9  "previous token was <tool_call>", dim 10 "... }", dim 11 "... a quote"
  dim 8  "a { came" (layer 1, head 0): quotes and closing brackets become likelier

With tools in the prompt and no tool result yet, tool_choice=auto usually calls a
tool; after a tool result it answers in text. Usage:
    tiny_model.py OUTDIR      -> OUTDIR/tiny.gguf  OUTDIR/tiny-mmproj.gguf
                                     OUTDIR/tiny-think.jinja (same template, opens <think>)  OUTDIR/red.png
Needs: pip install gguf numpy
"""
import os, struct, sys, zlib
import numpy as np
import gguf

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(20240607)

# ---------------------------------------------------------------- vocabulary
def byte_to_unicode():
    keep = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    m, n = {}, 0
    for b in range(256):
        if b in keep:
            m[b] = chr(b)
        else:
            m[b] = chr(256 + n)
            n += 1
    return m
B2U = byte_to_unicode()
def enc(s):
    if isinstance(s, str):
        s = s.encode("utf-8")
    return "".join(B2U[b] for b in s)

WORDS = """the a of to and in is it for on with as was that be by this are from at
or an not have has will can one two three new old red blue green big small fast slow
code test tool call data file line list tree graph node path time date day night city
house river ocean mountain forest garden window door table paper music number letter
question answer reason result value index table model token stream server client
weather sunny rain snow wind cloud temperature Paris London Tokyo Berlin Madrid Oslo
hello world yes no maybe here there where when why how what who which because but so
if then else while return print loop array string object function class struct enum
Swift terminal playground prompt message system user assistant image picture color
light dark happy quiet strange gentle bright heavy empty simple random quick brown
fox jumps over lazy dog always never often again under above between through about
name arguments location unit celsius query path content city text title items true
false null""".split()
EXTRA = [" café", " naïve", " über", " 日本", " 東京", " привет", " ∑", " →", ".", ",", "!", "?", ":", ";",
         "**", " **", "`", "```", "\n\n", "\n- ", "\n# ", "\n1. ", "\n| "]

tokens, types, merges, index = [], [], [], {}
def add(t, ty=1):
    if t not in index:
        index[t] = len(tokens)
        tokens.append(t)
        types.append(ty)
    return index[t]
for b in range(256):
    add(B2U[b])
def add_merged(s):
    """token made by left-to-right byte merges (all prefixes become tokens)"""
    e = enc(s)
    cur = e[0]
    for ch in e[1:]:
        m = f"{cur} {ch}"
        if m not in mset:
            mset.add(m)
            merges.append(m)
        cur += ch
        add(cur)
    return index[cur]
mset = set()
full = set()
for w in WORDS:
    full.add(add_merged(" " + w))
    full.add(add_merged(w))
for w in EXTRA:
    full.add(add_merged(w))
EMOJI_LEAD = add_merged(b"\xf0\x9f\x98")
CTRL, USER = int(gguf.TokenType.CONTROL), int(gguf.TokenType.USER_DEFINED)
EOT = add("<|endoftext|>", CTRL)
IM_START = add("<|im_start|>", CTRL)
IM_END = add("<|im_end|>", CTRL)
T_CALL, T_CALL_END = add("<tool_call>", USER), add("</tool_call>", USER)
T_TOOLS, T_TOOLS_END = add("<tools>", USER), add("</tools>", USER)
T_THINK, T_THINK_END = add("<think>", USER), add("</think>", USER)
T_RESP, T_RESP_END = add("<tool_response>", USER), add("</tool_response>", USER)
while len(tokens) % 32:
    add(f"<|unused{len(tokens)}|>", int(gguf.TokenType.UNUSED))
V = len(tokens)
NL = index[enc("\n")]

# ------------------------------------------------------------- chat template
TEMPLATE = r"""{%- if tools %}
    {{- '<|im_start|>system\n' }}
    {%- if messages[0].role == 'system' %}
        {{- messages[0].content + '\n\n' }}
    {%- endif %}
    {{- 'You can call these functions, one or several at a time.\n<tools>' }}
    {%- for tool in tools %}
        {{- '\n' + (tool | tojson) }}
    {%- endfor %}
    {{- '\n</tools>\nTo call a function write a JSON object with its name and arguments in tags:\n<tool_call>\n{"name": <name>, "arguments": <arguments object>}\n</tool_call><|im_end|>\n' }}
{%- elif messages[0].role == 'system' %}
    {{- '<|im_start|>system\n' + messages[0].content + '<|im_end|>\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if message.role == 'user' or (message.role == 'system' and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
    {%- elif message.role == 'assistant' %}
        {{- '<|im_start|>assistant\n' }}
        {%- if message.content %}
            {{- message.content }}
        {%- endif %}
        {%- for call in message.tool_calls %}
            {%- if call.function is defined %}
                {%- set call = call.function %}
            {%- endif %}
            {{- '\n<tool_call>\n{"name": "' + call.name + '", "arguments": ' }}
            {{- call.arguments | tojson }}
            {{- '}\n</tool_call>' }}
        {%- endfor %}
        {{- '<|im_end|>\n' }}
    {%- elif message.role == 'tool' %}
        {{- '<|im_start|>user\n<tool_response>\n' + message.content + '\n</tool_response><|im_end|>\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
{%- endif %}
"""

# ------------------------------------------------------------------- weights
D, H, HKV, FF, L, CTX = 64, 4, 4, 128, 2, 16384
HD = D // H
NS = 16                   # reserved dims 0..15
C, MARK = 8.0, 5.0        # size of the constant dim, of the marker dims
def rnd(*s, std):
    return rng.normal(0, std, s).astype(np.float32)

emb = rnd(V, D, std=1.0)
emb[:, :NS] = 0
emb[:, 0] = C
BRACE = index["{"]
for tok, dim in ((NL, 1), (EMOJI_LEAD, 2), (T_TOOLS, 3), (T_RESP, 4), (T_CALL_END, 5), (T_THINK, 6),
                 (T_THINK_END, 7), (BRACE, 8), (T_CALL, 9), (index["}"], 10), (index['"'], 11)):
    emb[tok, dim] = MARK

for s in '_"{,':                    # a more even choice after these (names of functions, enum values)
    emb[index[s], NS:] *= 0.3

RMS = np.sqrt((C * C + D - NS + MARK * MARK) / D)   # roughly, with one marker on
H0, HM = C / RMS, MARK / RMS                        # normed size of dim 0 and of a marker
bias = np.full(V, -14.0, np.float32)                # word pieces, bytes: rare
for t in full:
    bias[t] = 1.0 if tokens[t].startswith(enc(" ")) else -1.0
for s, b in [("\n", 0.0), (" ", -2.0), ('"', 3.0), ("}", -5.0), ("]", -5.0), ("{", -3.0), ("[", -3.0), (",", 2.5),
             (":", 0.5), (".", 4.0), ("\\", -20.0), ("-", -4.0), ("\n\n", 1.5), ("```", -1.5), ("**", -0.5)]:
    bias[index[enc(s)]] = b
for d in "0123456789":
    bias[index[d]] = -1.0
for b in list(range(32)) + list(range(127, 256)):
    if b != 10:
        bias[index[B2U[b]]] = -40.0
U2B = {v: k for k, v in B2U.items()}
for i in range(256, V):
    if types[i] != 1:
        bias[i] = -40.0
    else:                                           # a piece that ends inside a character: never
        try:
            bytes(U2B[c] for c in tokens[i]).decode("utf-8")
        except UnicodeDecodeError:
            bias[i] = -40.0
bias[EMOJI_LEAD] = 3.0
bias[IM_END] = 2.8
bias[T_CALL] = bias[T_THINK_END] = -22.0
bias[T_CALL_END] = -17.0

out = rnd(V, D, std=0.22)
out[:, :NS] = 0
for t in range(256, V):
    if types[t] != 1:
        out[t] = 0
out[:, 0] = bias / H0
def push(tok, dim, logits):
    out[tok, dim] = logits / HM
for b in range(0x80, 0x85):
    push(index[B2U[b]], 2, 70)
push(T_CALL, 1, 12)        # after a newline ...
push(T_CALL, 3, 20)        # ... with tools ...
push(T_CALL, 4, -30)       # ... and no result yet
push(NL, 5, 11.5)          # after </tool_call>: newline (maybe another call) or the end
push(IM_END, 5, 6)
push(T_CALL_END, 10, 12); push(T_CALL_END, 3, 12)   # after } with tools: the call ends
push(index['"'], 11, -5)   # strings are seldom empty
push(index["}"], 11, 5); push(index["]"], 11, 5)     # after a quote: maybe the end of the object
push(NL, 8, -2); push(index[enc("\n\n")], 8, -4)
push(NL, 9, 40)            # <tool_call> is followed by a newline
push(T_THINK_END, 6, 25); push(T_THINK_END, 12, -50)
push(IM_END, 6, -12); push(IM_END, 12, 12); push(IM_END, 7, -12)
push(T_CALL, 6, -30); push(T_CALL, 12, 30)
for s, b in (('"', 1.5), ("}", 2.0), ("]", 2.0)):
    push(index[s], 8, b)

w = gguf.GGUFWriter(os.path.join(OUT, "tiny.gguf"), "llama")
w.add_name("tiny-random-chat")
w.add_context_length(CTX)
w.add_embedding_length(D)
w.add_block_count(L)
w.add_feed_forward_length(FF)
w.add_head_count(H)
w.add_head_count_kv(HKV)
w.add_rope_dimension_count(HD)
w.add_rope_freq_base(1e6)
w.add_layer_norm_rms_eps(1e-5)
w.add_vocab_size(V)
w.add_file_type(gguf.LlamaFileType.ALL_F32)
w.add_tokenizer_model("gpt2")
w.add_tokenizer_pre("gpt-2")
w.add_token_list(tokens)
w.add_token_types(types)
w.add_token_merges(merges)
w.add_bos_token_id(EOT)
w.add_eos_token_id(IM_END)
w.add_pad_token_id(EOT)
w.add_add_bos_token(False)
w.add_chat_template(TEMPLATE)

w.add_tensor("token_embd.weight", emb)
w.add_tensor("output.weight", out)
w.add_tensor("output_norm.weight", np.ones(D, np.float32))
for l in range(L):
    q, k, v = (rnd(D, D, std=0.12) for _ in range(3))
    o = rnd(D, D, std=0.08)
    up, gate = (rnd(FF, D, std=0.10) for _ in range(2))
    down = rnd(D, FF, std=0.08)
    for m in (q, k, v, up, gate):
        m[:, :NS] = 0                      # random part neither reads ...
    o[:NS] = 0
    down[:NS] = 0                          # ... nor writes the reserved dims
    copy = ((0, 3, 3), (1, 4, 4), (2, 6, 6), (3, 7, 12)) if l == 0 else ((0, 8, 8),)
    for head, dim, dest in copy:                # find the marked token, copy its mark to every later position
        r = slice(head * HD, (head + 1) * HD)
        q[r] = k[r] = v[r] = 0
        o[:, r] = 0
        q[head * HD + HD - 2, 0] = 4.0     # slowest rope pair: hardly rotated
        k[head * HD + HD - 2, dim] = 5.0
        v[head * HD, dim] = 1.0
        o[dest, head * HD] = MARK / HM
    p = f"blk.{l}."
    for n, m in (("attn_q", q), ("attn_k", k), ("attn_v", v), ("attn_output", o),
                 ("ffn_up", up), ("ffn_gate", gate), ("ffn_down", down)):
        w.add_tensor(p + n + ".weight", m)
    w.add_tensor(p + "attn_norm.weight", np.ones(D, np.float32))
    w.add_tensor(p + "ffn_norm.weight", np.ones(D, np.float32))
w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()

# ------------------------------------------------------- vision (mmproj) file
VD, VH, VFF, VL, IMG, PATCH = 32, 2, 64, 2, 56, 14
w = gguf.GGUFWriter(os.path.join(OUT, "tiny-mmproj.gguf"), "clip")
w.add_name("tiny-random-mmproj")
w.add_file_type(gguf.LlamaFileType.ALL_F32)
w.add_bool("clip.has_vision_encoder", True)
w.add_string("clip.projector_type", "mlp")
w.add_bool("clip.use_gelu", True)
for key, val in (("image_size", IMG), ("patch_size", PATCH), ("embedding_length", VD), ("feed_forward_length", VFF),
                 ("projection_dim", D), ("block_count", VL), ("attention.head_count", VH)):
    w.add_uint32("clip.vision." + key, val)
w.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
w.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
w.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
w.add_tensor("v.patch_embd.weight", rnd(VD, 3, PATCH, PATCH, std=0.05))
w.add_tensor("v.position_embd.weight", rnd((IMG // PATCH) ** 2, VD, std=0.2))
for s, f in (("weight", np.ones), ("bias", np.zeros)):
    w.add_tensor("v.pre_ln." + s, f(VD, np.float32))
for l in range(VL):
    p = f"v.blk.{l}."
    for n in ("attn_q", "attn_k", "attn_v", "attn_out"):
        w.add_tensor(p + n + ".weight", rnd(VD, VD, std=0.2))
        w.add_tensor(p + n + ".bias", np.zeros(VD, np.float32))
    for n in ("ln1", "ln2"):
        w.add_tensor(p + n + ".weight", np.ones(VD, np.float32))
        w.add_tensor(p + n + ".bias", np.zeros(VD, np.float32))
    w.add_tensor(p + "ffn_up.weight", rnd(VFF, VD, std=0.2))
    w.add_tensor(p + "ffn_up.bias", np.zeros(VFF, np.float32))
    w.add_tensor(p + "ffn_down.weight", rnd(VD, VFF, std=0.2))
    w.add_tensor(p + "ffn_down.bias", np.zeros(VD, np.float32))
m0, m2 = rnd(D, VD, std=0.3), rnd(D, D, std=0.3)
m2[:NS] = 0
b2 = np.zeros(D, np.float32)
b2[0] = C
w.add_tensor("mm.0.weight", m0); w.add_tensor("mm.0.bias", np.zeros(D, np.float32))
w.add_tensor("mm.2.weight", m2); w.add_tensor("mm.2.bias", b2)
w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()

# ---------------------------------------- thinking template, and a picture to send
START = "{{- '<|im_start|>assistant\\n' }}\n        {%- if message.content %}"
PROMPT = "{{- '<|im_start|>assistant\\n' }}\n{%- endif %}\n"
assert TEMPLATE.count(START) == 1 and TEMPLATE.endswith(PROMPT)
think = TEMPLATE[:-len(PROMPT)] + """{{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- else %}
        {{- '<think>\\n' }}
    {%- endif %}
{%- endif %}
"""
think = think.replace(START, """{{- '<|im_start|>assistant\\n' }}
        {%- if message.reasoning_content %}
            {{- '<think>\\n' + message.reasoning_content + '\\n</think>\\n\\n' }}
        {%- endif %}
        {%- if message.content %}""")
with open(os.path.join(OUT, "tiny-think.jinja"), "w") as f:
    f.write(think)
def chunk(t, d):
    return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
with open(os.path.join(OUT, "red.png"), "wb") as f:
    f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 56, 56, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress((b"\0" + b"\xd0\x20\x20" * 56) * 56)) + chunk(b"IEND", b""))
print(f"vocab {V}, merges {len(merges)}; wrote", ", ".join(
    f"{n} ({os.path.getsize(os.path.join(OUT, n)) >> 10} KiB)" for n in ("tiny.gguf", "tiny-mmproj.gguf")))
