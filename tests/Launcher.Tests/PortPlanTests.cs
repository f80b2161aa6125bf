using System.Net;
using System.Net.Sockets;
using Mcpx.Launcher.Up;

namespace Mcpx.Launcher.Tests;

public sealed class PortPlanTests
{
    [Fact]
    public void For_Defaults_IsWhatToolsAndTestsRelyOn()
    {
        var plan = PortPlan.For(PortPlan.DefaultBase, PortPlan.DefaultEnvironments);

        Assert.Equal("http://127.0.0.1:5080", ProductPlan.Origin(plan.Dashboard));
        Assert.Equal("http://127.0.0.1:5081", ProductPlan.Origin(plan.Watchdog));
        Assert.Equal("http://127.0.0.1:5090", ProductPlan.Origin(plan.Control));
        Assert.Equal([5080, 5081, 5090, 5100, 5101, 5102, 5130, 5131, 5132], plan.All.Select(port => port.Number));
        Assert.Equal("Prod/web-1", plan.All[^1].Key);
    }

    [Fact]
    public void For_FourApis_LeavesTheWebWhereItIs()
    {
        var plan = PortPlan.For(PortPlan.DefaultBase, ["Prod"], apis: 4);

        Assert.Equal(
            ["Prod/api-1 5130", "Prod/api-2 5131", "Prod/web-1 5132", "Prod/api-3 5133", "Prod/api-4 5134"],
            plan.All.Skip(3).Select(port => $"{port.Key} {port.Number}")
        );
    }

    [Fact]
    public void For_HighestBase_StaysAPort() =>
        Assert.Equal(
            65535,
            PortPlan
                .For(PortPlan.HighestBase, PortPlan.KnownEnvironments, PortPlan.MostApis)
                .All.Max(port => port.Number)
        );

    [Fact]
    public void Busy_PortTaken_IsNamed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var number = ((IPEndPoint)taken.LocalEndpoint).Port;
        var plan = PortPlan.For(number - 10, []);

        Assert.Contains(new Port("sandbox control", number), plan.Busy());
    }

    [Theory]
    [InlineData("prod", "Prod")]
    [InlineData("Prod, alpha", "Alpha,Prod")]
    [InlineData("RTM,Beta,RTM", "Beta,RTM")]
    public void Parse_KnownNames_AreWrittenAsTheSandboxDoes(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', EnvironmentNames.Parse(text)));
}
