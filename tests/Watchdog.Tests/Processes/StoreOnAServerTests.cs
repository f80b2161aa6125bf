using System.Text.Json;
using Mcpx.Watchdog.Tests.PortalDatabase;
using Mcpx.Watchdog.Tests.Support.Tds;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>Both programs reach a store on SQL Server with the real client, as they are started; where it cannot work, both say so.</summary>
[Trait("Category", "Processes")]
public sealed class StoreOnAServerTests : IDisposable
{
    private const string Variable = "MCPX_STORE";
    private const string Key = "Store:ConnectionVariable";
    private const string Anywhere = "Server=127.0.0.1,1;Database=watchdog;User ID=w;Password=p4ssw0rd-of-mine";
    private readonly ConfigurationFile _file = new();
    private readonly HttpClient _http = new();

    [Theory]
    [InlineData("Watchdog")]
    [InlineData("Dashboard")]
    public void RuntimeConfiguration_OfEachProgram_LeavesCulturesOn(string program)
    {
        using var written = JsonDocument.Parse(File.ReadAllText(RunningProgram.RuntimeConfiguration(program)));
        var properties = written.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        Assert.False(properties.TryGetProperty("System.Globalization.Invariant", out var set) && set.GetBoolean());
    }

    /// <summary>The tests' server speaks without encryption, which no store may: how far the client came is in what it says.</summary>
    [CulturesFact(onUnix: true)]
    public async Task Dashboard_StoreOnAServer_ReachesIt()
    {
        await using var server = new TdsServer(_ => TdsReply.Done);
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        await using var dashboard = RunningProgram.Dashboard(
            ["--urls", address.OriginalString, .. Arguments()],
            Variables($"Server=127.0.0.1,{server.Port};Database=watchdog;User ID=w;Password=p4ssw0rd-of-mine")
        );

        await Wait.UntilAsync(
            "the dashboard says that the server does not encrypt",
            async () =>
            {
                Assert.False(dashboard.HasExited, dashboard.Output + dashboard.Error);
                try
                {
                    using var answer = await _http.GetAsync(new Uri(address, "/ready"));
                    return (await answer.Content.ReadAsStringAsync()).Contains(
                        "does not support encryption",
                        StringComparison.Ordinal
                    );
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromMinutes(1)
        );
    }

    [Fact]
    public async Task CheckConfig_NoCultures_RefusesAStoreOnAServerInBothPrograms()
    {
        var variables = Variables(Anywhere).Append(("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")).ToArray();
        _file.With($"Watchdog:{Key}", $"\"{Variable}\"");
        await using var dashboard = RunningProgram.Dashboard(["check-config", .. Arguments()], variables);
        await using var watchdog = RunningProgram.Watchdog(["check-config", "--config", _file.Write()], variables);

        foreach (var (program, section) in new[] { (dashboard, "Dashboard"), (watchdog, "Watchdog") })
        {
            Assert.Equal(2, await program.EndAsync());
            Assert.Contains($"{section}:{Key}", program.Error, StringComparison.Ordinal);
            Assert.Contains("needs cultures (ICU)", program.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>An embedded store asks for none.</summary>
    [Fact]
    public async Task CheckConfig_NoCultures_TakesAnEmbeddedStore()
    {
        await using var dashboard = RunningProgram.Dashboard(
            ["check-config", "--Dashboard:DataDirectory", _file.Data],
            [("ASPNETCORE_ENVIRONMENT", "Development"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
        );

        Assert.Equal(0, await dashboard.EndAsync());
    }

    public void Dispose()
    {
        _http.Dispose();
        _file.Dispose();
    }

    private string[] Arguments() => ["--Dashboard:DataDirectory", _file.Data, $"--Dashboard:{Key}", Variable];

    private static (string, string)[] Variables(string connection) =>
        [("ASPNETCORE_ENVIRONMENT", "Development"), (Variable, connection)];
}
