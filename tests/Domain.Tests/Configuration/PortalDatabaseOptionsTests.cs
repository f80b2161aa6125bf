using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class PortalDatabaseOptionsTests
{
    private static readonly PortalDatabaseOptions Right = new()
    {
        ConnectionVariable = "MCPX_PORTAL_DB",
        ReadFlag = "dbo.sp_Feature_Get",
        ReadConfig = "dbo.sp_Config_GetValue",
        ReadAudit = "audit.sp_Audit_GetByRequestId",
        Keys =
        [
            new()
            {
                Key = "Network:*",
                ValueType = "seconds",
                Tags = "network",
            },
        ],
    };

    public static TheoryData<string, string, PortalDatabaseOptions> Wrong =>
        new()
        {
            { "ConnectionVariable", "none", Right with { ConnectionVariable = "" } },
            { "ConnectionVariable", "…", Right with { ConnectionVariable = "Data Source=x;Password=hunter2" } },
            { "CommandTimeout", "00:00:00", Right with { CommandTimeout = TimeSpan.Zero } },
            { "CommandTimeout", "00:00:01.5000000", Right with { CommandTimeout = TimeSpan.FromSeconds(1.5) } },
            { "CommandTimeout", "00:10:01", Right with { CommandTimeout = TimeSpan.FromSeconds(601) } },
            { "ConfirmWithin", "-00:00:01", Right with { ConfirmWithin = TimeSpan.FromSeconds(-1) } },
            { "ReadFlag", "sp_Feature_Get", Right with { ReadFlag = "sp_Feature_Get" } },
            { "ReadConfig", "SELECT 1", Right with { ReadConfig = "SELECT 1" } },
            { "ReadAudit", "dbo.x; DROP TABLE y", Right with { ReadAudit = "dbo.x; DROP TABLE y" } },
            { "ReadAudit", "", Right with { ReadAudit = "" } },
            { "Keys:0:Key", "none", Right with { Keys = [new() { ValueType = "int" }] } },
            { "Keys:0:ValueType", "", Right with { Keys = [new() { Key = "*" }] } },
        };

    [Fact]
    public void Check_Right_FindsNothing() => Assert.Empty(Errors(Right));

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Check_Wrong_NamesKeyAndValue(string key, string value, PortalDatabaseOptions options)
    {
        var error = Assert.Single(Errors(options));

        Assert.Equal(($"Watchdog:Environments:Prod:PortalDatabase:{key}", value), (error.Key, error.Value));
    }

    [Fact]
    public void Check_DeployerOfConfigToo_IsOneWayTooMany()
    {
        var error = Assert.Single(
            Errors(
                Right,
                new Dictionary<Component, DeployerOptions>
                {
                    [Component.Config] = new() { Deploy = ["set"], Find = ["find"] },
                }
            )
        );

        Assert.Equal("Watchdog:Environments:Prod:PortalDatabase", error.Key);
    }

    [Fact]
    public void Serialize_NotConfigured_IsAsItWasBefore()
    {
        var json = JsonSerializer.Serialize(new EnvironmentOptions(), EventBody.Json);

        Assert.DoesNotContain("portalDatabase", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("revertsIn", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Serialize_Configured_IsReadBack() =>
        Assert.Equivalent(
            Right,
            JsonSerializer
                .Deserialize<EnvironmentOptions>(
                    JsonSerializer.Serialize(new EnvironmentOptions { PortalDatabase = Right }, EventBody.Json),
                    EventBody.Json
                )!
                .PortalDatabase
        );

    private static IReadOnlyList<ConfigurationError> Errors(
        PortalDatabaseOptions database,
        Dictionary<Component, DeployerOptions>? deployers = null
    ) =>
        OptionsValidator.Validate(
            new()
            {
                Environments = new Dictionary<string, EnvironmentOptions>
                {
                    ["Prod"] = new()
                    {
                        Instances = [new() { Name = "api-1", Address = "http://127.0.0.1:1" }],
                        Deployers = deployers ?? [],
                        PortalDatabase = database,
                    },
                },
            },
            []
        );
}
