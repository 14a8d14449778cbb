"""Makes the calls of a case file with grpcio, and prints what came of each as one line of JSON.

Usage: grpcio_client.py SETTINGS, with the keys target, cases and, for TLS, ca, certificate, key, serverName.
"""
import base64
import json
import queue
import sys

import grpc

END = object()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def encode(text):
    """`@N` stands for N bytes."""
    return b"x" * int(text[1:]) if text.startswith("@") else text.encode()


def decode(message):
    return f"@{len(message)}" if len(message) > 64 and message == b"x" * len(message) else message.decode()


def open_channel(settings):
    options = [("grpc.max_receive_message_length", -1), ("grpc.enable_http_proxy", 0)]
    if "ca" not in settings:
        return grpc.insecure_channel(settings["target"], options)
    options.append(("grpc.ssl_target_name_override", settings["serverName"]))
    credentials = grpc.ssl_channel_credentials(read(settings["ca"]), read(settings["key"]), read(settings["certificate"]))
    return grpc.secure_channel(settings["target"], credentials, options)


def metadata_of(case):
    return [(name, base64.b64decode(value) if name.endswith("-bin") else value) for name, value in case.get("metadata", [])]


def run(channel, case):
    """What was received, and the call, whose status says how it ended."""
    kind = case["kind"]
    method = getattr(channel, {"unary": "unary_unary", "server": "unary_stream", "client": "stream_unary", "duplex": "stream_stream"}[kind])
    stub = method(case["method"])
    options = {"metadata": metadata_of(case), "timeout": case["timeoutMs"] / 1000 if "timeoutMs" in case else None}
    if case.get("compression") == "gzip":
        options["compression"] = grpc.Compression.Gzip
    messages = [encode(text) for text in case["send"]]
    received = []
    if kind == "unary":
        response, call = stub.with_call(messages[0], **options)
        return [decode(response)], call
    if kind == "client":
        response, call = stub.with_call(iter(messages), **options)
        return [decode(response)], call
    if kind == "server":
        call = stub(messages[0], **options)
        requests = None
    else:
        requests = queue.Queue()
        call = stub(iter(requests.get, END), **options)
    try:
        receive(call, case, requests, messages, received)
    except grpc.RpcError:
        if requests is not None:
            requests.put(END)
    return received, call


def receive(call, case, requests, messages, received):
    waiting = list(messages) if requests is not None else []
    lockstep = case.get("lockstep", False)
    while waiting:
        requests.put(waiting.pop(0))
        if lockstep:
            break
    if requests is not None and not waiting and not case.get("keepOpen", False):
        requests.put(END)
    for response in call:
        received.append(decode(response))
        if len(received) == case.get("cancelAfter"):
            call.cancel()
        if waiting:
            requests.put(waiting.pop(0))
            if not waiting:
                requests.put(END)


def main():
    settings = json.loads(sys.argv[1])
    with open(settings["cases"], encoding="utf-8") as file:
        cases = json.load(file)
    with open_channel(settings) as channel:
        for case in cases:
            try:
                received, call = run(channel, case)
                code, details = call.code(), call.details()
            except grpc.RpcError as error:
                received, code, details = [], error.code(), error.details()
            outcome = {"name": case["name"], "code": code.value[0], "details": details or "", "receive": received}
            print(json.dumps(outcome), flush=True)


main()
