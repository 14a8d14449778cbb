using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>A condition, which may hold others.</summary>
internal static class ConditionShapes
{
    public const string Header = "header";
    public const string Query = "query";
    public const string PathParameter = "pathParameter";
    public const string SourceAddress = "sourceAddress";
    public const string Sni = "sni";
    public const string ContextExtension = "contextExtension";
    public const string Metadata = "metadata";
    public const string Body = "body";
    public const string Claim = "claim";
    public const string Time = "time";
    public const string All = "all";
    public const string Any = "any";
    public const string Not = "not";
    public const string Use = "use";

    private const int TimeOfDayLength = 5;
    private const int DaysMax = 7;

    private static readonly TextShape Name = new(PolicyLimits.AttributeNameLengthMax, @"^[^\x00-\x1f\x7f]+$");
    private static readonly TextShape HeaderName = new(PolicyLimits.AttributeNameLengthMax, "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$");
    private static readonly TextShape ParameterName = new(PolicyLimits.PatternLengthMax, "^[A-Za-z_][A-Za-z0-9_-]*$");
    private static readonly TextShape Pointer = new(PolicyLimits.PointerLengthMax, "^(/([^~]|~[01])*)?$");
    private static readonly TextShape ClaimPath = new(PolicyLimits.PointerLengthMax, ".");
    private static readonly TextShape Zone = new(PolicyLimits.AttributeNameLengthMax, "^[A-Za-z0-9/_+-]+$");
    private static readonly TextShape TimeOfDay = new(TimeOfDayLength, "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$");

    public static WordSet<DayOfWeek> Days { get; } = new(
        ("mon", DayOfWeek.Monday),
        ("tue", DayOfWeek.Tuesday),
        ("wed", DayOfWeek.Wednesday),
        ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday),
        ("sat", DayOfWeek.Saturday),
        ("sun", DayOfWeek.Sunday));

    public static MappingShape TimeCondition { get; } = new(
        "`time`",
        KeyShape.Required("zone", Zone, "An IANA time zone: `Europe/Tallinn`."),
        KeyShape.Optional("days", new ListShape(Days.Shape, DaysMax), "On these days of the week; left out: on every one."),
        KeyShape.Optional("between", new ListShape(TimeOfDay, 2), "From the first time of the day on, before the second."))
    {
        AtLeastOne = ["days", "between"],
    };

    public static ImmutableArray<AttributeForm> Attributes { get; } =
    [
        AttributeForm.OfList(
            Header,
            "The header lines of a name, and their members between commas.",
            KeyShape.Required("name", HeaderName, "The header's name, in any case.")),
        AttributeForm.OfList(
            Query, "The query parameters of a name.", KeyShape.Required("name", Name, "The parameter's name.")),
        AttributeForm.OfOne(
            PathParameter,
            "What stands for a name in braces in the path.",
            KeyShape.Required("name", ParameterName, "The name, which every path or operation of the rule has.")),
        AttributeForm.OfAddress(SourceAddress, "The address of the peer."),
        AttributeForm.OfOne(Sni, "The server name in the client's TLS hello, lower-cased."),
        AttributeForm.OfOne(
            ContextExtension,
            "A context extension of the route.",
            KeyShape.Required("name", Name, "The context extension's name.")),
        AttributeForm.OfList(
            Metadata,
            "A value in the dynamic metadata of a filter.",
            KeyShape.Required("filter", Name, "The filter that put it there."),
            KeyShape.Required("pointer", Pointer, "Where it is, as a JSON pointer.")),
        AttributeForm.OfList(
            Body,
            "A value in the JSON body.",
            KeyShape.Required("pointer", Pointer, "Where it is, as a JSON pointer; empty: the whole body.")),
        AttributeForm.OfList(
            Claim,
            "A claim of a verified token.",
            KeyShape.Required("issuer", TextShape.Name, "Who issued the token."),
            KeyShape.Required("path", ClaimPath, "The claim's name; with a slash before it, a JSON pointer.")),
    ];

    /// <summary>An attribute in place of a text behind an operator.</summary>
    public static MappingShape Operand { get; } = CreateOperand();

    public static MappingShape Condition { get; } = CreateCondition();

    /// <summary>`when`, `all` and `any`.</summary>
    public static ListShape List { get; } = new(Condition);

    private static MappingShape CreateOperand()
    {
        ImmutableArray<KeyShape> keys =
        [
            .. Attributes.Where(form => form.Word != SourceAddress).Select(form => KeyShape.Optional(
                form.Word, form.Operand ?? (ValueShape)TrueShape.Instance, form.Summary)),
        ];
        return new MappingShape("an operand", keys)
        {
            ExactlyOne = [.. keys.Select(key => key.Name)],
            RefusedKeys = [SourceAddress, Time],
        };
    }

    private static MappingShape CreateCondition()
    {
        var list = new DeferredShape(() => List);
        ImmutableArray<KeyShape> keys =
        [
            .. Attributes.Select(form => KeyShape.Optional(form.Word, form.Comparison, form.Summary)),
            KeyShape.Optional(Time, TimeCondition, "The service's clock, as local time."),
            KeyShape.Optional(All, list, "All of these conditions hold."),
            KeyShape.Optional(Any, list, "One of these conditions holds."),
            KeyShape.Optional(Not, new DeferredShape(() => Condition), "This condition does not hold."),
            KeyShape.Optional(Use, TextShape.Name, "What the Condition of that name says holds."),
        ];
        return new MappingShape("a condition", keys)
        {
            ExactlyOne = [.. keys.Select(key => key.Name)],
            RefusedKeys = OperatorWords.All,
        };
    }
}
