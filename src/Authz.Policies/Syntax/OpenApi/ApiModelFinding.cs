using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>Something that the library finds wrong.</summary>
/// <param name="IsEssential">Operations may have been lost to it; otherwise it is in a part that policies do not use.</param>
internal sealed record ApiModelFinding(ApiPointer Pointer, string Message, bool IsEssential)
{
    private const string PlaceMark = " at #/";
    private const string UnknownKeyMark = " is not a valid property";
    private const string OperationIdKey = "operationId";
    private const int MessageLengthMax = 200;

    // `#/paths/~1a/get/operationId`; under `components` a path item lies one step deeper.
    private const int EssentialStepsMax = 4;

    public static ApiModelFinding OfException(string pointer, string message) =>
        new(ApiPointer.Parse(pointer), OneLine(message), IsEssential: true);

    /// <summary>The library says a place in its pointer, or at the end of its message.</summary>
    public static ApiModelFinding Of(string pointer, string message)
    {
        int mark = message.LastIndexOf(PlaceMark, StringComparison.Ordinal);
        string place = pointer.Length == 0 && mark >= 0 ? message[(mark + PlaceMark.Length - ApiPointer.Root.Length)..] : pointer;
        string text = mark < 0 ? message : message[..mark];
        ApiPointer where = ApiPointer.Parse(place);
        return text.EndsWith(UnknownKeyMark, StringComparison.Ordinal)
            ? OfUnknownKey(where, text[..^UnknownKeyMark.Length])
            : new ApiModelFinding(where, OneLine(text), LeadsToOperation(where));
    }

    private static ApiModelFinding OfUnknownKey(ApiPointer parent, string key)
    {
        ApiPointer where = parent.Add(key);
        bool isInOperation = LeadsToOperation(parent) && parent.Steps.Length > (parent.Steps[0] == "paths" ? 2 : 3);

        // An `operationid` would leave its operation without the name that rules say; other keys of an operation do nothing.
        bool isEssential = isInOperation
            ? SimilarName.Find(key, [OperationIdKey]) is not null
            : LeadsToOperation(where);
        return new ApiModelFinding(where, $"it has no key {QuotedText.Of(key)} here", isEssential);
    }

    private static bool LeadsToOperation(ApiPointer pointer) => pointer.Steps switch
    {
        ["paths", ..] => pointer.Steps.Length < EssentialStepsMax
            || (pointer.Steps.Length == EssentialStepsMax && pointer.Steps[^1] == OperationIdKey),
        ["components", "pathItems", ..] => pointer.Steps.Length <= EssentialStepsMax
            || (pointer.Steps.Length == EssentialStepsMax + 1 && pointer.Steps[^1] == OperationIdKey),
        _ => false,
    };

    private static string OneLine(string message) => string.Concat(
        message.ReplaceLineEndings(" ").TrimEnd('.').Take(MessageLengthMax).Where(c => !char.IsControl(c)));
}
