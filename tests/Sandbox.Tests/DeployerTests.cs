using System.Net;
using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

public sealed class DeployerTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Fact]
    public async Task Look_ControlIsUp_ListsEnvironmentsAndInstancesAndNothingElse()
    {
        var view = await sandbox.GetJsonAsync(sandbox.Control + "/");

        Assert.Equal(["environments"], view.EnumerateObject().Select(property => property.Name));
        var environment = Assert.Single(view.GetProperty("environments").EnumerateArray());
        Assert.Equal("Alpha", environment.GetProperty("name").GetString());
        var instances = environment.GetProperty("instances").EnumerateArray().ToArray();
        Assert.Equal(
            ["api-1", "api-2", "web-1"],
            instances.Select(instance => instance.GetProperty("name").GetString())
        );
        Assert.All(
            instances,
            instance =>
                Assert.Equal(
                    ["name", "component", "address", "tag", "state"],
                    instance.EnumerateObject().Select(property => property.Name)
                )
        );
    }

    [Fact]
    public async Task Deploy_GoodRelease_InstancesAnswerItsTag()
    {
        var (code, output, error) = await sandbox.DeployAsync("v1.9.1");

        Assert.True(code == 0, error);
        Assert.Contains("Alpha/api-2: /healthz answers with v1.9.1", output, StringComparison.Ordinal);
        var observed = await SandboxProcess.RunAsync(
            "deployer",
            "observe",
            "--control",
            sandbox.Control,
            "--environment",
            "Alpha",
            "--component",
            "Api"
        );
        Assert.Equal(
            """{"instances":[{"name":"api-1","tag":"v1.9.1"},{"name":"api-2","tag":"v1.9.1"}],"operations":[]}""",
            observed.Output.Trim()
        );
    }

    [Fact]
    public async Task Deploy_SameKeyTwice_ActsOnce()
    {
        var key = "incident/1/step-" + Guid.NewGuid().ToString("N");
        Assert.Equal(0, (await sandbox.DeployAsync("v1.8.2", key: key)).Code);
        await sandbox.DeployAsync("v1.9.1");

        Assert.Equal(0, (await sandbox.DeployAsync("v1.8.2", key: key)).Code);

        Assert.Equal(
            "v1.9.1",
            (await sandbox.GetJsonAsync(sandbox.Api + "/api/version")).GetProperty("tag").GetString()
        );
        var found = await SandboxProcess.RunAsync("deployer", "find", "--control", sandbox.Control, "--key", key);
        Assert.Equal("Finished", JsonDocument.Parse(found.Output).RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Deploy_SameKeyOtherRelease_IsRefused()
    {
        var key = Guid.NewGuid().ToString("N");
        await sandbox.DeployAsync("v1.8.2", key: key);

        var (code, _, error) = await sandbox.DeployAsync("v1.9.1", key: key);

        Assert.Equal(1, code);
        Assert.Contains("was used for another act", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_UnknownKey_IsNeverStarted()
    {
        var (code, output, _) = await SandboxProcess.RunAsync(
            "deployer",
            "find",
            "--control",
            sandbox.Control,
            "--key",
            "none"
        );

        Assert.Equal(0, code);
        Assert.Equal("""{"key":"none","state":"NeverStarted","detail":null}""", output.Trim());
    }

    [Fact]
    public async Task Deploy_ArtifactWasChanged_IsRefusedAndWhatRunsStays()
    {
        await sandbox.DeployAsync("v1.8.2");
        await File.AppendAllTextAsync(
            Path.Combine(sandbox.Data, "sandbox", "releases", "v1.9.0-cors", "api", "v1.9.0-cors.dll"),
            "x"
        );

        var (code, output, _) = await sandbox.DeployAsync("v1.9.0-cors");

        Assert.Equal(1, code);
        Assert.Contains("its manifest says", output, StringComparison.Ordinal);
        Assert.Equal(
            "v1.8.2",
            (await sandbox.GetJsonAsync(sandbox.Api + "/api/version")).GetProperty("tag").GetString()
        );
    }

    [Theory]
    [InlineData("v0", "Api", "There is no release 'v0', only v1.8.0-fades, v1.8.2")]
    [InlineData("v1.9.0-sse-stall", "Web", "carries no 'Web' artifact, only Api")]
    [InlineData("v1.8.2", "Database", "--component 'Database': there are only Api, Web.")]
    public async Task Deploy_BadUsage_NamesWhatExists(string tag, string component, string expected)
    {
        var (code, _, error) = await sandbox.DeployAsync(tag, component);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Break_StopThenHeal_InstanceStaysAwayAndComesBack()
    {
        string[] place = ["Alpha", "api-2", "stop", "--control", sandbox.Control];
        Assert.Equal(0, (await SandboxProcess.RunAsync(["break", .. place])).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await sandbox.GetAsync(sandbox.Control + "/ready"));

        Assert.Equal(0, (await SandboxProcess.RunAsync("heal", "Alpha", "--control", sandbox.Control)).Code);

        Assert.Equal(HttpStatusCode.OK, await sandbox.GetAsync(sandbox.Control + "/ready"));
    }
}
