#!/usr/bin/env bash
# Builds the C++ no-op into artifacts/cpp-noop/cpp-noop and prints that path. Exit 3: what it needs is not installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/artifacts/cpp-noop
protos=(envoy/service/auth/v3/external_auth envoy/service/auth/v3/attribute_context envoy/config/core/v3/address
  envoy/config/core/v3/base envoy/type/v3/http_status google/rpc/status)

installed() {
  local tool
  for tool in g++ pkg-config protoc grpc_cpp_plugin; do
    command -v "$tool" >/dev/null || return
  done
  pkg-config --exists grpc++ protobuf
}
if ! installed; then
  echo "needs g++ and gRPC for C++: apt-get install g++ pkg-config libgrpc++-dev protobuf-compiler-grpc" >&2
  exit 3
fi

if [ ! -x "$out/cpp-noop" ] || [ -n "$(find "$here" "$root/protos" -newer "$out/cpp-noop" -type f -print -quit)" ]; then
  mkdir -p "$out"
  sources=("$here/main.cc" "$out/envoy/service/auth/v3/external_auth.grpc.pb.cc")
  for proto in "${protos[@]}"; do
    protoc -I "$root/protos" --cpp_out="$out" "$proto.proto"
    sources+=("$out/$proto.pb.cc")
  done
  protoc -I "$root/protos" --grpc_out="$out" --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" "${protos[0]}.proto"
  read -ra flags <<< "$(pkg-config --cflags --libs grpc++ protobuf)"
  g++ -std=c++17 -O2 -DNDEBUG -I "$out" "${sources[@]}" -o "$out/cpp-noop" "${flags[@]}"
fi
echo "$out/cpp-noop"
