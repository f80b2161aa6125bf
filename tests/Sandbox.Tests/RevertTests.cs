using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

public sealed class RevertTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Theory]
    [InlineData("Config", "Network:SseKeepAliveSeconds", "1", "config:Network:SseKeepAliveSeconds", "20")]
    [InlineData("AllowList", "Cors:AllowedOrigins", "https://a.example, @b", "config:Cors:AllowedOrigins", "@none")]
    [InlineData("Flag", "EnableLegacyHttpSse", "off", "flag:EnableLegacyHttpSse", "on")]
    [InlineData("Flag", "EnableParityBanner", "on for Operator", "flag:EnableParityBanner", "off")]
    public async Task Revert_ChangedSetting_IsWrittenByTheRunbooksActorUnderTheKey(
        string kind,
        string name,
        string value,
        string what,
        string changed
    )
    {
        await SetAsync(kind, name, changed);
        var key = "incident/1/step-" + Guid.NewGuid().ToString("N");

        var (code, output, error) = await RevertAsync(kind, name, value, key);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"{what} was '{changed}' and is '{value}'; audit ", output, StringComparison.Ordinal);
        var written = (await AuditAsync())[0];
        Assert.Equal(
            ("rollback-bot", what, changed, value, key),
            (
                Text(written, "who"),
                Text(written, "what"),
                Text(written, "before"),
                Text(written, "after"),
                Text(written, "requestId")
            )
        );
        Assert.Equal(("Finished", output.Trim()), await FindAsync(key));
    }

    [Fact]
    public async Task Revert_SameKeyTwice_ActsOnce()
    {
        var key = Guid.NewGuid().ToString("N");
        Assert.Equal(0, (await RevertAsync("Config", "Ui:PageSize", "50", key)).Code);
        await SetAsync("Config", "Ui:PageSize", "70");
        var newest = Text((await AuditAsync())[0], "after");

        Assert.Equal(0, (await RevertAsync("Config", "Ui:PageSize", "50", key)).Code);

        Assert.Equal(("70", "70"), (newest, Text((await AuditAsync())[0], "after")));
    }

    [Theory]
    [InlineData("Config", "Jobs:MaxParallel", "5")]
    [InlineData("Config", "Ui:PageSize", "4")]
    [InlineData("Flag", "Jobs:MaxParallel", "on")]
    public async Task Revert_SameKeyOtherContent_IsRefused(string kind, string name, string value)
    {
        var key = Guid.NewGuid().ToString("N");
        await RevertAsync("Config", "Jobs:MaxParallel", "4", key);

        var (code, _, error) = await RevertAsync(kind, name, value, key);

        Assert.Equal((1, $"Key {key} was used for another act."), (code, error.Trim()));
    }

    [Fact]
    public async Task Deploy_KeyOfARevert_IsRefused()
    {
        var key = Guid.NewGuid().ToString("N");
        await RevertAsync("Config", "Jobs:MaxParallel", "4", key);

        var (code, _, error) = await sandbox.DeployAsync("v1.9.1", key: key);

        Assert.Equal((1, $"Key {key} was used for another act."), (code, error.Trim()));
    }

    [Fact]
    public async Task Revert_FirstInstanceFrozen_GoesThroughTheOtherAndIsWrittenOnce()
    {
        await SandboxProcess.RunAsync("break", "Alpha", "api-1", "freeze", "--control", sandbox.Control);
        var key = Guid.NewGuid().ToString("N");

        var (code, _, error) = await RevertAsync("Config", "Jobs:MaxParallel", "3", key);

        Assert.True(code == 0, error);
        await SandboxProcess.RunAsync("heal", "Alpha", "--control", sandbox.Control);
        // The first instance finds the call it did not answer before this one.
        await SetAsync("Config", "Jobs:MaxParallel", "4");
        Assert.Single(await AuditAsync(), entry => Text(entry, "requestId") == key);
    }

    [Theory]
    [InlineData("Flag", "EnableJobExport", "perhaps", "A flag is 'on', 'off' or 'on for ROLE', not 'perhaps'.")]
    [InlineData("Config", "Ui:PageSize", " ", "'value' is missing.")]
    public async Task Revert_WhatThePortalRefuses_Fails(string kind, string name, string value, string reason)
    {
        var key = Guid.NewGuid().ToString("N");

        var (code, output, _) = await RevertAsync(kind, name, value, key);

        Assert.Equal((1, reason), (code, output.Trim()));
        Assert.Equal(("Failed", reason), await FindAsync(key));
    }

    [Fact]
    public async Task Revert_KindThatCannotBeWrittenBack_IsBadUsage()
    {
        var (code, _, error) = await RevertAsync("Migration", "x", "y", "key");

        Assert.Equal((2, "--kind 'Migration': there are only Config, Flag, AllowList."), (code, error.Trim()));
    }

    [Fact]
    public async Task Observe_Config_HasNoInstances()
    {
        var (code, output, _) = await RunAsync("observe", "--environment", "Alpha", "--component", "Config");

        Assert.Equal((0, """{"instances":[],"operations":[]}"""), (code, output.Trim()));
    }

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    private Task<(int Code, string Output, string Error)> RevertAsync(
        string kind,
        string name,
        string value,
        string key
    ) => RunAsync("revert", "--environment", "Alpha", "--kind", kind, "--name", name, "--value", value, "--key", key);

    private Task<(int Code, string Output, string Error)> RunAsync(string verb, params string[] arguments) =>
        SandboxProcess.RunAsync(["deployer", verb, "--control", sandbox.Control, .. arguments]);

    private async Task SetAsync(string kind, string name, string value)
    {
        var verb = kind == "Flag" ? "flag" : "config";
        var (code, _, error) = await SandboxProcess.RunAsync(
            verb,
            "set",
            "Alpha",
            name,
            value,
            "--control",
            sandbox.Control
        );
        Assert.True(code == 0, error);
    }

    private async Task<(string? State, string? Detail)> FindAsync(string key)
    {
        var (_, output, _) = await RunAsync("find", "--key", key);
        using var found = JsonDocument.Parse(output);
        return (Text(found.RootElement, "state"), Text(found.RootElement, "detail"));
    }

    private async Task<JsonElement[]> AuditAsync() =>
        [.. (await sandbox.GetJsonAsync(sandbox.Api + "/api/audit")).EnumerateArray()];
}
