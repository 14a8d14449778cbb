// What a C++ peer pays before it decides anything: gRPC's callback API, the request parsed into its message, and OK.
// The messages are those of protos/, which name the fields that we read; protobuf keeps the others as unknown fields.
// Usage: cpp-noop PORT
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "envoy/service/auth/v3/external_auth.grpc.pb.h"

using envoy::service::auth::v3::Authorization;
using envoy::service::auth::v3::CheckRequest;
using envoy::service::auth::v3::CheckResponse;

class Noop final : public Authorization::CallbackService {
  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context, const CheckRequest*,
                                  CheckResponse* response) override {
    response->mutable_status();
    response->mutable_ok_response();
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Noop service;
  grpc::ServerBuilder builder;
  int bound = 0;
  builder.AddListeningPort(std::string("127.0.0.1:") + argv[1], grpc::InsecureServerCredentials(), &bound);
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || bound == 0) return 1;
  server->Wait();
}
