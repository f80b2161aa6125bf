using Mcpx.Db.Engines.SqlServer;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Tests.Suite;

/// <summary>A migrated store of its own, gone afterwards, and a way past the product.</summary>
public interface IStoreBed : IDisposable
{
    /// <summary>Where it lies.</summary>
    StorePlace Place { get; }

    /// <summary>Runs a statement as somebody with all rights would.</summary>
    void Sql(string statement);
}

/// <summary>Two files of a folder.</summary>
internal sealed class SqliteBed : IStoreBed
{
    private readonly DataFolder _folder = new();

    public StorePlace Place => _folder.Store.Place;

    public void Sql(string statement) => _folder.Sql(statement);

    public void Dispose() => _folder.Dispose();
}

/// <summary>A database on a real server, and a login that is in the role and nothing else.</summary>
internal sealed class SqlServerBed : IStoreBed
{
    public const string Variable = "WATCHDOG_TEST_SQLSERVER";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mcpx-db-");
    private readonly string _name = $"mcpx_store_{Guid.NewGuid():N}";
    private readonly string _password = $"Aa1!{Guid.NewGuid():N}";

    public SqlServerBed()
    {
        Run("master", $"CREATE DATABASE [{_name}]");
        Assert.NotEmpty(PlaceOf(Owner(_name)).Migrate());
        Run("master", $"CREATE LOGIN [{_name}] WITH PASSWORD = '{_password}'");
        Run(_name, $"CREATE USER [{_name}] FOR LOGIN [{_name}]; ALTER ROLE watchdog_exec ADD MEMBER [{_name}]");
        Place = PlaceOf(
            new SqlConnectionStringBuilder(Owner(_name))
            {
                UserID = _name,
                Password = _password,
                IntegratedSecurity = false,
            }.ConnectionString
        );
    }

    public static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    public StorePlace Place { get; }

    /// <summary>The same place for who owns the schema.</summary>
    public StorePlace OwnersPlace => PlaceOf(Owner(_name));

    public void Sql(string statement) => Run(_name, statement);

    public void Dispose()
    {
        SqlConnection.ClearAllPools();
        Run("master", $"ALTER DATABASE [{_name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_name}]");
        Run("master", $"DROP LOGIN [{_name}]");
        _folder.Delete(recursive: true);
    }

    private static string Owner(string database) =>
        new SqlConnectionStringBuilder(Given) { InitialCatalog = database }.ConnectionString;

    private StorePlace PlaceOf(string connection)
    {
        Assert.Null(StoreConnection.Read(connection, out var server));
        return new(_folder.FullName, server);
    }

    private static void Run(string database, string statement)
    {
        using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(Given) { InitialCatalog = database, Pooling = false }.ConnectionString
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this test's own.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
