using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Tests;

public sealed class CliTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("--port-base x", "up", "--port-base", "x")]
    [InlineData("--port-base 0", "up", "--port-base", "0")]
    [InlineData("--port-base 65482", "up", "--port-base", "65482")]
    [InlineData("--api-instances 5", "up", "--api-instances", "5")]
    [InlineData("unknown Gamma", "up", "--environments", "Alpha,Gamma")]
    [InlineData("names none", "up", "--environments", ",")]
    [InlineData("--data", "down", "--data")]
    [InlineData("--fast", "up", "--fast")]
    [InlineData("'upp'", "upp")]
    public async Task RunAsync_WrongArguments_SaysItInOneLineAndExitsWith2(string named, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));

        var line = Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith("watchdog: ", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("up", "--port-base")]
    [InlineData("down", "--data")]
    [InlineData("test", "--filter")]
    public async Task RunAsync_Help_TellsTheOptions(string verb, string expected)
    {
        Assert.Equal(0, await RunAsync(verb, "--help"));

        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoArguments_ShowsTheVerbsAndHidesTheInternalOne()
    {
        Assert.Equal(0, await RunAsync());

        Assert.Contains("up ", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("supervise", output.ToString(), StringComparison.Ordinal);
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        using var signals = new StopSignals();
        return await new Cli(output, error).RunAsync(arguments, signals);
    }
}
