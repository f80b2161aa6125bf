using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

public sealed class ExpectedFileTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Fact]
    public async Task Start_ExpectedFileOfRtm_NamesEverySettingOfAPortalAndItsFirstValue()
    {
        var config = await sandbox.GetJsonAsync(sandbox.Api + "/api/config/effective");
        var flags = await sandbox.GetJsonAsync(sandbox.Api + "/api/flags");
        var first = config
            .GetProperty("values")
            .EnumerateObject()
            .Select(value => KeyValuePair.Create(value.Name, value.Value.GetString()))
            .Concat(
                flags
                    .EnumerateArray()
                    .Select(flag =>
                        KeyValuePair.Create(
                            "flag:" + flag.GetProperty("flagKey").GetString(),
                            (string?)(flag.GetProperty("isEnabled").GetBoolean() ? "on" : "off")
                        )
                    )
            )
            .ToDictionary(StringComparer.Ordinal);

        var text = await File.ReadAllTextAsync(Path.Combine(sandbox.Data, "sandbox", "expected-RTM.json"));
        var expected = JsonSerializer.Deserialize<Dictionary<string, string?>>(text)!;

        // The only setting that names the environment and its own address.
        Assert.Contains("https://admin.rtm.mcpx.example", expected["Cors:AllowedOrigins"], StringComparison.Ordinal);
        Assert.True(first.Remove("Cors:AllowedOrigins") && expected.Remove("Cors:AllowedOrigins"));
        Assert.Equal(first, expected);
    }
}
