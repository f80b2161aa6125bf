using Mcpx.Launcher.Processes;
using Mcpx.Launcher.Up;

namespace Mcpx.Launcher.Tests;

public sealed class ForwardingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ForwardingTests()
    {
        Record(5080).Write(folder.File(".watchdog/run.json", ""));
        Record(6080).Write(folder.File("other/run.json", ""));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Aim_AddressesNotGiven_ComeFromWhatRuns() =>
        Assert.Equal("deploy|--control|http://127.0.0.1:5090|--dashboard|http://127.0.0.1:5080", Aim("deploy"));

    [Fact]
    public void Aim_DataGiven_PicksThatRunAndIsNotPassedOn()
    {
        const string Expected = "heal|--control|http://127.0.0.1:6090";

        Assert.Equal(Expected, Aim("heal", "--data", folder.File("other")));
        Assert.Equal(Expected, Aim($"--data={folder.File("other")}", "heal"));
    }

    [Theory]
    [InlineData("--control", "http://x")]
    [InlineData("--control=http://x", null)]
    public void Aim_AddressGiven_Stays(string option, string? value)
    {
        string[] given = value is null ? ["deploy", option] : ["deploy", option, value];

        Assert.Equal($"{string.Join('|', given)}|--dashboard|http://127.0.0.1:5080", Aim(given));
    }

    [Theory]
    [InlineData("deployer|--control|http://127.0.0.1:5090", "deployer")]
    [InlineData("break|--control|http://127.0.0.1:5090", "break")]
    [InlineData("fault|--control|http://127.0.0.1:5090", "fault")]
    [InlineData("config|--control|http://127.0.0.1:5090", "config")]
    [InlineData("flag|--control|http://127.0.0.1:5090", "flag")]
    [InlineData("list", "list")]
    [InlineData("--help", "--help")]
    public void Aim_OtherVerbs_GetWhatTheyTakeOnly(string expected, string verb) => Assert.Equal(expected, Aim(verb));

    [Fact]
    public void Aim_NothingRuns_AddsNothing() =>
        Assert.Equal("deploy|Prod|v1 2", Aim("deploy", "Prod", "v1 2", "--data", folder.File("empty")));

    private string Aim(params string[] given) =>
        string.Join('|', Forwarding.Aim(new Layout(folder.FullPath, folder.File("artifacts")), given));

    private static RunRecord Record(int portBase)
    {
        var ports = PortPlan.For(portBase, []);
        return new RunRecord(
            ProcessIdentity.Current,
            portBase,
            ports.Dashboard,
            ports.Watchdog,
            ports.Control,
            Ready: true,
            []
        );
    }
}
