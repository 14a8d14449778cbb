using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;

namespace Authz.Policies.Analysis;

/// <summary>
/// The condition of one rule, tried on one request, part by part. What each part comes to is the evaluator's to say, the
/// same that decides; the words are this one's.
/// </summary>
internal sealed class ConditionTrial
{
    private const int ValuesMax = 3;
    private const int ValueLengthMax = 60;
    private const int QuoteLengthMax = 100;

    private readonly Dictionary<BoundCondition, int> nodes = new(ReferenceEqualityComparer.Instance);
    private readonly BoundCondition when;
    private readonly Effect effect;
    private readonly ConditionTable table;
    private readonly int captures;
    private readonly ImmutableArray<BoundIssuer> issuers;
    private readonly AccessQuestion question;
    private readonly RequestText request;
    private readonly byte[] path;

    /// <param name="way">The pattern by which the rule matched.</param>
    /// <param name="path">Below the base path, decoded.</param>
    /// <param name="issuers">Those of the set.</param>
    public ConditionTrial(
        BoundRule rule, BoundCondition when, PathPattern way, AccessQuestion question, string path, ImmutableArray<BoundIssuer> issuers)
    {
        this.when = when;
        this.question = question;
        this.issuers = issuers;
        effect = rule.Effect;
        request = question.ToRequestText();
        this.path = Encoding.UTF8.GetBytes(path);
        var builder = new ConditionTableBuilder(issuers);
        AddAll(builder, when);
        captures = builder.CapturesOf(nodes[when], way, folded: effect == Effect.Deny);
        table = builder.Build();
    }

    /// <summary>An allow needs it true; a deny needs it not false.</summary>
    public bool Holds => Suffices(when);

    /// <summary>The first part that did not hold, as its author wrote it, and why.</summary>
    public string Describe()
    {
        BoundCondition part = when;
        while (part is BoundAll all)
        {
            // What is false decides, wherever it stands; without it the first that is unknown does.
            part = all.Conditions.FirstOrDefault(one => Evaluate(one) == Ternary.False)
                ?? all.Conditions.First(one => !Suffices(one));
        }

        string outcome = Evaluate(part) == Ternary.False ? "false" : "unknown";
        string[] reasons = [.. ReasonsOf(part).Distinct().Take(ValuesMax)];
        return $"`{Quote(part)}` is {outcome}: {string.Join("; ", reasons)}";
    }

    private bool Suffices(BoundCondition condition) => effect switch
    {
        Effect.Allow => Evaluate(condition) == Ternary.True,
        Effect.Deny => Evaluate(condition) != Ternary.False,
    };

    private void AddAll(ConditionTableBuilder builder, BoundCondition condition)
    {
        nodes[condition] = builder.Add(condition);
        foreach (BoundCondition child in ChildrenOf(condition).Where(child => !nodes.ContainsKey(child)))
        {
            AddAll(builder, child);
        }
    }

    private static ImmutableArray<BoundCondition> ChildrenOf(BoundCondition condition) => condition switch
    {
        BoundAll all => all.Conditions,
        BoundAny any => any.Conditions,
        BoundNot not => [not.Condition],
        _ => [],
    };

    private Ternary Evaluate(BoundCondition condition)
    {
        ConditionState state = NewState();
        Ternary result = table.Evaluate(nodes[condition], request.ToRequest(), ref state);
        state.Release();
        return result;
    }

    private ConditionState NewState() => new(path) { Captures = captures, IsDeny = effect == Effect.Deny, Claims = question.Token };

    private IEnumerable<string> ReasonsOf(BoundCondition condition) => condition switch
    {
        BoundTime time => [DescribeTime(time)],
        BoundComparison comparison => DescribeComparison(comparison),
        _ => ChildrenOf(condition).SelectMany(ReasonsOf),
    };

    private string DescribeTime(BoundTime time)
    {
        AccessRequest asked = request.ToRequest();
        TimeTerms terms = table.TimeOf(in table.Node(nodes[time]));
        long local = Math.Clamp(terms.Zone.LocalTicks(asked.Time.UtcTicks), 0, DateTime.MaxValue.Ticks);
        return $"it is {new DateTime(local).ToString("dddd HH:mm", CultureInfo.InvariantCulture)} in {time.Zone}";
    }

    private IEnumerable<string> DescribeComparison(BoundComparison comparison)
    {
        ConditionLeaf leaf = table.LeafOf(in table.Node(nodes[comparison]));
        yield return DescribeAttribute(comparison.Attribute, leaf.Attribute);
        if (comparison.Other is not null && leaf.Other is not null)
        {
            yield return DescribeAttribute(comparison.Other, leaf.Other);
        }
    }

    private string DescribeAttribute(AttributeReference attribute, AttributeSlot slot)
    {
        string name = AttributeWords.Of(attribute);
        ConditionState state = NewState();
        AccessRequest asked = request.ToRequest();
        AttributeState found = table.Attributes.Open(slot, false, false, in asked, ref state, out ValueReader values);
        var texts = new List<string>();
        while (values.MoveNext(ref state, out ReadOnlySpan<byte> value, out bool isReadable))
        {
            texts.Add(isReadable ? $"`{Cut(Encoding.UTF8.GetString(value), ValueLengthMax)}`" : "a value that cannot be read");
        }

        state.Release();
        return found switch
        {
            AttributeState.Unreadable => $"{name} cannot be read in one way",
            AttributeState.NotSent => $"{name} is absent, and the listener does not say that it sends `{AttributeWords.SentAs(attribute.Kind)}`",
            AttributeState.Present when texts.Count > ValuesMax => $"{name} is {string.Join(", ", texts[..ValuesMax])} and {texts.Count - ValuesMax} more",
            AttributeState.Present when texts.Count > 0 => $"{name} is {string.Join(", ", texts)}",
            AttributeState.Absent or AttributeState.Present => $"{name} is absent{WhyAbsent(attribute)}",
        };
    }

    /// <summary>A claim is mostly absent for want of its issuer's token.</summary>
    private string WhyAbsent(AttributeReference attribute) => (attribute.Kind, question.Token) switch
    {
        (AttributeKind.Claim, null) => ": no token came",
        (AttributeKind.Claim, { } token) when issuers[token.Issuer].Name != attribute.Name => $": the token is of `{issuers[token.Issuer].Name}`",
        _ => "",
    };

    /// <summary>What the author wrote, on one line.</summary>
    private static string Quote(BoundCondition condition)
    {
        string text = condition.Span.Source.Text.Substring(condition.Span.Span.Start, condition.Span.Span.Length);
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string quoted = Cut(string.Join(' ', words), QuoteLengthMax);
        return quoted + MissingClosers(quoted);
    }

    /// <summary>A span ends with its last value, before the brackets behind it.</summary>
    private static string MissingClosers(string text)
    {
        string closers = "";
        char quote = '\0';
        foreach (char character in text)
        {
            if (quote != '\0' || character is '"' or '\'')
            {
                quote = quote == '\0' ? character : quote == character ? '\0' : quote;
                continue;
            }

            closers = character switch
            {
                '{' => $"}}{closers}",
                '[' => $"]{closers}",
                '}' or ']' when closers.Length > 0 => closers[1..],
                _ => closers,
            };
        }

        return closers;
    }

    private static string Cut(string text, int lengthMax) => text.Length <= lengthMax ? text : $"{text[..lengthMax]}…";
}
