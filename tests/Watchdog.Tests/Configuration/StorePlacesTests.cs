using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

/// <summary>Where the store lies, as the configuration says it.</summary>
public sealed class StorePlacesTests : IDisposable
{
    private const string Store =
        "Server=tcp:sql-1;Database=watchdog;User ID=w;Password=p4ssw0rd-of-mine;Encrypt=Strict";
    private readonly string _variable = $"MCPX_T_{Guid.NewGuid():N}";

    private WatchdogOptions Options =>
        Some.Options(Some.Environment()) with
        {
            Store = new() { ConnectionVariable = _variable },
        };

    [Fact]
    public void Place_NothingConfigured_IsTheFolder() => Assert.Null(Some.Options(Some.Environment()).Place().Server);

    [Fact]
    public void Place_Variable_IsItsDatabaseAndNeverShowsThePassword()
    {
        Environment.SetEnvironmentVariable(_variable, Store);

        Assert.Empty(StorePlaces.Errors(Options));
        Assert.Equal("database watchdog on tcp:sql-1", Options.Place().ToString());
    }

    [Theory]
    [InlineData("Server=;Database=x", "without a Data Source")]
    [InlineData("Server=x", "without a Data Source and an Initial Catalog")]
    [InlineData("Server=x;Database=y;Encrypt=Optional;Password=p4ssw0rd-of-mine", "Encrypt=Optional")]
    [InlineData("Server=x;Database=y;Authentication=Active Directory Interactive", "none of SqlPassword and")]
    [InlineData("p4ssw0rd-of-mine", "that can be read")]
    [InlineData("Server=x;Colour=p4ssw0rd-of-mine", "that can be read")]
    public void Errors_WrongConnection_NamesTheVariableAndNotWhatItHolds(string text, string problem)
    {
        Environment.SetEnvironmentVariable(_variable, text);

        var error = Assert.Single(StorePlaces.Errors(Options));

        Assert.Equal(("Watchdog:Store:ConnectionVariable", _variable), (error.Key, error.Value));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ssw0rd", error.Problem, StringComparison.Ordinal);
    }

    /// <summary>Without it <c>migrate</c> would change the folder, and say that all is well.</summary>
    [Fact]
    public void MigrationError_VariableIsNotSet_IsToldOnlyToMigrate()
    {
        Environment.SetEnvironmentVariable(_variable, Store);
        var options = Options with
        {
            Store = new() { ConnectionVariable = _variable, MigrationVariable = $"{_variable}_OWNER" },
        };

        Assert.Equal("Watchdog:Store:MigrationVariable", StorePlaces.MigrationError(options)?.Key);
        Assert.Empty(StorePlaces.Errors(options));
        Assert.Null(StorePlaces.MigrationError(Options));
    }

    [Fact]
    public void Errors_WrongMigrationConnection_IsTold()
    {
        Environment.SetEnvironmentVariable(_variable, "Server=x");
        var options = Some.Options(Some.Environment()) with { Store = new() { MigrationVariable = _variable } };

        Assert.Equal("Watchdog:Store:MigrationVariable", Assert.Single(StorePlaces.Errors(options)).Key);
    }

    [Fact]
    public void Warnings_StoreOnThePortalsServer_SaysThatItFallsWithIt()
    {
        Environment.SetEnvironmentVariable(_variable, Store);
        var options = Options with
        {
            Environments = new Dictionary<string, EnvironmentOptions>
            {
                ["Prod"] = Some.Environment() with { PortalDatabase = new() { ConnectionVariable = _variable } },
            },
        };

        Assert.Contains(
            "falls with the portal",
            Assert.Single(StorePlaces.Warnings(options)),
            StringComparison.Ordinal
        );
        Assert.Empty(StorePlaces.Warnings(Options));
    }

    [Fact]
    public void Validate_ValueInsteadOfAName_IsRefusedWithoutRepeatingIt()
    {
        var error = Assert.Single(
            OptionsValidator.Validate(
                Some.Options(Some.Environment()) with
                {
                    Store = new() { ConnectionVariable = Store },
                },
                []
            ),
            error => error.Key == "Watchdog:Store:ConnectionVariable"
        );

        Assert.DoesNotContain("p4ssw0rd", error.Value + error.Problem, StringComparison.Ordinal);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_variable, value: null);
}
