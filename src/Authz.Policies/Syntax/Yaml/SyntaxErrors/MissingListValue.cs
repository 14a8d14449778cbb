using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A comma within brackets, and no value before it.</summary>
internal static class MissingListValue
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At) != LooseTokenKind.Comma
            || broken.KindAt(broken.At - 1) is not (LooseTokenKind.Comma or LooseTokenKind.Open))
        {
            return null;
        }

        LooseToken comma = broken.Tokens[broken.At];
        return new SyntaxError(
            new TextSpan(comma.Start, comma.Length), "no value stands before this comma", "take the comma out");
    }
}
