using Authz.Admin.Http;

namespace Authz.Admin.Tests.Http;

public sealed class IdempotencyTests
{
    private static readonly (string Name, string Value) Key = ("Idempotency-Key", "k-1");

    [Fact]
    public async Task The_same_call_with_the_same_key_is_done_once_and_answered_the_same()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        ApiReply first = await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key);
        ApiReply again = await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key);
        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Single(bench.Verbs.Administration.State.Activations);

        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, ("Idempotency-Key", "k-2"));
        Assert.Equal(2, bench.Verbs.Administration.State.Activations.Length);
    }

    [Fact]
    public async Task A_key_is_of_one_request_and_of_one_caller()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key);
        (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "active" }, Key)).IsProblem(422, "key-reused");
        (await bench.CallAsync("author", "POST", "/api/v1/rollbacks", new { version = "1" }, Key)).IsProblem(422, "key-reused");
        Assert.Equal(201, (await bench.CallAsync("approver", "POST", "/api/v1/activations", new { version = "active" }, Key)).Status);
    }

    [Fact]
    public async Task A_refusal_is_judged_anew()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key)).IsProblem(404, "not-found");
        await bench.PublishAsync("a");
        Assert.Equal(201, (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key)).Status);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key);
        bench.Verbs.Clock.Advance(IdempotencyMemory.RememberedFor);
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" }, Key);
        Assert.Equal(2, bench.Verbs.Administration.State.Activations.Length);
    }

    [Theory]
    [InlineData(200, 201)]
    [InlineData(201, 400)]
    public async Task A_key_has_a_length(int length, int status)
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        Assert.Equal(status, (await bench.CallAsync(
            "author", "POST", "/api/v1/revocations", new { from = "a", to = "*" }, ("Idempotency-Key", new string('k', length)))).Status);
    }

    [Fact]
    public void Only_so_many_answers_are_remembered()
    {
        var memory = new IdempotencyMemory(new Authz.Testing.ManualTimeProvider());
        for (int i = 0; i <= IdempotencyMemory.AnswersMax; i++)
        {
            Assert.Null(memory.Begin($"{i}", "f"));
            memory.Finish($"{i}", AdminAnswer.Of(200, new { i }));
        }

        Assert.NotNull(memory.Begin("1", "f"));
        Assert.Null(memory.Begin("0", "f"));
    }

    [Fact]
    public void A_call_under_way_is_not_begun_twice()
    {
        var memory = new IdempotencyMemory(new Authz.Testing.ManualTimeProvider());
        memory.Begin("k", "f");
        Assert.Throws<Authz.Admin.Administration.AdministrationException>(() => memory.Begin("k", "f"));
        memory.Finish("k", null);
        Assert.Null(memory.Begin("k", "f"));
    }
}
