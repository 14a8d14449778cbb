using System.Collections.Immutable;
using System.Globalization;

namespace Authz.Testing.Generation;

/// <summary>Operations whose templates overlap, but of which one always comes before the others.</summary>
internal static class RandomOperations
{
    public static ImmutableArray<RandomOperation> Build(RandomSource random)
    {
        var operations = new List<RandomOperation>();
        int tries = random.Chance(20) ? 0 : random.Between(2, 8);
        var patterns = new RandomPatterns(random);
        for (int i = 0; i < tries; i++)
        {
            // The same path again is as likely as another: several methods on one template.
            string path = operations.Count > 0 && random.Chance(35)
                ? random.Pick(operations).Path
                : patterns.ForOperation();
            string id = $"o{operations.Count.ToString(CultureInfo.InvariantCulture)}";
            var operation = new RandomOperation(id, random.Pick(RandomWorld.Methods), path);
            if (!operations.Exists(other => IsTie(other, operation)))
            {
                operations.Add(operation);
            }
        }

        return [.. operations];
    }

    /// <summary>Stricter than the language: templates side by side are the same text, or they are a tie.</summary>
    private static bool IsTie(RandomOperation one, RandomOperation other)
    {
        if (one.Path == other.Path)
        {
            return one.Method == other.Method;
        }

        string[] left = one.Path.Split('/');
        string[] right = other.Path.Split('/');
        return left.Length == right.Length && left.Zip(right).All(pair => SideBySide(pair.First, pair.Second));
    }

    private static bool SideBySide(string left, string right)
    {
        bool leftIsTemplate = left.Contains('{');
        bool rightIsTemplate = right.Contains('{');
        return leftIsTemplate && rightIsTemplate
            ? !BeginDifferently(left, right)
            : leftIsTemplate == rightIsTemplate && left == right;
    }

    /// <summary>No segment matches `x{a}` and `y{b}`; one matches `x{a}` and `X{b}` where case is ignored.</summary>
    private static bool BeginDifferently(string left, string right)
    {
        string leftStart = left[..left.IndexOf('{')];
        string rightStart = right[..right.IndexOf('{')];
        return !leftStart.StartsWith(rightStart, StringComparison.Ordinal)
            && !rightStart.StartsWith(leftStart, StringComparison.Ordinal);
    }
}
