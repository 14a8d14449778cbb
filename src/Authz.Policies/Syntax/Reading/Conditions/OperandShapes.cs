using System.Diagnostics;
using Authz.Policies.Syntax.Shapes;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>What may stand behind each operator.</summary>
internal static class OperandShapes
{
    // The longest way to write an IPv6 address, a slash and three digits.
    private const int NetworkLengthMax = 49;

    private static readonly ValueShape Attribute = new DeferredShape(() => ConditionShapes.Operand);

    private static readonly ValueShape TextOrAttribute = new EitherShape(FreeTextShape.Any, Attribute);

    private static readonly ValueShape TextsOrAttribute = new EitherShape(new ListShape(FreeTextShape.Any), Attribute);

    private static readonly TextShape Network = new(NetworkLengthMax, "^[0-9A-Fa-f:.]+/[0-9]{1,3}$");

    private static readonly ValueShape Networks =
        new EitherShape(Network, new ListShape(Network, PolicyLimits.NetworksMax));

    private static readonly FreeTextShape Expression = new(PolicyLimits.ExpressionLengthMax);

    public static KeyShape KeyOf(string word) => word switch
    {
        "equals" => Key(word, TextOrAttribute, "It is the same text."),
        "in" => Key(word, TextsOrAttribute, "It is one of these texts."),
        "prefix" => Key(word, TextOrAttribute, "It begins with this text."),
        "suffix" => Key(word, TextOrAttribute, "It ends with this text."),
        "containsText" => Key(word, TextOrAttribute, "It has this text within."),
        "matches" => Key(word, Expression, "The regular expression, in RE2's syntax, matches the whole of it."),
        "cidr" => Key(word, Networks, "It is an address in one of these networks: `10.20.0.0/16`."),
        "contains" => Key(word, TextOrAttribute, "One of its values is the same text."),
        "exists" => Key(word, BooleanShape.Instance, "Whether it is there at all."),
        _ => throw new UnreachableException(),
    };

    private static KeyShape Key(string word, ValueShape value, string summary) => KeyShape.Optional(word, value, summary);
}
