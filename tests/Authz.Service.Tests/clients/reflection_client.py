"""Asks a server what it serves, builds every message from what it answers, and calls it by those.

Usage: reflection_client.py HOST:PORT CHECK_REQUEST_FILE. Prints one JSON document. Nothing is generated: a descriptor
that were missing or wrong would leave no message to build.
"""
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

REFLECTION = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"


def field(number, text):
    """A length-delimited field below 128 bytes, for the one message that cannot be described yet."""
    data = text.encode()
    return bytes([number << 3 | 2, len(data)]) + data


def length_delimited(message):
    """The fields of a message that has no others, in order."""
    at = 0
    while at < len(message):
        number, at = message[at] >> 3, at + 1
        length, shift = 0, 0
        while True:
            byte, at = message[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield number, message[at:at + length]
        at += length


def ask(channel, *requests):
    return list(channel.stream_stream(REFLECTION)(iter(requests), timeout=60))


def answer_of(response, number):
    return next(value for found, value in length_delimited(response) if found == number)


def main(target, check_request_file):
    with grpc.insecure_channel(target, [("grpc.enable_http_proxy", 0)]) as channel:
        listed = answer_of(ask(channel, field(7, "*"))[0], 6)
        services = [answer_of(service, 1).decode() for _, service in length_delimited(listed)]

        pool = descriptor_pool.DescriptorPool()
        files = {}
        for response in ask(channel, *(field(4, service) for service in services)):
            for _, data in length_delimited(answer_of(response, 4)):
                file = descriptor_pb2.FileDescriptorProto.FromString(data)
                files[file.name] = file
        added = set()

        def add(name):
            """Imports come before the file that imports them."""
            if name not in added:
                added.add(name)
                for dependency in files[name].dependency:
                    add(dependency)
                pool.Add(files[name])

        for name in files:
            add(name)

        methods = {}
        for service in services:
            for method in pool.FindServiceByName(service).methods:
                methods[method.full_name] = [method.input_type.full_name, method.output_type.full_name]

        def message(name):
            return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(name))

        def call(path, request, response_name):
            stub = channel.unary_unary(
                path,
                request_serializer=lambda sent: sent.SerializeToString(),
                response_deserializer=message(response_name).FromString)
            return stub(request, timeout=60)

        # The first status may be that no policies are in force yet; the stream tells when they are.
        watch = channel.unary_stream(
            "/grpc.health.v1.Health/Watch",
            request_serializer=lambda sent: sent.SerializeToString(),
            response_deserializer=message("grpc.health.v1.HealthCheckResponse").FromString)
        watched = watch(message("grpc.health.v1.HealthCheckRequest")(service="envoy.service.auth.v3.Authorization"), timeout=60)
        while next(watched).status != 1:
            pass
        watched.cancel()

        health = call(
            "/grpc.health.v1.Health/Check",
            message("grpc.health.v1.HealthCheckRequest")(),
            "grpc.health.v1.HealthCheckResponse")
        try:
            call("/grpc.health.v1.Health/Check",
                 message("grpc.health.v1.HealthCheckRequest")(service="nobody"),
                 "grpc.health.v1.HealthCheckResponse")
            unknown = "OK"
        except grpc.RpcError as error:
            unknown = error.code().name

        with open(check_request_file, "rb") as file:
            request = message("envoy.service.auth.v3.CheckRequest").FromString(file.read())
        check = call("/envoy.service.auth.v3.Authorization/Check", request, "envoy.service.auth.v3.CheckResponse")

    print(json.dumps({
        "services": services,
        "methods": methods,
        "health": health.status,
        "unknown": unknown,
        "hasStatus": check.HasField("status"),
        "code": check.status.code,
        "httpStatus": check.denied_response.status.code,
        "reason": check.dynamic_metadata.fields["reason"].string_value,
    }))


main(*sys.argv[1:])
