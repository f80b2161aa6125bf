using System.Net;

namespace Mcpx.Sandbox.Tests;

public sealed class LifetimeTests : IAsyncLifetime
{
    private readonly SandboxProcess _sandbox = new();

    public Task InitializeAsync() => _sandbox.InitializeAsync();

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Stop_OneInstanceFrozen_LeavesNoChild()
    {
        await SandboxProcess.RunAsync("break", "Alpha", "api-1", "freeze", "--control", _sandbox.Control);

        Assert.Equal(0, await _sandbox.StopAsync());

        Assert.Null(await _sandbox.GetAsync(_sandbox.Api + "/healthz"));
        Assert.Null(await _sandbox.GetAsync(_sandbox.Web + "/healthz"));
    }

    [Fact]
    public async Task Kill_Control_InstancesEndThemselves()
    {
        Assert.Equal(HttpStatusCode.OK, await _sandbox.GetAsync(_sandbox.Api + "/healthz"));

        await _sandbox.KillAsync();

        await SandboxProcess.UntilAsync(
            "no instance answers",
            async () =>
                await _sandbox.GetAsync(_sandbox.Api + "/healthz") is null
                && await _sandbox.GetAsync(_sandbox.Web + "/healthz") is null
        );
    }
}
