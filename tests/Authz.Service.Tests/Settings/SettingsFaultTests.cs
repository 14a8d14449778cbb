using System.Text.Json;
using Authz.Service.Settings;
using Authz.Testing;

namespace Authz.Service.Tests.Settings;

public sealed class SettingsFaultTests : IDisposable
{
    private static readonly JsonSerializerOptions CaseFormat = new(JsonSerializerDefaults.Web);
    private static readonly IReadOnlyList<SettingsFaultCase> Cases =
        JsonSerializer.Deserialize<List<SettingsFaultCase>>(
            File.ReadAllText(TestCases.Path("settings", "faults.json")), CaseFormat) ?? [];

    private readonly SettingsFolder folder = new();

    public static TheoryData<string> CaseNames => [.. Cases.Select(static one => one.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Every_fault_is_reported_with_its_cure(string name)
    {
        SettingsFaultCase one = Cases.Single(one => one.Name == name);
        if (one.File is not null)
        {
            File.WriteAllText(folder.At(SettingsInput.FileName), one.File);
        }

        SettingsResult read = folder.Read(one.Arguments ?? [], one.Environment ?? []);

        string[] expected = [.. one.Faults.Select(WithPlaces)];
        Assert.Equal(expected, read.Faults.Select((fault, index) => Shortened(fault.ToString(), expected, index)));
        Assert.Null(read.Settings);
    }

    [Fact]
    public void Faults_go_to_the_errors_and_end_with_code_two()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        int code = SettingsReport.Write(folder.Read("--lock", "no", "--poll", "no"), output, errors);

        Assert.Equal(SettingsReport.BadSettings, code);
        Assert.Empty(output.ToString());
        Assert.StartsWith("The service does not start, for 2 reasons:\npoll `no`", errors.ToString(), StringComparison.Ordinal);
    }

    private string WithPlaces(string fault) => fault
        .Replace("{file}", folder.At(SettingsInput.FileName), StringComparison.Ordinal)
        .Replace("{folder}", folder.Root, StringComparison.Ordinal);

    /// <summary>A case that ends with an open bracket leaves the rest to the library that found the fault.</summary>
    private static string Shortened(string fault, string[] expected, int index) =>
        index < expected.Length && expected[index].EndsWith('(') && fault.StartsWith(expected[index], StringComparison.Ordinal)
            ? expected[index]
            : fault;
}
