using System.Globalization;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Compilation;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Diagnostics;

/// <summary>
/// A case of `tests/cases/diagnostics`, or of `tests/cases/lints`, where advice is given as well; the README of the former
/// says how expectations are written.
/// </summary>
internal static class DiagnosticCase
{
    private const string FirstColumn = "#< ";
    private const string Caret = "^ ";
    private const string Lints = "lints";

    /// <summary>Cases that ask for operations that nobody may call, as `authz validate --operations` does.</summary>
    private const string OperationLints = "lints/uncalled-operations";

    /// <summary>When the lints of the cases are run.</summary>
    private static readonly DateTimeOffset now = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private const string FindingsEnding = ".findings";

    public static IEnumerable<string> Names() => ((string[])["diagnostics", Lints])
        .SelectMany(folder => Directory.GetFileSystemEntries(TestCases.Path(folder)))
        .Select(path => Path.GetRelativePath(TestCases.Root, path).Replace('\\', '/'))
        .Where(name => !name.EndsWith(".md", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => TestCases.Path(name);

    /// <summary>`path:line:column id message; help`, as the comments of the case's files say.</summary>
    public static IEnumerable<string> Expected(string name) =>
        PolicySet.FilesOf(PathOf(name)).SelectMany(file => file.Name.EndsWith(FindingsEnding, StringComparison.Ordinal)
            ? File.ReadAllLines(file.Path).Select(line => $"{file.Name[..^FindingsEnding.Length]}:{line}")
            : ExpectedIn(file.Name, File.ReadAllLines(file.Path)));

    public static IEnumerable<string> Actual(string name) =>
        Diagnose(name, PolicySet.Load(PathOf(name))).Select(Describe);

    public static IEnumerable<string> ExpectedIds(string name) =>
        Expected(name).Select(line => line.Split(' ')[1]);

    private static IReadOnlyList<Diagnostic> Diagnose(string name, SourceSet sources) =>
        name.StartsWith(Lints, StringComparison.Ordinal)
            ? PolicyCompilation.RunWithLints(sources, new CompilationOptions(), OptionsOf(name)).Diagnostics
            : PolicySet.Bind(sources).Diagnostics;

    private static LintOptions OptionsOf(string name) =>
        new(now) { TellsOperations = name.StartsWith(OperationLints, StringComparison.Ordinal) };

    private static string Describe(Diagnostic diagnostic)
    {
        string help = diagnostic.Help is null ? "" : $"; {diagnostic.Help}";
        return $"{diagnostic.Where} {diagnostic.Id} {diagnostic.Message}{help}";
    }

    private static IEnumerable<string> ExpectedIn(string path, string[] lines)
    {
        int marked = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (Expectation(lines[i]) is not var (column, text))
            {
                marked = i + 1;
                continue;
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"{path}:{marked}:{column} {text}");
        }
    }

    private static (int Column, string Text)? Expectation(string line)
    {
        if (line.StartsWith(FirstColumn, StringComparison.Ordinal))
        {
            return (1, line[FirstColumn.Length..]);
        }

        int caret = line.IndexOf(Caret, StringComparison.Ordinal);
        bool isExpectation = caret > 0 && line[0] == '#' && line[1..caret].All(c => c == ' ');
        return isExpectation ? (caret + 1, line[(caret + Caret.Length)..]) : null;
    }
}
