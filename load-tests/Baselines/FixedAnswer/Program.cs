// What Kestrel itself costs: every call has its body read and is answered OK; nothing is parsed and nothing decided.
// The host is the ordinary one and Kestrel has its defaults: a KestrelServer made by hand would be without the memory
// pool that the host gives it, and slower. Usage: FixedAnswer PORT
using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using FixedAnswer;
using Microsoft.AspNetCore.Server.Kestrel.Core;

int port = int.Parse(args[0], CultureInfo.InvariantCulture);
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));

WebApplication app = builder.Build();
app.Run(AnswerAsync);
await app.RunAsync();

static async Task AnswerAsync(HttpContext context)
{
    PipeReader body = context.Request.BodyReader;
    ReadResult read;
    do
    {
        read = await body.ReadAsync();
        body.AdvanceTo(read.Buffer.End);
    }
    while (!read.IsCompleted);

    context.Response.ContentType = "application/grpc";
    context.Response.AppendTrailer("grpc-status", "0");
    context.Response.BodyWriter.Write(Answer.Frame);
}
