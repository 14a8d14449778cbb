using System.Text.Json;
using System.Text.Json.Serialization;
using Authz.Testing;

namespace Authz.Grpc.Tests.Interop;

internal static class CallCases
{
    /// <summary>Without nulls, for programs that take a missing key for "not set".</summary>
    public static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly string[] Transports = ["tcp", "unix", "tls"];

    /// <summary>Every case over every transport that it is for.</summary>
    public static TheoryData<string, string> Rows(Func<CallCase, bool> isWanted)
    {
        var rows = new TheoryData<string, string>();
        foreach (string transport in Transports)
        {
            foreach (CallCase row in For(transport, client: "").Where(isWanted))
            {
                rows.Add(transport, row.Name);
            }
        }

        return rows;
    }

    /// <summary>The cases for a transport, with `{client}` replaced by a name that no other run has.</summary>
    public static IReadOnlyList<CallCase> For(string transport, string client)
    {
        string text = File.ReadAllText(TestCases.Path("grpc", "calls.json")).Replace("{client}", client, StringComparison.Ordinal);
        CallCase[] cases = JsonSerializer.Deserialize<CallCase[]>(text, Json) ?? [];
        return [.. cases.Where(row => row.Only is null || row.Only == transport)];
    }
}
