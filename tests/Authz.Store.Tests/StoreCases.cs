using System.Text.Json;
using Authz.Testing;

namespace Authz.Store.Tests;

/// <summary>The cases under `tests/cases/store`.</summary>
internal static class StoreCases
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<T> Load<T>(string file) =>
        JsonSerializer.Deserialize<List<T>>(File.ReadAllText(TestCases.Path("store", file)), Options)
        ?? throw new InvalidDataException($"{file} holds no cases");
}
