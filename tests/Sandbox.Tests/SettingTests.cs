using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

public sealed class SettingTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Theory]
    [InlineData("config", "Ui:PageSize", "60", "config:Ui:PageSize", "50", "60")]
    [InlineData("config", "Cors:AllowedOrigins", "https://nobody.example", "config:Cors:AllowedOrigins", null, null)]
    [InlineData("flag", "EnableLegacyHttpSse", "on", "flag:EnableLegacyHttpSse", "off", "on")]
    public async Task Set_Value_GoesThroughThePortalAndItsAudit(
        string verb,
        string key,
        string value,
        string what,
        string? before,
        string? after
    )
    {
        var (code, output, error) = await SetAsync(verb, "Alpha", key, value, "--by", "ada");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"{what} was '", output, StringComparison.Ordinal);
        var written = await NewestAuditAsync();
        Assert.Equal((what, "ada"), (Text(written, "what"), Text(written, "who")));
        if (before is not null)
        {
            Assert.Equal((before, after), (Text(written, "before"), Text(written, "after")));
        }
    }

    [Fact]
    public async Task Set_OneInstanceAway_GoesThroughTheOther()
    {
        await SandboxProcess.RunAsync("break", "Alpha", "api-1", "stop", "--control", sandbox.Control);

        Assert.Equal(0, (await SetAsync("config", "Alpha", "Jobs:MaxParallel", "8")).Code);

        await SandboxProcess.RunAsync("heal", "Alpha", "--control", sandbox.Control);
    }

    [Theory]
    [InlineData("Staging", "Ui:PageSize", "60", "There is no environment 'Staging' here, only Alpha.")]
    [InlineData("Alpha", "Ui:PageSize", " ", "'value' is missing.")]
    public async Task Set_Wrong_IsBadUsageInOneLine(string environment, string key, string value, string expected)
    {
        var (code, _, error) = await SetAsync("config", environment, key, value);

        Assert.Equal((2, expected), (code, error.Trim()));
    }

    [Fact]
    public async Task Set_FlagNeitherOnNorOff_IsBadUsage() =>
        Assert.Equal(2, (await SetAsync("flag", "Alpha", "EnableLegacyHttpSse", "perhaps")).Code);

    private Task<(int Code, string Output, string Error)> SetAsync(string verb, params string[] arguments) =>
        SandboxProcess.RunAsync([verb, "set", .. arguments, "--control", sandbox.Control]);

    private async Task<JsonElement> NewestAuditAsync() => (await sandbox.GetJsonAsync(sandbox.Api + "/api/audit"))[0];

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();
}
