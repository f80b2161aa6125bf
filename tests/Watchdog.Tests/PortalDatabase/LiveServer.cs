using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

/// <summary>A test that needs a real SQL Server; visibly skipped where no connection string is given.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqlServerFactAttribute : FactAttribute
{
    public SqlServerFactAttribute()
    {
        if (LiveServer.Given is null)
        {
            Skip =
                $"needs a SQL Server: set {LiveServer.Variable} to the connection string of who may create databases and logins";
        }
    }
}

/// <summary>A database of its own on a real server, made of db/portal, and a login that is in its role; gone afterwards.</summary>
internal sealed class LiveServer : IDisposable
{
    public const string Variable = "WATCHDOG_TEST_SQLSERVER";

    private readonly string _name = $"mcpx_test_{Guid.NewGuid():N}";
    private readonly string _password = $"Aa1!{Guid.NewGuid():N}";

    public LiveServer()
    {
        Run("master", $"CREATE DATABASE [{_name}]");
        foreach (var script in Directory.GetFiles(Scripts(), "*.sql").Order(StringComparer.Ordinal))
        {
            foreach (var batch in File.ReadAllText(script).Split("\nGO", StringSplitOptions.TrimEntries))
            {
                if (batch.Length > 0)
                {
                    Run(_name, batch);
                }
            }
        }

        Run("master", $"CREATE LOGIN [{_name}] WITH PASSWORD = '{_password}'");
        Run(_name, $"CREATE USER [{_name}] FOR LOGIN [{_name}]; ALTER ROLE rollback_bot ADD MEMBER [{_name}]");
    }

    public static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    /// <summary>The connection string of the login that may only EXECUTE.</summary>
    public string Connection =>
        new SqlConnectionStringBuilder(Given)
        {
            InitialCatalog = _name,
            UserID = _name,
            Password = _password,
            IntegratedSecurity = false,
        }.ConnectionString;

    /// <summary>Runs a statement as who was given.</summary>
    public object? Run(string statement) => Run(_name, statement);

    public void Dispose()
    {
        Run("master", $"ALTER DATABASE [{_name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_name}]");
        Run("master", $"DROP LOGIN [{_name}]");
    }

    private static object? Run(string database, string statement)
    {
        using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(Given) { InitialCatalog = database, Pooling = false }.ConnectionString
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this test's own.
        command.CommandText = statement;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static string Scripts([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "db", "portal"));
}
