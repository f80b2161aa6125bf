using Mcpx.Domain.Signals;

namespace Mcpx.Db.Tests;

public sealed class FailedCallStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Between_Calls_AreReadBackOldestFirst()
    {
        var late = Call(seconds: 30) with { RequestId = null, ErrorCode = null, Detail = null };
        _folder.Store.FailedCalls.Add("Prod", [late, Call(seconds: 10)]);
        _folder.Store.FailedCalls.Add("Alpha", [Call(seconds: 20)]);

        var found = _folder.Store.FailedCalls.Between("Prod", Start, Start.AddMinutes(1));

        Assert.Equal([Call(seconds: 10), late], found);
        Assert.Equal(
            [Call(seconds: 10)],
            _folder.Store.FailedCalls.Between("Prod", Start, Start.AddMinutes(1), most: 1)
        );
        Assert.Empty(_folder.Store.FailedCalls.Between("Prod", Start.AddSeconds(31), Start.AddMinutes(1)));
    }

    [Fact]
    public void Prune_OlderThanReadings_AreForgotten()
    {
        _folder.Store.FailedCalls.Add("Prod", [Call(seconds: 0), Call(seconds: 60)]);

        _folder.Store.FailedCalls.Prune(Start.AddSeconds(30));

        Assert.Equal([Call(seconds: 60)], _folder.Store.FailedCalls.Between("Prod", Start, Start.AddDays(1)));
    }

    private static FailedCall Call(int seconds) =>
        new(Start.AddSeconds(seconds), "api-1", "GET /api/flags", Fault.Status, 503, "r-1", "db_down", "answered 503");
}
