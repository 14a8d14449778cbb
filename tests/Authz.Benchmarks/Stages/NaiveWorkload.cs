using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Shapes;
using Authz.Policies.Syntax;
using Authz.Policies.Text;
using Authz.Testing.Naive;

namespace Authz.Benchmarks.Stages;

/// <summary>The usual shape before the evaluator that judges the tree, and one question after the other.</summary>
internal sealed class NaiveWorkload
{
    private readonly NaiveEvaluator evaluator;
    private readonly NaiveRequest[] requests;
    private int next;

    public NaiveWorkload(int rules)
    {
        PolicyShape shape = ShapeCatalog.Write(ShapeCatalog.Usual, rules);
        evaluator = new NaiveEvaluator(PolicyReader.Read(shape.Files.ToSources(), new DiagnosticBag()));
        requests = [.. new Random(1).GetItems(shape.Questions, DecideWorkload.HotCount).Select(question => new NaiveRequest
        {
            Caller = NaiveCaller.Of(question.Caller),
            Host = question.Host,
            Method = question.Method,
            Target = question.Target,
            Headers = UsualHeaders.All,
            RouteBinding = question.Service,
            SourceAddress = "10.1.2.3",
            Time = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
        })];
    }

    public int Decide()
    {
        next = (next + 1) % requests.Length;
        return (int)evaluator.Decide(requests[next]).Effect;
    }
}
