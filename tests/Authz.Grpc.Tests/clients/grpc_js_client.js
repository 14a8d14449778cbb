// Makes the calls of a case file with @grpc/grpc-js, and prints what came of each as one line of JSON.
//
// Usage: node grpc_js_client.js SETTINGS, with the keys target, cases and, for TLS, ca, certificate, key, serverName.
'use strict';

const fs = require('fs');
const grpc = require('@grpc/grpc-js');

const identity = (bytes) => bytes;

// `@N` stands for N bytes.
const encode = (text) => (text.startsWith('@') ? Buffer.alloc(Number(text.slice(1)), 'x') : Buffer.from(text));

const decode = (message) =>
  message.length > 64 && message.every((octet) => octet === 0x78) ? `@${message.length}` : message.toString();

function openClient(settings, options) {
  const all = { 'grpc.max_receive_message_length': -1, 'grpc.enable_http_proxy': 0, ...options };
  if (!settings.ca) {
    return new grpc.Client(settings.target, grpc.credentials.createInsecure(), all);
  }
  const credentials = grpc.credentials.createSsl(
    fs.readFileSync(settings.ca), fs.readFileSync(settings.key), fs.readFileSync(settings.certificate));
  return new grpc.Client(settings.target, credentials, { ...all, 'grpc.ssl_target_name_override': settings.serverName });
}

function metadataOf(testCase) {
  const metadata = new grpc.Metadata();
  for (const [name, value] of testCase.metadata ?? []) {
    metadata.add(name, name.endsWith('-bin') ? Buffer.from(value, 'base64') : value);
  }
  return metadata;
}

// Resolves to what was received and the status.
function run(client, testCase) {
  const metadata = metadataOf(testCase);
  const options = testCase.timeoutMs ? { deadline: Date.now() + testCase.timeoutMs } : {};
  const messages = testCase.send.map(encode);
  const received = [];
  return new Promise((resolve) => {
    const finish = (status) => resolve({ code: status.code, details: status.details ?? '', receive: received });
    const answer = (error, response) => {
      if (response) {
        received.push(decode(response));
      }
    };
    if (testCase.kind === 'unary') {
      client.makeUnaryRequest(testCase.method, identity, identity, messages[0], metadata, options, answer).on('status', finish);
      return;
    }
    if (testCase.kind === 'client') {
      const call = client.makeClientStreamRequest(testCase.method, identity, identity, metadata, options, answer);
      call.on('status', finish);
      messages.forEach((message) => call.write(message));
      call.end();
      return;
    }
    const call = testCase.kind === 'server'
      ? client.makeServerStreamRequest(testCase.method, identity, identity, messages[0], metadata, options)
      : client.makeBidiStreamRequest(testCase.method, identity, identity, metadata, options);
    call.on('error', () => {});
    call.on('status', finish);
    const waiting = testCase.kind === 'duplex' ? [...messages] : [];
    const endWhenSent = () => {
      if (testCase.kind === 'duplex' && waiting.length === 0 && !testCase.keepOpen) {
        call.end();
      }
    };
    call.on('data', (response) => {
      received.push(decode(response));
      if (received.length === testCase.cancelAfter) {
        call.cancel();
      }
      if (waiting.length > 0) {
        call.write(waiting.shift());
        endWhenSent();
      }
    });
    while (waiting.length > 0) {
      call.write(waiting.shift());
      if (testCase.lockstep) {
        break;
      }
    }
    endWhenSent();
  });
}

async function main() {
  const settings = JSON.parse(process.argv[2]);
  const plain = openClient(settings, {});
  const gzip = openClient(settings, { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });
  for (const testCase of JSON.parse(fs.readFileSync(settings.cases, 'utf8'))) {
    const outcome = await run(testCase.compression === 'gzip' ? gzip : plain, testCase);
    console.log(JSON.stringify({ name: testCase.name, ...outcome }));
  }
  plain.close();
  gzip.close();
}

main();
