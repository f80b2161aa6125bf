using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Db.Tests;

public sealed class EnvironmentLogTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Append_NothingToSay_WritesNothing()
    {
        Log().Append("Prod", Some.Ic, _ => []);

        Assert.Equal(0, _folder.Store.Journal.Head());
    }

    [Fact]
    public void Append_SomebodyWasFaster_AsksAgainOnTheNewestState()
    {
        var seen = new List<int>();
        var state = Log()
            .Append(
                "Prod",
                Some.Ic,
                environment =>
                {
                    seen.Add(environment.Version);
                    if (seen.Count == 1)
                    {
                        Log().Append("Prod", Some.Deputy, _ => [new LkgPointed(Component.Api, "v1", "first")]);
                    }

                    return [new LkgPointed(Component.Api, "v2", "second")];
                }
            );

        Assert.Equal([0, 1], seen);
        Assert.Equal(("v2", 2), (state.Lkg[Component.Api], state.Version));
    }

    private EnvironmentLog Log() =>
        new(_folder.Store.Journal, new(_folder.Store.Journal), new FakeTimeProvider(Some.Start));
}
