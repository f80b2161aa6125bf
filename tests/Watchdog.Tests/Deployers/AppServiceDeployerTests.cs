using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>Held to the documents of Azure Resource Manager by a server that speaks them; Azure itself is not asked.</summary>
public sealed class AppServiceDeployerTests
{
    private const string Key = "INC-0001-plan1-step2";
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly List<string> _output = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deploy_Swap_IsDoneOnceFollowedAndVerified(bool hasStatus)
    {
        await using var azure = new AzureServer { HasStatus = hasStatus };

        Assert.Null(await DeployAsync(azure));

        var swap = Assert.Single(azure.Swaps);
        Assert.Equal(
            (
                "/subscriptions/sub/resourceGroups/portal/providers/Microsoft.Web/sites/portal-api/slotsswap?api-version=2024-04-01",
                """{"targetSlot":"staging","preserveVnet":true}""",
                "Bearer azure-token"
            ),
            (swap.Path, swap.Body, swap.Authorization)
        );
        Assert.Equal(Some.Good, azure.InProduction);
        Assert.Equal(OperationState.Finished, (await FindAsync(azure)).State);
        Assert.True(_time.GetUtcNow() - Some.Start >= TimeSpan.FromSeconds(45));
        Assert.DoesNotContain(_output, line => line.Contains("azure-token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deploy_OperationFails_SaysWhatAzureSays(bool hasStatus)
    {
        await using var azure = new AzureServer { HasStatus = hasStatus, Ends = "Failed" };

        Assert.Contains("the slot did not warm up", await DeployAsync(azure, swapBack: true), StringComparison.Ordinal);
        Assert.Single(azure.Swaps);
        Assert.Equal(Some.Failing, azure.InProduction);
        Assert.Equal(OperationState.Failed, (await FindAsync(azure)).State);
    }

    [Fact]
    public async Task Deploy_ProductionAnswersAnotherTag_FailsAndIsLeftToPeople()
    {
        await using var azure = new AzureServer { Instead = "v1.7.0" };

        var problem = await DeployAsync(azure);

        Assert.Contains("production does not answer v1.8.2: api-1 v1.7.0", problem, StringComparison.Ordinal);
        Assert.Single(azure.Swaps);
    }

    [Fact]
    public async Task Deploy_ProductionAnswersAnotherTag_IsSwappedBackWhereConfigured()
    {
        await using var azure = new AzureServer { Instead = "v1.7.0" };

        var problem = await DeployAsync(azure, swapBack: true);

        Assert.Contains("were swapped back; production holds v1.9.0 again", problem, StringComparison.Ordinal);
        Assert.Equal(2, azure.Swaps.Count);
        Assert.Equal(Some.Failing, azure.InProduction);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(429)]
    public async Task Deploy_SwapIsRefused_NothingWasSwapped(int status)
    {
        await using var azure = new AzureServer
        {
            First = call => call.Method == "POST" ? new(status, "no", "Retry-After: 1\r\n") : null,
        };

        Assert.Contains(
            $"Nothing was swapped: Azure answered {status}",
            await DeployAsync(azure),
            StringComparison.Ordinal
        );
        Assert.Single(azure.Swaps);
        Assert.Equal(OperationState.Failed, (await FindAsync(azure)).State);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(-1)]
    [InlineData(-2)]
    public async Task Deploy_SwapGetsNoClearAnswer_IsUnknownAndNotSentAgain(int status)
    {
        await using var azure = new AzureServer
        {
            First = call =>
                call.Method != "POST" ? null
                : status == -1 ? ApiReply.Lost
                : status == -2 ? ApiReply.Silent
                : new(status, "{}"),
        };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(azure));

        Assert.Single(azure.Swaps);
        Assert.Equal(OperationState.Running, (await FindAsync(azure)).State);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(OperationState.Failed, (await FindAsync(azure)).State);
        azure.InProduction = Some.Good;
        Assert.Equal(OperationState.Finished, (await FindAsync(azure)).State);
    }

    [Fact]
    public async Task Deploy_OperationIsElsewhere_TokenDoesNotGoThere()
    {
        await using var elsewhere = new ApiServer(_ => new(200, "{}"));
        await using var azure = new AzureServer { OperationAt = elsewhere.Address };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(azure));
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task Deploy_NetworkIsLostHalfWay_GoesOn()
    {
        var looks = 0;
        await using var azure = new AzureServer
        {
            First = call =>
                call.Path.StartsWith("/operations", StringComparison.Ordinal) && ++looks is 2 or 3
                    ? ApiReply.Torn
                    : null,
        };

        // Slowly, so that the wait does not run out while the machine is busy.
        Assert.Null(await DeployAsync(azure, step: TimeSpan.FromMilliseconds(80)));
        Assert.Contains(_output, line => line.Contains("cannot be looked at", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v1.7.0", "holds v1.7.0, and v1.8.2 was approved")]
    [InlineData(null, "does not answer a tag")]
    public async Task Deploy_SlotHoldsAnother_DoesNothing(string? held, string problem)
    {
        await using var azure = new AzureServer { InSlot = held };

        Assert.Contains(problem, await PreflightAsync(azure), StringComparison.Ordinal);
        Assert.Contains(problem, await DeployAsync(azure), StringComparison.Ordinal);
        Assert.Empty(azure.Manager.Acts);
    }

    [Fact]
    public async Task Deploy_KeyCannotBeWritten_DoesNothing()
    {
        await using var azure = new AzureServer { First = call => call.Method == "PATCH" ? new(403, "no") : null };

        Assert.Equal("Nothing was begun: Azure answered 403: no.", await DeployAsync(azure));
        Assert.Empty(azure.Swaps);
    }

    [Fact]
    public async Task Preflight_AllWell_ChangesNothing()
    {
        await using var azure = new AzureServer();

        Assert.Null(await PreflightAsync(azure));
        Assert.Empty(azure.Manager.Acts);
    }

    [Fact]
    public async Task Preflight_NoRights_SaysSo()
    {
        await using var azure = new AzureServer { First = _ => new(403, "no") };

        Assert.Contains("may the watchdog's identity see it", await PreflightAsync(azure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NoKeyOrAnother_WasNeverStarted()
    {
        await using var azure = new AzureServer();

        Assert.Equal(OperationState.NeverStarted, (await FindAsync(azure)).State);
        await DeployAsync(azure);
        Assert.Equal(OperationState.NeverStarted, (await FindAsync(azure, $"{Key}-try2")).State);
        Assert.Equal("done", azure.Tags["mcpx-step-state"]);
    }

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, "x")]
    [InlineData(200, """{"properties":[]}""")]
    [InlineData(200, """{"properties":{"tags":{"mcpx-step-key":"INC-0001-plan1-step2"}}}""")]
    [InlineData(500, "{}")]
    [InlineData(302, "{}")]
    public async Task Find_AnythingElse_IsUnknown(int status, string body)
    {
        await using var azure = new AzureServer { First = _ => new(status, body) };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(azure));
    }

    [Fact]
    public async Task Deploy_NoToken_DoesNothing()
    {
        await using var azure = new AzureServer();
        var environment = Some.Environment(deployer: Options(azure, swapBack: false));
        using var deployers = new DeployerFactory(Some.Options(environment), new("/nowhere"), Portal.Client, _time)
        {
            Credential = () =>
                Azure.Core.DelegatedTokenCredential.Create(
                    (_, _) => throw new Azure.Identity.AuthenticationFailedException("no identity here\nat all")
                ),
        };

        Assert.Equal(
            "Nothing was begun: Azure gave no token: no identity here.",
            await deployers
                .Of("Prod", Component.Api)
                .DeployAsync(Arguments(azure, swapBack: false), Note, CancellationToken.None)
        );
        Assert.Empty(azure.Manager.Calls);
    }

    private static DeployerOptions Options(AzureServer azure, bool swapBack) =>
        new()
        {
            AppService = new()
            {
                Subscription = "sub",
                ResourceGroup = "portal",
                Site = "portal-api",
                SlotAddress = azure.Slot.Address,
                SwapBack = swapBack,
                Address = azure.Manager.Address,
                RequestTimeout = TimeSpan.FromSeconds(2),
            },
        };

    private static IReadOnlyList<string> Arguments(AzureServer azure, bool swapBack) =>
        DeployerArguments.Of(
            Options(azure, swapBack),
            "Prod",
            Component.Api,
            new(Component.Api, Some.Failing, Some.Good, "00"),
            Key
        );

    private void Note(string line)
    {
        lock (_output)
        {
            _output.Add(line);
        }
    }

    private async Task<T> AskAsync<T>(
        AzureServer azure,
        bool swapBack,
        Func<IDeployer, Task<T>> ask,
        TimeSpan? step = null
    )
    {
        var environment = Some.Environment(
            instances: [Some.Api(new(azure.Production.Address))],
            deployer: Options(azure, swapBack),
            timeout: TimeSpan.FromSeconds(5)
        );
        using var deployers = Some.Deployers(environment, _time);
        return await Wait.RunAsync(_time, ask(deployers.Of("Prod", Component.Api)), step);
    }

    private Task<string?> DeployAsync(AzureServer azure, bool swapBack = false, TimeSpan? step = null) =>
        AskAsync(
            azure,
            swapBack,
            deployer => deployer.DeployAsync(Arguments(azure, swapBack), Note, CancellationToken.None),
            step
        );

    private Task<string?> PreflightAsync(AzureServer azure) =>
        AskAsync(
            azure,
            swapBack: false,
            deployer => deployer.PreflightAsync(Arguments(azure, swapBack: false), CancellationToken.None)
        );

    private Task<Found> FindAsync(AzureServer azure, string key = Key) =>
        AskAsync(azure, swapBack: false, deployer => deployer.FindAsync(key, CancellationToken.None));
}
